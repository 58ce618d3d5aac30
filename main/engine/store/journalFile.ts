import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { domains } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { writeFileAtomically } from './atomicFile';
import { diskProblem, errorCode } from './disk';
import type { Disk } from './disk';
import { encodeFrame, FrameFile, scanFrames } from './frameFile';
import type { KnownFrames } from './hashFolder';
import type { Batch } from './storePort';

/*
 * One JSON line a frame: `open` first, then `begin` before a batch is sent and `ack` once its outcome is known. `ack`
 * and `known` say up to which frame each hash file was durable then, so that a hash file that lost something is found.
 */

z.config({ jitless: true });

const version = 1;
/** An acknowledged journal is started anew once it is longer than this. */
const longestSettledJournal = 8 * 1024 * 1024;

const frameNumbers = z.record(z.string(), z.int().nonnegative());
const lineSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('open'), version: z.literal(version), epoch: z.string().min(1) }),
  z.strictObject({ t: z.literal('known'), frames: frameNumbers }),
  z.strictObject({
    t: z.literal('begin'),
    batch: z.strictObject({
      batchId: z.string(),
      runId: z.string(),
      domain: z.enum(domains),
      kind: z.enum(['upsert', 'delete']),
      items: z.array(z.strictObject({ slice: z.string(), key: z.string(), hash: z.string() })),
      bytes: z.number(),
    }),
  }),
  z.strictObject({ t: z.literal('ack'), batchId: z.string(), frames: frameNumbers }),
]);
type Line = z.infer<typeof lineSchema>;

function bodyOf(line: Line): Buffer {
  return Buffer.from(`${JSON.stringify(line)}\n`, 'utf8');
}

function parseLine(body: Buffer): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(body.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Durable record of what was sent and not yet answered for, of one synchronisation. Calls must come one after the other. */
export class JournalFile {
  private readonly open = new Map<string, Batch>();
  private readonly known = new Map<string, number>();
  private epochRead = '';

  private constructor(
    private readonly path: string,
    private readonly disk: Disk,
    private frames: FrameFile,
  ) {}

  /** Starts an empty journal. */
  static async create(
    path: string,
    epoch: string,
    known: KnownFrames,
    disk: Disk,
  ): Promise<Result<JournalFile, Problem>> {
    const journal = new JournalFile(path, disk, new FrameFile(path, disk, 0, 0));
    journal.epochRead = epoch;
    for (const [name, number] of known) journal.known.set(name, number);
    const written = await journal.rewrite();
    return written.ok ? succeed(journal) : written;
  }

  /** Reads a journal; `corrupt` when a line that was durable is no more what it was. */
  static async read(path: string, disk: Disk): Promise<Result<JournalFile | 'absent' | 'corrupt', Problem>> {
    try {
      const file = await disk.open(path, 'read');
      const journal = new JournalFile(path, disk, new FrameFile(path, disk, 0, 0));
      let lines = 0;
      const scan = await scanFrames(file, (_, body) => {
        lines += 1;
        return journal.take(parseLine(body), lines === 1);
      }).finally(() => file.close());
      // The first line is written atomically: a journal without a whole one was damaged.
      if (lines === 0 || scan.ending === 'corrupt') return succeed('corrupt');
      journal.frames = new FrameFile(path, disk, scan.goodBytes, scan.lastNumber);
      const needed = 1 + (journal.known.size > 0 ? 1 : 0) + journal.open.size;
      if (lines <= needed && scan.ending === 'whole') return succeed(journal);
      const written = await journal.rewrite();
      return written.ok ? succeed(journal) : written;
    } catch (error) {
      return errorCode(error) === 'ENOENT' ? succeed('absent') : fail(diskProblem(error, path));
    }
  }

  /** Ties the journal to the ledger beside it: another one, or none, means that files were exchanged or lost. */
  get epoch(): string {
    return this.epochRead;
  }

  get knownFrames(): KnownFrames {
    return this.known;
  }

  batch(batchId: string): Batch | undefined {
    return this.open.get(batchId);
  }

  unsettled(): readonly Batch[] {
    return [...this.open.values()];
  }

  async begin(batch: Batch): Promise<Result<null, Problem>> {
    if (this.open.has(batch.batchId)) {
      return fail(problem('internal-error', { reason: 'batch-begun-twice', batchId: batch.batchId }));
    }
    const { batchId, runId, domain, kind, bytes } = batch;
    const items = batch.items.map(({ slice, key, hash }) => ({ slice, key, hash }));
    const kept = { batchId, runId, domain, kind, items, bytes };
    const appended = await this.frames.append([bodyOf({ t: 'begin', batch: kept })]);
    if (!appended.ok) return appended;
    this.open.set(batchId, kept);
    return succeed(null);
  }

  async acknowledge(batchId: string, durable: KnownFrames): Promise<Result<null, Problem>> {
    const appended = await this.frames.append([
      bodyOf({ t: 'ack', batchId, frames: Object.fromEntries(durable) }),
    ]);
    if (!appended.ok) return appended;
    this.open.delete(batchId);
    this.remember(durable);
    return this.startAnewWhenLong();
  }

  /** Vouches for frames that were recorded without a batch. */
  async vouch(durable: KnownFrames): Promise<Result<null, Problem>> {
    const appended = await this.frames.append([bodyOf({ t: 'known', frames: Object.fromEntries(durable) })]);
    if (!appended.ok) return appended;
    this.remember(durable);
    return this.startAnewWhenLong();
  }

  async close(): Promise<void> {
    await this.frames.close();
  }

  private remember(durable: KnownFrames): void {
    for (const [name, number] of durable) this.known.set(name, number);
  }

  private take(line: Line | undefined, first: boolean): boolean {
    if (line === undefined || (line.t === 'open') !== first) return false;
    switch (line.t) {
      case 'open':
        this.epochRead = line.epoch;
        return true;
      case 'known':
        this.remember(new Map(Object.entries(line.frames)));
        return true;
      case 'begin':
        this.open.set(line.batch.batchId, line.batch);
        return true;
      case 'ack':
        this.remember(new Map(Object.entries(line.frames)));
        return this.open.delete(line.batchId);
    }
  }

  private async startAnewWhenLong(): Promise<Result<null, Problem>> {
    if (this.frames.bytes < longestSettledJournal || this.open.size > 0) return succeed(null);
    // The line before is durable: that the journal stays long is no reason to fail.
    await this.rewrite();
    return succeed(null);
  }

  /** Replaces the file by its meaning: what is known, and the batches that are open. */
  private async rewrite(): Promise<Result<null, Problem>> {
    const lines: Line[] = [{ t: 'open', version, epoch: this.epochRead }];
    if (this.known.size > 0) lines.push({ t: 'known', frames: Object.fromEntries(this.known) });
    for (const batch of this.open.values()) {
      lines.push({ t: 'begin', batch: { ...batch, items: batch.items.map((item) => ({ ...item })) } });
    }
    const content = Buffer.concat(lines.map((line, index) => encodeFrame(index + 1, bodyOf(line))));
    const written = await writeFileAtomically(this.path, content, { disk: this.disk });
    if (!written.ok) return written;
    const old = this.frames;
    this.frames = new FrameFile(this.path, this.disk, content.length, lines.length);
    await old.close();
    return succeed(null);
  }
}
