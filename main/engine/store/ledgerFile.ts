import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { domains } from '../../../shared/model/settings';
import type { Domain } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { readWholeFile, writeFileAtomically } from './atomicFile';
import type { Disk } from './disk';
import { isSliceName } from './hashFile';
import type { Watermark } from './storePort';

z.config({ jitless: true });

const version = 1;
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const watermarkSchema = z.strictObject({
  lookedUpTo: z.string().regex(instantForm),
  scopeHash: z.string(),
  sourceSystemId: z.string(),
  destinationSystemId: z.string(),
});
/** The checksum (crc32) is that of the content as JSON: a digit that went bad in a watermark would hide changes. */
const fileSchema = z.strictObject({
  version: z.literal(version),
  checksum: z.int().nonnegative(),
  content: z.unknown(),
});
const ledgerSchema = z.strictObject({
  /** Same as in the journal beside it. */
  epoch: z.string().min(1),
  watermarks: z.partialRecord(z.enum(domains), z.record(z.string(), watermarkSchema)),
  facts: z.record(z.string(), z.unknown()),
});

type Watermarks = ReadonlyMap<Domain, ReadonlyMap<string, Watermark>>;

interface LedgerState {
  readonly epoch: string;
  readonly watermarks: Watermarks;
  readonly facts: ReadonlyMap<string, unknown>;
}

function parseLedger(text: string): LedgerState | undefined {
  try {
    const file = fileSchema.safeParse(JSON.parse(text)).data;
    if (file === undefined || crc32(JSON.stringify(file.content)) !== file.checksum) return undefined;
    const read = ledgerSchema.safeParse(file.content).data;
    if (read === undefined) return undefined;
    const watermarks = new Map<Domain, ReadonlyMap<string, Watermark>>();
    for (const domain of domains) {
      watermarks.set(domain, new Map(Object.entries(read.watermarks[domain] ?? {})));
    }
    return { epoch: read.epoch, watermarks, facts: new Map(Object.entries(read.facts)) };
  } catch {
    return undefined;
  }
}

function ledgerText({ epoch, watermarks, facts }: LedgerState): string {
  const plain = Object.fromEntries(
    [...watermarks].map(([domain, slices]) => [domain, Object.fromEntries(slices)]),
  );
  const content = { epoch, watermarks: plain, facts: Object.fromEntries(facts) };
  return `${JSON.stringify({ version, checksum: crc32(JSON.stringify(content)), content })}\n`;
}

/** Watermarks and facts of one synchronisation: one small file, replaced as a whole at each change. */
export class LedgerFile {
  private queue: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly disk: Disk,
    private state: LedgerState,
  ) {}

  static async create(path: string, epoch: string, disk: Disk): Promise<Result<LedgerFile, Problem>> {
    const ledger = new LedgerFile(path, disk, { epoch, watermarks: new Map(), facts: new Map() });
    const written = await writeFileAtomically(path, ledgerText(ledger.state), { disk });
    return written.ok ? succeed(ledger) : written;
  }

  /** Reads a ledger; `unreadable` when it is not one of this version, whole and well-formed. */
  static async read(
    path: string,
    disk: Disk,
  ): Promise<Result<LedgerFile | 'absent' | 'unreadable', Problem>> {
    const content = await readWholeFile(path, disk);
    if (!content.ok) return content;
    if (content.value === undefined) return succeed('absent');
    const state = parseLedger(content.value.toString('utf8'));
    return succeed(state === undefined ? 'unreadable' : new LedgerFile(path, disk, state));
  }

  get epoch(): string {
    return this.state.epoch;
  }

  /** Whether anything was ever written down here. */
  get isEmpty(): boolean {
    return (
      this.state.facts.size === 0 && [...this.state.watermarks.values()].every((slices) => slices.size === 0)
    );
  }

  watermark(domain: Domain, slice: string): Watermark | undefined {
    return this.state.watermarks.get(domain)?.get(slice);
  }

  moveWatermark(domain: Domain, slice: string, watermark: Watermark): Promise<Result<null, Problem>> {
    const checked = watermarkSchema.safeParse(watermark);
    if (!isSliceName(slice) || !checked.success) {
      return Promise.resolve(fail(problem('internal-error', { reason: 'watermark-form', domain, slice })));
    }
    return this.change((state) => {
      const slices = new Map(state.watermarks.get(domain)).set(slice, checked.data);
      return { ...state, watermarks: new Map(state.watermarks).set(domain, slices) };
    });
  }

  forgetWatermarks(forgotten: readonly Domain[]): Promise<Result<null, Problem>> {
    return this.change((state) => {
      const watermarks = new Map(state.watermarks);
      for (const domain of forgotten) watermarks.delete(domain);
      return { ...state, watermarks };
    });
  }

  fact(name: string): unknown {
    return structuredClone(this.state.facts.get(name));
  }

  setFact(name: string, value: unknown): Promise<Result<null, Problem>> {
    // Kept as a restart would read it back.
    const text = JSON.stringify(value) as string | undefined;
    return this.change((state) => {
      const facts = new Map(state.facts);
      if (text === undefined) facts.delete(name);
      else facts.set(name, JSON.parse(text));
      return { ...state, facts };
    });
  }

  /** Ties the ledger to another journal. */
  setEpoch(epoch: string): Promise<Result<null, Problem>> {
    return this.change((state) => ({ ...state, epoch }));
  }

  async close(): Promise<void> {
    await this.queue;
  }

  private change(next: (state: LedgerState) => LedgerState): Promise<Result<null, Problem>> {
    const done = this.queue.then(async (): Promise<Result<null, Problem>> => {
      const state = next(this.state);
      const written = await writeFileAtomically(this.path, ledgerText(state), {
        backup: 'keep',
        disk: this.disk,
      });
      if (written.ok) this.state = state;
      return written;
    });
    this.queue = done;
    return done;
  }
}
