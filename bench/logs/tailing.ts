import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogFollow } from '../../main/engine/logReading/createLogFollow';
import { GrowingFacetTable } from '../../main/engine/logReading/index/facetTable';
import { LogSources } from '../../main/engine/logReading/sources/logSources';
import { WatchedReader } from './indexing';
import { quantile } from './measure';
import { bound, told } from './report';
import type { Figure } from './report';
import type { Tools } from './tools';

/** Lines that are written before latencies count. */
const warmUp = 500;

function startWriter(kind: 'plain' | 'log', folder: string, rate: number, total: number): ChildProcess {
  const program = join(__dirname, 'tailWriter.cjs');
  return spawn(process.execPath, [program, kind, folder, `${rate}`, `${total}`], { stdio: 'inherit' });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('close', () => resolve());
  });

/**
 * Milliseconds from the instant in a line, written at once, until the engine has its record; the part of a core that takes
 * is measured after the first second.
 */
async function latencies(folder: string, rate: number, total: number) {
  writeFileSync(join(folder, 'dhis2_sync.log'), '');
  const sources = new LogSources({ folder, facets: new GrowingFacetTable(), now: () => Date.now() });
  await sources.scan();
  const generation = sources.generations.all().find(({ file }) => file.name === 'dhis2_sync.log');
  if (generation === undefined) throw new Error('the file was not found');
  await sources.use(generation);
  const found: number[] = [];
  let seen = 0;
  // Following lasts: starting the writer, and what is done for the first time, are no part of what it takes.
  let since = { cpu: process.cpuUsage(), at: performance.now(), seen: 0 };
  const all = new Promise<void>((resolve) => {
    sources.onChange(() => {
      const now = Date.now();
      const index = sources.sourceOf(generation)?.index;
      if (index === undefined) return;
      if (since.seen < rate && seen >= rate) since = { cpu: process.cpuUsage(), at: performance.now(), seen };
      for (; seen < index.records; seen += 1) if (seen >= warmUp) found.push(now - index.timeOf(seen));
      if (seen >= total) resolve();
    });
  });
  startWriter('plain', folder, rate, total);
  await all;
  const elapsed = performance.now() - since.at;
  const { user, system } = process.cpuUsage(since.cpu);
  await sources.close();
  return { found, load: (user + system) / 1000 / elapsed };
}

/** The terminal's way: milliseconds from the instant in a line until it is handed over as text. */
async function followed(folder: string, rate: number, total: number) {
  writeFileSync(join(folder, 'dhis2_sync.log'), '');
  const found: number[] = [];
  let seen = 0;
  let since = { cpu: process.cpuUsage(), at: performance.now(), seen: 0 };
  let told_ = (): void => undefined;
  const all = new Promise<void>((resolve) => (told_ = resolve));
  const follow = createLogFollow({
    folder,
    files: ['dhis2_sync.log'],
    onRecords: (records) => {
      const now = Date.now();
      if (since.seen < rate && seen >= rate) since = { cpu: process.cpuUsage(), at: performance.now(), seen };
      for (const { time } of records) {
        seen += 1;
        if (seen > warmUp) found.push(now - (time ?? NaN));
      }
      if (seen >= total) told_();
    },
  });
  await follow.start(0);
  startWriter('plain', folder, rate, total);
  await all;
  const elapsed = performance.now() - since.at;
  const { user, system } = process.cpuUsage(since.cpu);
  await follow.stop();
  return { found, load: (user + system) / 1000 / elapsed };
}

/** The screen's way: from each line to the announcement of the rows that it is among. */
async function announced(folder: string, scratch: string, tools: Tools, rate: number, total: number) {
  const path = join(folder, 'dhis2_sync.log');
  writeFileSync(path, '');
  const watched = new WatchedReader(folder, scratch, tools);
  await watched.view(['dhis2_sync.log']);
  const heard: { readonly at: number; readonly rows: number }[] = [];
  const written = ended(startWriter('plain', folder, rate, total));
  await watched.until(({ rows }) => {
    heard.push({ at: Date.now(), rows });
    return rows >= total;
  });
  await written;
  await watched.close();
  const instants = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => Date.parse(/ t=(\S+)/.exec(line)?.[1] ?? ''));
  return instants.map((instant, row) => (heard.find(({ rows }) => rows > row)?.at ?? NaN) - instant);
}

/** A writer that rotates all the time, read by us and by `tail -F`: every line, once. */
async function rotating(folder: string, scratch: string, tools: Tools): Promise<readonly Figure[]> {
  const total = 120_000;
  const watched = new WatchedReader(folder, scratch, tools);
  writeFileSync(join(folder, 'dhis2_sync.log'), '');
  await watched.view(['dhis2_sync.log']);
  const oracle = join(scratch, 'tail-F.txt');
  const tail =
    tools.tail === undefined
      ? undefined
      : spawn(tools.tail, ['-n', '+1', '-F', join(folder, 'dhis2_sync.log')], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
  const copied = createWriteStream(oracle);
  tail?.stdout.pipe(copied);
  await ended(startWriter('log', folder, 20_000, total));
  const last = await Promise.race([
    watched.until(({ rows }) => rows >= total),
    new Promise<undefined>((resolve) => setTimeout(resolve, 10_000, undefined)),
  ]);
  const rows = last?.rows ?? watched.latest?.rows ?? 0;
  tail?.kill();
  await new Promise<void>((resolve) => copied.end(() => resolve()));
  const told_ = readFileSync(oracle, 'utf8').split('\n').length - 1;
  await watched.close();
  const lost = total - rows;
  return [
    {
      what: 'rotation at 20,000 lines/s: lines lost or doubled',
      value: `${lost} of ${total}`,
      target: '0',
      holds: lost === 0 ? 'yes' : 'no',
    },
    told(
      'the same, lines that `tail -F` gave',
      tools.tail === undefined ? 'tail is absent' : `${told_} of ${total}`,
    ),
  ];
}

/** Following files that are written. */
export async function measureTailing(scratch: string, tools: Tools): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(scratch, 'tail-'));
  const fresh = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const slow = await latencies(fresh('slow'), 1000, 5000);
  const fast = await latencies(fresh('fast'), 20_000, 100_000);
  const terminal = await followed(fresh('terminal'), 20_000, 100_000);
  const screen = await announced(fresh('screen'), scratch, tools, 1000, 4000);
  return [
    bound('line appended → record in the engine, 1,000 lines/s, p99', quantile(slow.found, 0.99), 5, 'ms'),
    bound('the same at 20,000 lines/s, p99', quantile(fast.found, 0.99), 20, 'ms'),
    bound('the same, part of one core that following takes', fast.load * 100, 5, '%'),
    told(
      'the same as text in a terminal (`logs tail`), p99',
      `${quantile(terminal.found, 0.99).toFixed(1)} ms, ${(terminal.load * 100).toFixed(0)} % of one core`,
    ),
    bound(
      'line appended → view announced (at most 20 times a second), p99',
      quantile(screen, 0.99),
      70,
      'ms',
    ),
    told('the same, half of the lines within', `${quantile(screen, 0.5).toFixed(1)} ms`),
    ...(await rotating(fresh('rotation'), scratch, tools)),
  ];
}
