import { basename, join } from 'node:path';
import { z } from 'zod';
import { connectionTestSteps } from '../../../shared/model/connectionTest';
import type { ConnectionTestRecord, ConnectionTestResult } from '../../../shared/model/connectionTest';
import { problem, problemCodes } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { ensureFolder, keepAside, readWholeFile, writeFileAtomically } from './atomicFile';
import { realDisk } from './disk';
import type { Disk } from './disk';

z.config({ jitless: true });

const fileName = 'connection-tests.json';
/** Version of the file that this program writes. */
const fileVersion = 1;

const params = z.record(z.string(), z.union([z.string(), z.number()]));
const fileSchema = z.strictObject({
  version: z.literal(fileVersion),
  tests: z.array(
    z.strictObject({
      connectionId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
      at: z.string(),
      results: z.array(
        z.strictObject({
          step: z.enum(connectionTestSteps),
          result: z.enum(['passed', 'warning', 'failed', 'skipped']),
          params,
          problem: z.strictObject({ code: z.enum(problemCodes), params }).exactOptional(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<{ version: 1; tests: readonly ConnectionTestRecord[] }>;

/** The last test of each connection, in `<state>/connection-tests.json`. */
export interface ConnectionTestStore {
  /** Told when the file was unreadable and kept aside. */
  readonly problems: readonly Problem[];
  current(): readonly ConnectionTestRecord[];
  /** Replaces a connection's last test. What the server said in its own words is not kept. */
  record(test: ConnectionTestRecord): Promise<Result<null, Problem>>;
  forget(connectionId: string): Promise<Result<null, Problem>>;
}

function parse(text: string): readonly ConnectionTestRecord[] | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(text)).data?.tests;
  } catch {
    return undefined;
  }
}

function withoutWords({ step, result, params: facts, problem: found }: ConnectionTestResult) {
  const kept = { step, result, params: facts };
  return found === undefined ? kept : { ...kept, problem: { code: found.code, params: found.params } };
}

/** Tests as they stand on disk, for whoever does not hold the state lock: nothing is mended or moved. */
export async function readConnectionTests(
  stateFolder: string,
  disk: Disk = realDisk,
): Promise<Result<readonly ConnectionTestRecord[] | 'unreadable', Problem>> {
  const content = await readWholeFile(join(stateFolder, fileName), disk);
  if (!content.ok) return content;
  if (content.value === undefined) return succeed([]);
  return succeed(parse(content.value.toString('utf8')) ?? 'unreadable');
}

/** Opens the store; the state lock must be held. */
export async function openConnectionTestStore(
  stateFolder: string,
  options: { readonly disk?: Disk; readonly now?: () => number } = {},
): Promise<Result<ConnectionTestStore, Problem>> {
  const disk = options.disk ?? realDisk;
  const path = join(stateFolder, fileName);
  const ready = await ensureFolder(stateFolder, disk);
  if (!ready.ok) return ready;
  const read = await readConnectionTests(stateFolder, disk);
  if (!read.ok) return read;
  const problems: Problem[] = [];
  let tests: readonly ConnectionTestRecord[] = [];
  if (read.value === 'unreadable') {
    const kept = await keepAside(path, (options.now ?? Date.now)(), disk);
    if (!kept.ok) return kept;
    const keptAs = kept.value === undefined ? '' : basename(kept.value);
    problems.push(problem('state-unreadable', { file: fileName, keptAs, instead: 'nothing' }));
  } else {
    tests = read.value;
  }

  let queue: Promise<unknown> = Promise.resolve();
  const change = (
    next: (now: readonly ConnectionTestRecord[]) => readonly ConnectionTestRecord[],
  ): Promise<Result<null, Problem>> => {
    const done = queue.then(async () => {
      const after = next(tests);
      const text = `${JSON.stringify({ version: fileVersion, tests: after }, undefined, 2)}\n`;
      const written = await writeFileAtomically(path, text, { disk });
      if (written.ok) tests = after;
      return written;
    });
    queue = done;
    return done;
  };
  return succeed({
    problems,
    current: () => tests,
    record: ({ connectionId, at, results }) =>
      change((now) => [
        ...now.filter((one) => one.connectionId !== connectionId),
        { connectionId, at, results: results.map(withoutWords) },
      ]),
    forget: (connectionId) =>
      tests.some((one) => one.connectionId === connectionId)
        ? change((now) => now.filter((one) => one.connectionId !== connectionId))
        : Promise.resolve(succeed(null)),
  });
}
