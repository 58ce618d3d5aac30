import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyLogFilter, histogramLevels } from '../../../shared/model/logView';
import type {
  LogCount,
  LogFilter,
  LogHistogram,
  LogPosition,
  LogTarget,
} from '../../../shared/model/logView';
import { ownLine, ReaderFolder, soon, startOfLines, valueOf } from './readerFolder.fixture';

let desk: ReaderFolder;

beforeEach(() => {
  desk = new ReaderFolder();
});
afterEach(async () => {
  await desk.close();
});

/** A record as the test knows it. */
interface Made {
  readonly seq: number;
  readonly at: number;
  readonly level: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';
  readonly module: string;
  readonly run: string;
  readonly sync: string;
  readonly code: string;
  readonly file: string;
}

const levels = ['INFO', 'INFO', 'DEBUG', 'WARNING', 'ERROR', 'CRITICAL', 'INFO'] as const;
const files = ['dhis2_sync.log', 'sync_jobs.log'] as const;

function lineOf(made: Made): string {
  const fields = `run=${made.run} sync=${made.sync} code=${made.code}`;
  return ownLine(made.seq, made.at, { level: made.level, module: made.module, fields });
}

/** Records of two hours and more, at uneven distances, several at the same instant. */
function manyRecords(): readonly Made[] {
  let at = 0;
  return Array.from({ length: 4000 }, (_, number): Made => {
    at += (number * 7919) % 11 === 0 ? 0 : (number * 7919) % 4001;
    return {
      seq: number + 1,
      at,
      level: levels[(number * 31) % levels.length] ?? 'INFO',
      module: ['metadata', 'events', 'orchestrator'][(number * 17) % 3] ?? '',
      run: `r${number % 9}`,
      sync: `s${(number >> 2) % 3}`,
      code: `code-${(number * 5) % 13}`,
      file: files[(number * 3) % 5 === 0 ? 0 : 1],
    };
  });
}

const wholeTime = { from: -Infinity, until: Infinity };

function passes(made: Made, filter: Partial<LogFilter>, without?: keyof LogFilter): boolean {
  const { from, until } = { ...wholeTime, ...filter };
  const time = startOfLines + made.at;
  const kept = { ...emptyLogFilter, ...filter };
  const one = (kind: 'levels' | 'modules' | 'syncs' | 'runs' | 'codes', value: string): boolean =>
    kind === without || kept[kind].length === 0 || kept[kind].some((wanted) => wanted === value);
  return (
    time >= from &&
    time <= until &&
    one('levels', made.level) &&
    one('modules', made.module) &&
    one('syncs', made.sync) &&
    one('runs', made.run) &&
    one('codes', made.code)
  );
}

