import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { LogOverview, LogOverviewSlice, ShownLevel } from '../../../../shared/model/logView';
import { numberedLevels } from '../formats/levelWords';
import { GrowingFacetTable } from '../index/facetTable';
import { FacetFilter } from './facetFilter';
import { atOnce } from './inSlices';
import { MadeIndex } from './madeIndex.fixture';
import type { Made } from './madeIndex.fixture';
import { MergeOrder } from './mergeOrder';
import { countOverview } from './overview';
import { RecordMarks } from './recordMarks';
import { RowSelection } from './rowSelection';

interface Asked {
  readonly levels: readonly ShownLevel[];
  readonly show: 'matches' | 'all';
  readonly context: number;
  /** Every how many records the text is found; absent where none is looked for. */
  readonly every: number | undefined;
}

function selected(made: readonly (readonly Made[])[], asked: Asked, chunkRecords: number) {
  const facets = new GrowingFacetTable();
  for (const level of numberedLevels.keys()) facets.ofLevel(level);
  const order = new MergeOrder(() => false);
  const indexes = made.map((records) => {
    const index = new MadeIndex(chunkRecords);
    index.made.push(...records);
    order.add(index, 1);
    return index;
  });
  const pass = order.begin();
  if (pass !== undefined) {
    while (!order.step(pass, chunkRecords));
    order.take(pass);
  }
  const { every, show, context } = asked;
  const marks = made.map((records) => {
    const found = new RecordMarks();
    for (const record of records.keys()) if (every !== undefined && record % every === 0) found.add(record);
    return found;
  });
  const none = new RecordMarks();
  const selection = new RowSelection(order, {
    facets: new FacetFilter({ ...emptyLogFilter, levels: asked.levels }, facets),
    from: -Infinity,
    until: Infinity,
    ...(every === undefined ? {} : { found: (source: number) => marks[source] ?? none }),
    show,
    context,
  });
  atOnce(selection.selectFrom(0));
  const rows = Array.from({ length: selection.rows }, (_, row) => {
    const place = selection.placeOf(row);
    const index = indexes[order.sources[place] ?? 0];
    return {
      level: facets.levelOf(index?.facetOf(order.records[place] ?? 0) ?? 0),
      match: selection.matchOf(row),
    };
  });
  return { facets, order, selection, rows };
}

type Row = ReturnType<typeof selected>['rows'][number];

/** The same by looking at one row after the other. */
function plainly(rows: readonly Row[], most: number, marked: boolean): Omit<LogOverview, 'version'> {
  const sliceRows = Math.max(1, Math.ceil(rows.length / most));
  const slices: LogOverviewSlice[] = [];
  for (let first = 0; first < rows.length; first += sliceRows) {
    const part = rows.slice(first, first + sliceRows);
    const count = (level: ShownLevel): number => part.filter((row) => row.level === level).length;
    const highest = (['CRITICAL', 'ERROR', 'WARNING'] as const).find((level) => count(level) > 0);
    const matches = marked ? part.filter(({ match }) => match === 'match').length : 0;
    if (highest === undefined && matches === 0) continue;
    slices.push({
      slice: first / sliceRows,
      warnings: count('WARNING'),
      errors: count('ERROR'),
      criticals: count('CRITICAL'),
      ...(highest === undefined ? {} : { worst: first + part.findIndex(({ level }) => level === highest) }),
      matches,
      ...(matches === 0 ? {} : { match: first + part.findIndex(({ match }) => match === 'match') }),
    });
  }
  const firstError = rows.findIndex(({ level }) => level === 'ERROR' || level === 'CRITICAL');
  return { rows: rows.length, sliceRows, slices, ...(firstError === -1 ? {} : { firstError }) };
}

const record = fc.record({
  time: fc.nat(200_000),
  seq: fc.nat(5),
  // Levels that stand out are seldom, so that slices without any occur.
  facet: fc.oneof(
    { arbitrary: fc.constantFrom(0, 1, 2), weight: 3 },
    { arbitrary: fc.nat(numberedLevels.length - 1), weight: 1 },
  ),
});
const files = fc.array(fc.array(record, { maxLength: 60 }), { minLength: 1, maxLength: 3 });
const asking: fc.Arbitrary<Asked> = fc.record({
  levels: fc.oneof(fc.constant([]), fc.subarray([...numberedLevels])),
  show: fc.constantFrom('matches', 'all'),
  context: fc.nat(2),
  every: fc.constantFrom(undefined, 1, 3, 7),
});

test('an overview tells of each slice what one finds by looking at its rows one by one', () => {
  fc.assert(
    fc.property(files, asking, fc.integer({ min: 1, max: 40 }), (made, asked, most) => {
      const { selection, order, facets, rows } = selected(made, asked, 4);
      const marked = asked.every !== undefined && (asked.show === 'all' || asked.context > 0);
      const overview = atOnce(countOverview({ version: 7, files: [], order, selection }, most, facets));
      expect(overview).toEqual({ version: 7, ...plainly(rows, most, marked) });
    }),
    { numRuns: 600 },
  );
});

test('many records of one slice are counted like few, also where all of them are critical', () => {
  const critical = numberedLevels.indexOf('CRITICAL');
  const made = Array.from({ length: 5000 }, (_, seq) => ({ time: seq, seq, facet: critical }));
  const asked: Asked = { levels: [], show: 'all', context: 0, every: undefined };
  const { selection, order, facets } = selected([made], asked, 8192);
  const { slices, firstError } = atOnce(
    countOverview({ version: 1, files: [], order, selection }, 2, facets),
  );
  expect(slices).toEqual([
    { slice: 0, warnings: 0, errors: 0, criticals: 2500, worst: 0, matches: 0 },
    { slice: 1, warnings: 0, errors: 0, criticals: 2500, worst: 2500, matches: 0 },
  ]);
  expect(firstError).toBe(0);
});

test('rows that go while an overview is counted are not looked for', () => {
  const warning = numberedLevels.indexOf('WARNING');
  const made = Array.from({ length: 70_000 }, (_, seq) => ({ time: seq, seq, facet: warning }));
  const asked: Asked = { levels: ['WARNING'], show: 'all', context: 0, every: undefined };
  const { selection, order, facets } = selected([made], asked, 32);
  const work = countOverview({ version: 1, files: [], order, selection }, 7, facets);
  work.next();
  selection.rules.facets.now().fill(0);
  atOnce(selection.selectFrom(0));
  expect(selection.rows).toBe(0);
  expect(atOnce(work).slices.reduce((sum, { warnings }) => sum + warnings, 0)).toBe(65_536);
});
