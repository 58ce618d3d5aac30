import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRow } from '../../../../shared/model/logView';
import { RecordReader, readRecord } from '../formats/readRecord';
import { ownLine, ReaderFolder, startOfLines, valueOf } from '../readerFolder.fixture';

const record = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .record({ at: fc.nat(90_000_000), level: fc.constantFrom('INFO', 'ERROR'), text: fc.string() })
    .map((one) =>
      Buffer.from(ownLine(one.at, one.at, { level: one.level, text: one.text.replaceAll('\n', ' ') })),
    ),
  fc
    .constantFrom(
      '[INFO] 2025-10-10 14:23:01 - sans module\r\n',
      '[AUTO-SYNC] [WARNING] 2025-10-10 14:23:02 [app] - a | b | seq=4 t=2025-10-10T14:23:02.5Z run="r s" sync=é code=x\n',
      '2025-10-10T14:23:01.123+01:00 ERROR Coupure\n',
      'INFO 2025-10-13 23:12:49,123 apps Démarrage\nsuite\n',
      '\uFEFFERREUR: disque plein\n',
      '\0\0\0[INFO] 2025-10-10 14:23:01 [app] - Reprise',
      `[ERROR] 2025-10-10 14:23:01 [app] - ${'🚀'.repeat(6000)} | seq=1\n`,
      `[ERROR] 2025-10-10 14:23:01 [app] - court | seq=1 t=2025-10-10T14:23:02Z detail=${'"x", '.repeat(9000)}`,
    )
    .map((text) => Buffer.from(text)),
);
const heads = fc.subarray(['bracketed' as const, 'production' as const, 'dated' as const]);
const encoding = fc.constantFrom('utf8' as const, 'latin1' as const);

test('a record is read the same whatever was read before it', () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1 }),
      heads,
      encoding,
      fc.nat(2),
      (records, forms, letters, more) => {
        const form = { format: { heads: forms }, encoding: letters };
        const reader = new RecordReader(form);
        for (const bytes of records) {
          const length = bytes.length + more;
          expect(reader.read(bytes, length)).toEqual(readRecord(bytes, { ...form, bytes: length }));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a page holds what each of its rows holds alone, in order, whichever files they come from', async () => {
  const line = fc.record({
    file: fc.constantFrom('errors.log', 'errors.log.1', 'sync_jobs.log'),
    at: fc.nat(5000),
    // More than is read together, now and then.
    text: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom('a', 'é\n  suite', 'b\r') },
      {
        weight: 1,
        arbitrary: fc.constantFrom('x'.repeat(40_000), 'y'.repeat(600_000), 'z'.repeat(1_200_000)),
      },
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 60 }),
      fc.nat(70),
      fc.nat(70),
      async (lines, from, count) => {
        const desk = new ReaderFolder();
        const texts = new Map([
          ['errors.log.1', ''],
          ['errors.log', ''],
          ['sync_jobs.log', ''],
        ]);
        for (const [seq, { file, at, text }] of lines.entries()) {
          texts.set(file, (texts.get(file) ?? '') + ownLine(seq, at, { text }));
        }
        for (const [name, text] of texts) writeFileSync(desk.log(name), text);
        const { rows } = await desk.view(['errors.log', 'sync_jobs.log']);
        const alone: LogRow[] = [];
        for (let row = 0; row < rows; row += 1) alone.push(...(await desk.rows(row, 1)));
        const page = valueOf(await desk.reader.rows({ viewId: 'v', from, count })).rows;
        expect(alone.map(({ row }) => row)).toEqual(lines.map((_, row) => row));
        expect(page).toEqual(alone.slice(from, from + count));
        for (const { file, ref, bytes, lines: count } of alone) {
          const there = Buffer.from(texts.get(file) ?? '').toString('utf8', ref.offset, ref.offset + bytes);
          expect(there).toMatch(/^\[INFO\].*\n$/s);
          // A record is counted to its first megabyte.
          if (bytes < 1_000_000) expect(count).toBe(there.split('\n').length - 1);
        }
        // A record without its fields has the clock of this computer, which is at most fourteen hours ahead of UTC.
        const earliest = startOfLines - 14 * 3_600_000;
        expect(alone.every(({ time }) => time !== undefined && time >= earliest)).toBe(true);
        await desk.close();
      },
    ),
    { numRuns: 25 },
  );
});