function naiveCounts(records: readonly Made[], valueOfRecord: (made: Made) => string): readonly LogCount[] {
  const counts = new Map<string, number>();
  for (const made of records) counts.set(valueOfRecord(made), (counts.get(valueOfRecord(made)) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
}

const units = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const roundWidths: ReadonlySet<number> = new Set([
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].flatMap((count) => [count * units.second, count * units.minute]),
  ...[1, 2, 3, 6, 12].map((count) => count * units.hour),
  ...[1, 2, 7, 14, 28].map((count) => count * units.day),
]);

/** Counts without cleverness what a histogram must say, given where its slices begin. */
function naiveSlices(records: readonly Made[], { from, width, slices }: LogHistogram): readonly number[][] {
  const counts = slices.map(() => histogramLevels.map(() => 0));
  for (const made of records) {
    const slice = counts[Math.floor((startOfLines + made.at - from) / width)];
    const level = histogramLevels.indexOf(made.level);
    if (slice !== undefined) slice[level] = (slice[level] ?? 0) + 1;
  }
  return counts;
}

function sum({ slices }: LogHistogram): number {
  return slices.flat().reduce((total, count) => total + count, 0);
}

describe('over a few thousand records', () => {
  const records = manyRecords();
  const filters: readonly Partial<LogFilter>[] = [
    {},
    { levels: ['ERROR', 'CRITICAL'] },
    { levels: ['INFO'], modules: ['events'], runs: ['r1', 'r2', 'r3'] },
    { syncs: ['s1'], codes: ['code-0', 'code-7', 'code-9'] },
    { from: startOfLines + (records[700]?.at ?? 0), until: startOfLines + (records[1900]?.at ?? 0) },
    { levels: ['WARNING'], from: startOfLines + 600_000, until: startOfLines + 3_000_000 },
    { modules: ['no such module'] },
  ];

  beforeEach(() => {
    for (const file of files) {
      writeFileSync(
        desk.log(file),
        records
          .filter((made) => made.file === file)
          .map(lineOf)
          .join(''),
      );
    }
  });

  test.each(filters)('the histogram counts each row once, in round slices: %j', async (filter) => {
    const state = await desk.view(files, filter);
    const shown = records.filter((made) => passes(made, filter));
    expect(state.rows).toBe(shown.length);
    for (const slices of [1, 7, 60, 400]) {
      const histogram = valueOf(await desk.reader.histogram({ viewId: 'v', slices }));
      expect(histogram.slices.length).toBeLessThanOrEqual(slices);
      expect(roundWidths).toContain(histogram.width);
      expect(sum(histogram)).toBe(state.rows);
      expect(histogram.slices).toEqual(naiveSlices(shown, histogram));
    }
  });

  test('a range narrows the histogram, down to slices of one millisecond', async () => {
    await desk.view(files);
    const last = records.at(-1)?.at ?? 0;
    const spans = [
      { from: 0, until: last, width: 15 * units.minute },
      { from: 60_000, until: 119_999, width: 5000 },
      { from: 60_000, until: 64_999, width: 500 },
      { from: records[900]?.at ?? 0, until: (records[900]?.at ?? 0) + 9, width: 1 },
      { from: -units.day, until: last + units.day, width: 15 * units.minute },
    ];
    for (const span of spans) {
      const [from, until] = [startOfLines + span.from, startOfLines + span.until];
      const histogram = valueOf(await desk.reader.histogram({ viewId: 'v', slices: 12, from, until }));
      const inside = records.filter(({ at }) => at >= span.from && at <= span.until);
      expect(inside.length).toBeGreaterThan(0);
      expect(sum(histogram)).toBe(inside.length);
      expect(histogram.slices).toEqual(naiveSlices(inside, histogram));
      expect(histogram.slices.length).toBeLessThanOrEqual(12);
      expect(histogram.width).toBe(span.width);
    }
    const before = { from: 0, until: startOfLines - 1 };
    expect(valueOf(await desk.reader.histogram({ viewId: 'v', slices: 12, ...before })).slices).toEqual([]);
  });

  test.each(filters)('each kind is counted without its own filter: %j', async (filter) => {
    await desk.view(files, filter);
    const counts = valueOf(await desk.reader.counts({ viewId: 'v' }));
    const without = (kind: keyof LogFilter): readonly Made[] =>
      records.filter((made) => passes(made, filter, kind));
    expect(counts).toEqual({
      version: counts.version,
      levels: naiveCounts(without('levels'), ({ level }) => level),
      modules: naiveCounts(without('modules'), ({ module }) => module),
      syncs: naiveCounts(without('syncs'), ({ sync }) => sync),
      runs: naiveCounts(without('runs'), ({ run }) => run),
      codes: naiveCounts(without('codes'), ({ code }) => code),
      files: naiveCounts(
        records.filter((made) => passes(made, filter)),
        ({ file }) => file,
      ),
    });
  });
});

async function goTo(target: LogTarget): Promise<Omit<LogPosition, 'version'>> {
  const { version, ...position } = valueOf(await desk.reader.goTo({ viewId: 'v', target }));
  expect(version).toBeGreaterThan(0);
  return position;
}

function rotate(name: string): void {
  renameSync(desk.log(name), desk.log(`${name}.1`));
  writeFileSync(desk.log(name), '');
}

describe('going to', () => {
  const level = (seq: number): string => (seq % 5 === 0 ? 'ERROR' : seq % 3 === 0 ? 'WARNING' : 'INFO');
  const lines = (from: number, until: number): string =>
    Array.from({ length: until - from + 1 }, (_, more) =>
      ownLine(from + more, (from + more) * 1000, {
        level: level(from + more),
        text: (from + more) % 4 === 0 ? 'repère' : 'autre',
      }),
    ).join('');

  test('a time leads to the first row at it or after it, and to the last one when it is later than all', async () => {
    writeFileSync(desk.log('errors.log'), lines(1, 20));
    await desk.view(['errors.log']);
    const at = (after: number): Promise<Omit<LogPosition, 'version'>> =>
      goTo({ to: 'time', time: startOfLines + after });
    expect(await at(0)).toEqual({ found: 'row', row: 0 });
    expect(await at(7000)).toEqual({ found: 'row', row: 6 });
    expect(await at(7001)).toEqual({ found: 'row', row: 7 });
    expect(await at(99_000)).toEqual({ found: 'row', row: 19 });
    await desk.view(['errors.log'], { levels: ['ERROR'] });
    expect(await at(7001)).toEqual({ found: 'row', row: 1 });
    await desk.view(['errors.log'], { levels: ['CRITICAL'] });
    expect(await at(7001)).toEqual({ found: 'none', row: 0 });
  });

  test('the next and the previous error are counted, also over a rotation', async () => {
    writeFileSync(desk.log('errors.log'), lines(1, 20));
    await desk.view(['errors.log']);
    const error = (to: 'next' | 'previous', row: number): Promise<Omit<LogPosition, 'version'>> =>
      goTo({ to, what: 'error', row });
    expect(await error('next', -1)).toEqual({ found: 'row', row: 4, number: 1, total: 4 });
    expect(await error('next', 4)).toEqual({ found: 'row', row: 9, number: 2, total: 4 });
    expect(await error('previous', 9)).toEqual({ found: 'row', row: 4, number: 1, total: 4 });
    expect(await error('previous', 4)).toEqual({ found: 'none', row: 0, total: 4 });
    expect(await error('next', 19)).toEqual({ found: 'none', row: 0, total: 4 });
    const warnings = await goTo({ to: 'next', what: 'warning', row: 2 });
    expect(warnings).toMatchObject({ found: 'row', row: 5, number: 2 });
    rotate('errors.log');
    appendFileSync(desk.log('errors.log'), lines(21, 30));
    await expect.poll(() => desk.rows(), soon).toHaveLength(30);
    expect(await error('next', 19)).toEqual({ found: 'row', row: 24, number: 5, total: 6 });
    expect(await error('previous', 24)).toEqual({ found: 'row', row: 19, number: 4, total: 6 });
    // Of other rows other numbers.
    await desk.view(['errors.log'], { levels: ['ERROR'] });
    expect(await error('next', 1)).toEqual({ found: 'row', row: 2, number: 3, total: 6 });
  });

  test('rows whose file gets another name are announced as changed', async () => {
    writeFileSync(desk.log('errors.log'), lines(1, 3));
    const { version } = await desk.view(['errors.log']);
    renameSync(desk.log('errors.log'), desk.log('errors.log.1'));
    await expect.poll(() => desk.heard.at(-1)?.version ?? 0, soon).toBeGreaterThan(version);
    expect(desk.heard.at(-1)).toMatchObject({ rows: 3, sameRows: 0 });
    expect((await desk.rows()).map(({ file }) => file)).toEqual(Array(3).fill('errors.log.1'));
  });

  test('the next and the previous match are counted, also over a rotation', async () => {
    writeFileSync(desk.log('errors.log'), lines(1, 20));
    await desk.view(['errors.log'], { text: 'repere' }, { show: 'all' });
    const match = (to: 'next' | 'previous', row: number): Promise<Omit<LogPosition, 'version'>> =>
      goTo({ to, what: 'match', row });
    await expect.poll(() => match('next', -1), soon).toEqual({ found: 'row', row: 3, number: 1, total: 5 });
    expect(await match('next', 3)).toEqual({ found: 'row', row: 7, number: 2, total: 5 });
    expect(await match('previous', 19)).toEqual({ found: 'row', row: 15, number: 4, total: 5 });
    expect(await match('next', 19)).toEqual({ found: 'none', row: 0, total: 5 });
    rotate('errors.log');
    appendFileSync(desk.log('errors.log'), lines(21, 30));
    await expect.poll(() => match('next', 19), soon).toEqual({ found: 'row', row: 23, number: 6, total: 7 });
    // Without a text there is nothing to go to.
    await desk.view(['errors.log'], {}, { show: 'all' });
    expect(await match('next', 0)).toEqual({ found: 'none', row: 0 });
  });

  test('a link finds its line after rotations, in another reader too, and says when a filter hides it', async () => {
    // A line of ours, and one from elsewhere that carries no number.
    const foreign = '[WARNING] 2026-11-23 10:00:21 [other] - sans numéro\n';
    writeFileSync(desk.log('errors.log'), lines(1, 20) + foreign);
    await desk.view(['errors.log']);
    const rows = await desk.rows();
    const linkOf = async (row: number): Promise<string> => {
      const ref = rows[row]?.ref ?? { source: '', offset: 0 };
      return valueOf(await desk.reader.record({ viewId: 'v', ref, offset: 0 })).link;
    };
    const [ours, theirs] = [await linkOf(6), await linkOf(20)];
    expect(await goTo({ to: 'link', link: ours })).toEqual({ found: 'row', row: 6 });
    expect(await goTo({ to: 'link', link: theirs })).toEqual({ found: 'row', row: 20 });
    rotate('errors.log');
    appendFileSync(desk.log('errors.log'), lines(22, 25));
    await expect.poll(() => desk.rows(), soon).toHaveLength(25);
    expect(await goTo({ to: 'link', link: ours })).toEqual({ found: 'row', row: 6 });
    expect(await goTo({ to: 'link', link: theirs })).toEqual({ found: 'row', row: 20 });
    expect(await goTo({ to: 'record', ref: rows[6]?.ref ?? { source: '', offset: 0 } })).toEqual({
      found: 'row',
      row: 6,
    });
    // Rows keep their files' names up to date.
    await expect.poll(async () => (await desk.rows())[6]?.file, soon).toBe('errors.log.1');
    await desk.view(['errors.log'], { levels: ['ERROR'] });
    expect(await goTo({ to: 'link', link: ours })).toEqual({ found: 'hidden', row: 1 });
    expect(await goTo({ to: 'record', ref: rows[6]?.ref ?? { source: '', offset: 0 } })).toEqual({
      found: 'hidden',
      row: 1,
    });
    await desk.view(['errors.log'], {}, { old: 'without' });
    expect(await goTo({ to: 'link', link: ours })).toEqual({ found: 'none', row: 0 });
    expect(await goTo({ to: 'link', link: 'passerelle-log:errors.log?t=1&seq=7' })).toEqual({
      found: 'none',
      row: 0,
    });
    const later = new ReaderFolder(desk.folder);
    await later.view(['errors.log']);
    for (const [link, row] of [
      [ours, 6],
      [theirs, 20],
    ] as const) {
      expect(valueOf(await later.reader.goTo({ viewId: 'v', target: { to: 'link', link } }))).toMatchObject({
        found: 'row',
        row,
      });
    }
    await later.reader.close({});
  });
});
