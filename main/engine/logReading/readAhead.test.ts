import { existsSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownLine, ReaderFolder, soon, valueOf } from './readerFolder.fixture';

test('whichever compressed files are closed while they are read ahead, the others are shown whole and nothing is left of those', async () => {
  const file = fc.record({
    lines: fc.oneof(fc.nat(20), fc.constant(6000)),
    fate: fc.constantFrom('kept' as const, 'closed at once' as const, 'closed when all are open' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (files) => {
      const desk = new ReaderFolder();
      let seq = 0;
      const opened = await Promise.all(
        files.map(async ({ lines, fate }, number) => {
          // In turn: records of all files stand between each other.
          const texts = Array.from({ length: lines }, (_, line) =>
            ownLine((seq += 1), line * 5 + number, { text: `fichier ${number} ligne ${line}` }),
          );
          const path = desk.beside(`${number}.gz`, gzipSync(`${texts.join('')}fin ${number}\n`));
          const [facts] = valueOf(await desk.reader.openPath({ path }));
          if (fate === 'closed at once') await desk.reader.closeFile({ file: facts?.id ?? '' });
          return { id: facts?.id ?? '', fate, records: Math.max(1, lines) };
        }),
      );
      for (const { id, fate } of opened) {
        if (fate === 'closed when all are open') await desk.reader.closeFile({ file: id });
      }
      const kept = opened.filter(({ fate }) => fate === 'kept');
      const records = kept.reduce((sum, one) => sum + one.records, 0);
      const state = await desk.view(kept.map(({ id }) => id));
      await expect.poll(() => (desk.heard.at(-1) ?? state).rows, soon).toBe(records);
      const rows = await desk.rows(Math.max(0, records - 500));
      const times = rows.flatMap(({ time }) => (time === undefined ? [] : [time]));
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(existsSync(desk.scratch) ? readdirSync(desk.scratch).length : 0).toBe(kept.length);
      await desk.close();
    }),
    { numRuns: 8 },
  );
});
