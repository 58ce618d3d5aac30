import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFormat } from '../formats/lineForms';
import { ownFormat } from '../formats/lineForms';
import { LineReader } from '../formats/lineReader';
import { createRecordIndex } from './createRecordIndex';
import { GrowingFacetTable } from './facetTable';
import { RecordColumns } from './recordColumns';
import { UsualLines, usualRoom } from './usualLines';

const runs = process.env['PASSERELLE_LONG'] === '1' ? 20_000 : 500;
/** Lines with which a block goes on, so that what stands before them may be read as usual. */
const more = Buffer.from(`${'suite '.repeat(50)}\n`.repeat(10));
const allForms: LogFormat = { heads: ['bracketed', 'production', 'dated'] };
/** Fewer bytes than a usual line needs behind it. */
const small = 100;

/** Everything that an index says of bytes that are fed in pieces of this length. */
function told(bytes: Uint8Array, piece: number, format: LogFormat = ownFormat) {
  const facets = new GrowingFacetTable();
  const index = createRecordIndex({ format, facets });
  for (let at = 0; at < bytes.length; at += piece) index.feed(bytes.subarray(at, at + piece));
  return {
    lines: index.lines,
    bytes: index.bytes,
    records: Array.from({ length: index.records }, (_, record) => ({
      offset: index.offsetOf(record),
      time: index.timeOf(record),
      facet: facets.get(index.facetOf(record)),
      seq: index.seqOf(record),
    })),
  };
}

const part = (...values: readonly string[]) => fc.constantFrom(...values);
const often = (usual: readonly string[], unusual: readonly string[]) =>
  fc.oneof({ weight: 5, arbitrary: part(...usual) }, { weight: 1, arbitrary: part(...unusual) });
const stamp = '2025-10-10T14:23:01.250';
const line = fc
  .tuple(
    often(['', '[AUTO-SYNC] '], ['\uFEFF', '\0', '[AUTO-SYNC]', ' ']),
    often(
      ['[INFO] ', '[ERROR] ', '[WARNING] ', '[DEBUG] ', '[CRITICAL] '],
      ['[warn] ', '[INFOS] ', '[INFO]'],
    ),
    often(
      ['2025-10-10 14:23:01 ', '2025-10-10 14:23:59 ', '2025-10-10 14:24:00 '],
      ['2025-10-10 14:23:61 ', '2025-02-30 14:23:01 ', '2025-10-10 14:23:01,5 ', '2025-10-10 14:23:01'],
    ),
    often(
      ['[app] - ', '[change_detector] - ', '[a] - ', '[ab] - '],
      [
        '[app] ',
        '- ',
        '[] - ',
        '[app]- ',
        'dhis.app sync:7 - ',
        `[${'m'.repeat(150)}] - `,
        `[${'m'.repeat(220)}] - `,
      ],
    ),
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      part('', '|', ' | seq', 'a | b', 'x | seq=', 'é'.repeat(999), 'y'.repeat(usualRoom)),
    ),
    often([' | seq=1', ' | seq=70001', ' | seq=99999999'], [' | seq=', ' |seq=1', '| seq=1', ' | seq:1', '']),
    often(
      [` t=${stamp}+01:00`, ` t=${stamp}+00:00`, ` t=2025-10-10T14:24:01.007+01:00`],
      [` t=${stamp}`, ` t=${stamp}Z`, ` t=${stamp}789-0930`, ' t=hier', ' t=2025-02-30T14:23:01.250Z', ''],
    ),
    often(
      ['', ' run=r-1', ' run=20251010000000-k3x9qa', ' run=20251010000001-k3x9qa sync=a', ' sync=b'],
      [
        ' run="a b" sync="c"',
        ' sync=b run=r-1',
        ' run=',
        ' x=y run=r-2',
        ' run=r-1 run=r-2',
        '  run=r-1',
        ` run=${'r'.repeat(120)}`,
      ],
    ),
    often(
      [' code=run-ended', ' code=batch-sent ms=3', ' code=x', ' code=batch', ' code=batch-sent-again y=2'],
      ['', ' code=', ' code="a b"', ' code=x\ty', ' code="', ` code=${'c'.repeat(600)}`],
    ),
    often(['\n'], ['\r\n', '\r', '', '\n\n', ` x=${'z'.repeat(3000)}\n`]),
  )
  .map((parts) => Buffer.from(parts.join('')));
const otherLine = part(
  '\n',
  'Traceback (most recent call last):\n',
  '\tFile "x.py"\r\n',
  'INFO 2025-10-10 14:23:01,123 apps x\n',
  '2025-10-10 14:23:01,123 - apps - INFO - x\n',
  `${'w'.repeat(3000)}\n`,
).map((other) => Buffer.from(other));
const lines = fc
  .tuple(
    fc.array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: otherLine }), { maxLength: 8 }),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('\n |="]\0')))), {
      maxLength: 3,
    }),
  )
  .map(([few, changes]) => {
    // More than once: what was learned from a line is used for the same line, and for one that differs from it in a byte.
    const bytes = Buffer.concat([...few, ...few, ...few]);
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
    return Buffer.concat([bytes, more]);
  });

describe('UsualLines', () => {
  it('finds in each line what the reader of all lines finds', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(ownFormat, allForms), (bytes, format) => {
        expect(told(bytes, bytes.length, format)).toEqual(told(bytes, small, format));
      }),
      { numRuns: runs },
    );
  });

  it.each([
    ['with our fields', ` | seq=7 t=${stamp}+01:00 run=r-1 sync=s code=run-ended ms=3`],
    ['without a run', ` | seq=7 t=${stamp}+01:00 code=run-ended`],
    ['without fields', ''],
  ])('knows a line %s once it has learned from another one', (_, fields) => {
    const text = `[INFO] 2025-10-10 14:23:01 [app] - Début${fields}\n`;
    const bytes = Buffer.concat([Buffer.from(text), more]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const reader = new LineReader(ownFormat);
    const facets = new GrowingFacetTable();
    const usual = new UsualLines(reader.instants, facets);
    const columns = new RecordColumns();
    const take = (): number => usual.take(view, 0, bytes.length - usualRoom, 0, columns);
    expect(take()).toBe(0);
    reader.begin(bytes);
    const end = Buffer.byteLength(text) - 1;
    expect(reader.read(view, 0, end, 'whole')).toBe(true);
    const facet = facets.ofLine(reader, view);
    usual.learn(view, reader, facet);
    expect(take()).toBe(end + 1);
    expect([usual.taken, columns.length]).toEqual([1, 1]);
    const read = { time: columns.time(0), facet: columns.facet(0), seq: columns.seq(0) };
    const { minutes, milliseconds, seq } = reader;
    expect(read).toEqual({ time: minutes * 60_000 + milliseconds, facet, seq });
  });
});
