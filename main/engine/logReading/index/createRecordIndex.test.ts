import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogFormat } from '../formats/lineForms';
import { ownFormat, unknownFormat } from '../formats/lineForms';
import { longestFieldedLine } from '../formats/lineReader';
import { readRecord, recordHead } from '../formats/readRecord';
import { createRecordIndex } from './createRecordIndex';
import type { GrowingRecordIndex } from './createRecordIndex';
import { GrowingFacetTable } from './facetTable';

const isLong = process.env['PASSERELLE_LONG'] === '1';
const runs = isLong ? 20_000 : 400;
const allForms: LogFormat = { heads: ['bracketed', 'production', 'dated'] };
const formats: readonly LogFormat[] = [ownFormat, allForms, unknownFormat];

/** Feeds bytes in pieces of these lengths, over and over until all are fed. */
function fed(bytes: Uint8Array, format: LogFormat, pieces: readonly number[] = []) {
  const facets = new GrowingFacetTable();
  const index = createRecordIndex({ format, facets });
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = pieces.length === 0 ? bytes.length : Math.max(1, pieces[turn % pieces.length] ?? 1);
    index.feed(bytes.subarray(at, at + length));
    at += length;
  }
  return { index, facets };
}

/** Everything that an index says, as plain values. */
function told({ index, facets }: { index: GrowingRecordIndex; facets: GrowingFacetTable }) {
  const records = Array.from({ length: index.records }, (_, record) => ({
    offset: index.offsetOf(record),
    end: index.endOf(record),
    time: index.timeOf(record),
    facet: facets.get(index.facetOf(record)),
    seq: index.seqOf(record),
  }));
  return { lines: index.lines, bytes: index.bytes, records };
}

const heads = [
  '[INFO] 2025-10-10 14:23:01 [orchestrator] - ',
  '[AUTO-SYNC] [WARNING] 2025-10-10 14:23:59 [change_detector] - ',
  '[ERROR] 2025-10-10 14:24:00 dhis_app.services metadata.sync:72 - ',
  'INFO 2025-10-10 14:25:00,123 apps ',
  '[FATAL] 2025-10-10 14:26:00 - ',
  '2025-10-10T14:27:00.5+02:00 DEBUG ',
  '* INFO  2025-10-10T14:28:00,001 ',
  '2025-10-10 14:29:00,123 - essai - ERROR - ',
  'Traceback (most recent call last):',
  '  File "x.py", line 3',
  'ValueError: é',
  'ERREUR : ',
  '\u0000\u0000',
  '\uFEFF',
  '',
];
const tails = [
  ' | seq=70001 t=2025-10-10T14:23:01.250+01:00 run=r-1 sync="a b" code=run-ended ms=3',
  ' | seq=1 t=hier code=x',
  ' | seq=',
  ' | a | b',
  '',
];
const line = fc
  .tuple(
    fc.constantFrom(...heads),
    fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('x'.repeat(longestFieldedLine))),
    fc.constantFrom(...tails),
    fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', ''),
  )
  .map((parts) => Buffer.from(parts.join('')));
/** Log lines, some of them with bytes that were changed. */
const logBytes = fc
  .tuple(
    fc.array(
      fc.oneof({ weight: 6, arbitrary: line }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }) }),
      {
        maxLength: 20,
      },
    ),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([lines, changes]) => {
    const bytes = Buffer.concat(lines);
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
    return bytes;
  });
const anyFormat = fc.constantFrom(...formats);

