import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader } from '../formats/lineReader';
import { ownFormat } from '../formats/lineForms';
import { shownText } from '../formats/shownText';
import { slack } from '../formats/words';
import { GrowingFacetTable } from './facetTable';
import { PartTable } from './partTable';

function viewOf(text: string): { readonly view: DataView; readonly buffer: Buffer; readonly length: number } {
  const bytes = Buffer.from(text);
  const buffer = Buffer.alloc(bytes.length + slack);
  buffer.set(bytes);
  return {
    view: new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength),
    buffer,
    length: bytes.length,
  };
}

describe('PartTable', () => {
  it('gives equal texts one number, different ones different numbers, and each number its text back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.startsWith('"'))),
        (texts) => {
          const table = new PartTable();
          const numbers = new Map<string, number>();
          for (const text of [...texts, ...texts]) {
            const { view, length } = viewOf(text);
            const number = table.number(view, 0, length);
            expect(numbers.get(text) ?? number).toBe(number);
            numbers.set(text, number);
            expect(table.text(number)).toBe(shownText(text, 'shown'));
          }
          expect(new Set(numbers.values()).size).toBe(numbers.size);
          expect(table.overflowed).toBe(0);
        },
      ),
      { examples: [[['\uFFFD']], [['\u2028', '\0']]] },
    );
  });

  it('goes on with the empty text when it is full, and counts what it lost', () => {
    const table = new PartTable({ parts: 3, bytes: 1000 });
    const numbers = ['aaaa', 'bbbb', 'cccc', 'dddd', 'aaaa'].map((text) => {
      const { view, length } = viewOf(text);
      return table.number(view, 0, length);
    });
    expect(numbers).toEqual([1, 2, 0, 0, 1]);
    expect(table.overflowed).toBe(2);
  });
});

describe('GrowingFacetTable', () => {
  const line = (level: string, module: string, run: string, code: string): string =>
    `[${level}] 2025-10-10 14:23:01 [${module}] - x | seq=1 t=2025-10-10T14:23:01.250Z run=${run} sync=s code=${code}`;

  it('numbers facets in the order in which they are met, over several files', () => {
    const facets = new GrowingFacetTable();
    const number = (text: string): number => {
      const { view, buffer, length } = viewOf(text);
      const reader = new LineReader(ownFormat);
      reader.begin(buffer);
      reader.read(view, 0, length, 'whole');
      return facets.ofLine(reader, view);
    };
    const texts = Array.from({ length: 3000 }, (_, at) =>
      line(at % 2 === 0 ? 'INFO' : 'ERROR', `m${at % 7}`, `r${at % 100}`, `c${at % 3}`),
    );
    const expected = new Map<string, number>();
    for (const text of [...texts, ...texts]) {
      if (!expected.has(text)) expected.set(text, expected.size);
      expect(number(text)).toBe(expected.get(text));
    }
    expect(facets.size).toBe(expected.size);
    expect(facets.get(1)).toEqual({ level: 'ERROR', module: 'm1', sync: 's', run: 'r1', code: 'c1' });
    expect(facets.text('run', facets.partOf(1, 'run'))).toBe('r1');
    expect(facets.partCount('run')).toBe(101);
    expect(facets.levelOf(0)).toBe('INFO');
    expect(facets.get(facets.ofLevel(0))).toEqual({ level: 'NONE', module: '', sync: '', run: '', code: '' });
  });
});