describe('createRecordIndex', () => {
  it('finds the same records wherever the bytes are cut', () => {
    fc.assert(
      fc.property(
        logBytes,
        anyFormat,
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }),
        (bytes, format, pieces) => {
          const whole = fed(bytes, format);
          const cut = fed(bytes, format, pieces);
          expect(told(cut)).toEqual(told(whole));
          whole.index.finish();
          cut.index.finish();
          expect(told(cut)).toEqual(told(whole));
        },
      ),
      { numRuns: runs },
    );
  });

  it('covers all bytes with records that rise, and finds each byte in its record', () => {
    fc.assert(
      fc.property(logBytes, anyFormat, (bytes, format) => {
        const { index } = fed(bytes, format);
        expect(index.bytes).toBe(bytes.lastIndexOf(10) + 1);
        index.finish();
        expect(index.bytes).toBe(bytes.length);
        expect(index.records > 0).toBe(bytes.length > 0);
        let offset = 0;
        for (let record = 0; record < index.records; record += 1) {
          expect(index.offsetOf(record)).toBe(offset);
          expect(index.endOf(record)).toBeGreaterThan(offset);
          expect(index.recordAt(offset)).toBe(record);
          expect(index.recordAt(index.endOf(record) - 1)).toBe(record);
          offset = index.endOf(record);
        }
        expect(offset).toBe(bytes.length);
        expect(index.recordAt(-1)).toBe(-1);
        expect(index.recordAt(bytes.length)).toBe(-1);
      }),
      { numRuns: runs },
    );
  });

  it('says of each record what is read from its first bytes', () => {
    fc.assert(
      fc.property(logBytes, anyFormat, (bytes, format) => {
        const { index, facets } = fed(bytes, format);
        index.finish();
        let time = NaN;
        for (let record = 0; record < index.records; record += 1) {
          const place = {
            format,
            encoding: 'utf8' as const,
            bytes: index.endOf(record) - index.offsetOf(record),
          };
          const read = readRecord(bytes.subarray(index.offsetOf(record), index.endOf(record)), place);
          const facet = facets.get(index.facetOf(record));
          time = read.time ?? time;
          expect(index.timeOf(record)).toBe(time);
          expect(facet).toEqual({
            level: read.level ?? 'NONE',
            module: read.module ?? '',
            sync: read.sync ?? '',
            run: read.run ?? '',
            code: read.code ?? '',
          });
          // The first bytes are enough.
          const few = bytes.subarray(
            index.offsetOf(record),
            Math.min(index.endOf(record), index.offsetOf(record) + recordHead),
          );
          expect(readRecord(few, place)).toEqual(read);
        }
      }),
      { numRuns: runs },
    );
  });

  it('counts lines as wc does, and a last one without its end once the file has ended', () => {
    fc.assert(
      fc.property(logBytes, (bytes) => {
        const { index } = fed(bytes, ownFormat);
        const counted = bytes.filter((value) => value === 10).length;
        expect(index.lines).toBe(counted);
        index.finish();
        expect(index.lines).toBe(counted + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0));
      }),
      { numRuns: runs },
    );
    const bytes = Buffer.from('a\r\nb\n\n\0\rc\n');
    const { stdout } = spawnSync('wc', ['-l'], { input: bytes, encoding: 'utf8' });
    expect(fed(bytes, ownFormat).index.lines).toBe(Number(stdout));
  });

  it('takes a last line back when the file goes on after all', () => {
    fc.assert(
      fc.property(logBytes, logBytes, anyFormat, (first, second, format) => {
        const gone = fed(first, format);
        gone.index.finish();
        gone.index.feed(second);
        const whole = fed(Buffer.concat([first, second]), format);
        // Without a further byte it stays ended.
        if (second.length === 0) whole.index.finish();
        expect(told(gone)).toEqual(told(whole));
      }),
      { numRuns: runs },
    );
  });

  it('forgets everything when the file was emptied', () => {
    fc.assert(
      fc.property(logBytes, logBytes, anyFormat, (first, second, format) => {
        const again = fed(first, format);
        again.index.finish();
        again.index.reset();
        expect(told(again)).toEqual({ lines: 0, bytes: 0, records: [] });
        again.index.feed(second);
        expect(told(again)).toEqual(told(fed(second, format)));
      }),
      { numRuns: runs },
    );
  });

  it('joins a trace to the record above it, in lines of the predecessor', () => {
    const text =
      '[ERROR] 2025-10-29 14:54:45 app - Échec\nTraceback (most recent call last):\n  File "x.py", line 3\n    f()\n    ~^^\n\nValueError: 3\n[INFO] 2025-10-29 14:54:46 - Suite\n';
    const { index } = fed(Buffer.from(text), ownFormat);
    expect([index.records, index.lines]).toEqual([2, 8]);
  });

  it('takes each line of unknown text as a record, but for traces and what is indented', () => {
    const text =
      'Début\nERREUR: échec\nTraceback (most recent call last):\n  File "x.py", line 3\nValueError: 3\n\nSuite\n{\n  "a": 1\n}\n';
    const { index, facets } = fed(Buffer.from(text), unknownFormat);
    const starts = Array.from({ length: index.records }, (_, record) =>
      text.slice(index.offsetOf(record)).split('\n', 1).join(''),
    );
    // Offsets are bytes: two letters before this line take two each.
    expect(index.records).toBe(4);
    expect(starts[0]).toBe('Début');
    expect(facets.get(index.facetOf(1)).level).toBe('ERROR');
  });

  it('does not let indentation join more than 500 lines', () => {
    const { index } = fed(Buffer.from(' x\n'.repeat(1200)), unknownFormat);
    expect(index.records).toBe(3);
  });

  it('knows more facets than two bytes can number', () => {
    const lines = Array.from(
      { length: 70_000 },
      (_, number) => `[INFO] 2025-10-10 14:23:01 [m${number}] - x\n`,
    );
    const { index, facets } = fed(Buffer.from(lines.join('')), ownFormat);
    expect(facets.size).toBe(70_000);
    for (const record of [0, 65_535, 65_536, 69_999]) {
      expect(facets.get(index.facetOf(record)).module).toBe(`m${record}`);
    }
  });

  it('keeps offsets beyond four gigabytes, and no more of a line of that length than its beginning', () => {
    const facets = new GrowingFacetTable();
    const index = createRecordIndex({ format: ownFormat, facets });
    const head = Buffer.from('[INFO] 2025-10-10 14:23:01 [app] - ');
    const block = Buffer.alloc(64 * 1024 * 1024, 'x');
    index.feed(head);
    for (let round = 0; round < 130; round += 1) index.feed(block);
    index.feed(
      Buffer.from('\n[ERROR] 2025-10-10 14:24:01 [app] - y\n[INFO] 2025-10-10 14:25:01 [app] - z\n'),
    );
    const first = head.length + 130 * block.length + 1;
    expect(first).toBeGreaterThan(2 ** 33);
    expect([index.records, index.lines]).toEqual([3, 3]);
    expect([index.offsetOf(0), index.offsetOf(1), index.offsetOf(2)]).toEqual([0, first, first + 38]);
    expect([index.recordAt(first - 1), index.recordAt(first), index.recordAt(first + 38)]).toEqual([0, 1, 2]);
    expect(facets.get(index.facetOf(1)).level).toBe('ERROR');
    index.reset();
    index.feed(Buffer.from('[INFO] 2025-10-10 14:23:01 [app] - a\n[INFO] 2025-10-10 14:23:01 [app] - b\n'));
    expect(index.offsetOf(1)).toBe(37);
  });

  it('gives a record without a time that of the record before', () => {
    const text =
      '[INFO] 2025-02-30 10:00:00 - jamais\n[INFO] 2025-02-03 10:00:00 - un\n[INFO] 2025-02-30 10:00:00 - deux\n';
    const { index } = fed(Buffer.from(text), ownFormat);
    const time = new Date(2025, 1, 3, 10).getTime();
    expect([index.timeOf(0), index.timeOf(1), index.timeOf(2)]).toEqual([NaN, time, time]);
  });

  it('keeps the last 16 bits of the number', () => {
    const { index } = fed(
      Buffer.from('[INFO] 2025-10-10 14:23:01 [app] - a | seq=70001 t=2025-10-10T14:23:01.250Z code=x\n'),
      ownFormat,
    );
    expect(index.seqOf(0)).toBe(70_001 % 65_536);
  });
});
