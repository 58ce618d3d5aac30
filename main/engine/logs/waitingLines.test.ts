import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WaitingLines } from './waitingLines';

/** The same with a text for each line and nothing else. */
class Model {
  lines: string[] = [];
  unsafe: string[] = [];

  get text(): string {
    return this.lines.join('');
  }
}

describe('lines that wait', () => {
  test('are given back as they came, whatever is written, taken back and settled in between', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ add: fc.integer({ min: 1, max: 9000 }), tag: fc.boolean() }) },
      { weight: 3, arbitrary: fc.record({ within: fc.integer({ min: -5, max: 40_000 }), torn: fc.nat(50) }) },
      { weight: 2, arbitrary: fc.constant('take back' as const) },
      { weight: 1, arbitrary: fc.constant('settle' as const) },
    );
    let taken = 0;
    let number = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const waiting = new WaitingLines();
        const model = new Model();
        for (const one of steps) {
          if (one === 'take back') {
            taken += model.unsafe.length;
            model.lines = [...model.unsafe.splice(0), ...model.lines];
            waiting.takeBack();
          } else if (one === 'settle') {
            model.unsafe = [];
            waiting.settle();
          } else if ('add' in one) {
            const line = `${(number += 1)}`.padEnd(one.add, 'x') + '\n';
            model.lines.push((one.tag ? '[TAG] ' : '') + line);
            waiting.add(Buffer.from(one.tag ? '[TAG] ' : ''), Buffer.from(line));
          } else {
            let room = 0;
            const fitting = model.lines.findIndex((line) => (room += line.length) > one.within);
            const count = fitting === -1 ? model.lines.length : fitting;
            expect(waiting.linesWithin(one.within)).toBe(count);
            const written = model.lines.splice(0, count);
            if (count > 0) expect(waiting.content(count, 0).toString()).toBe(written.join(''));
            const torn = Math.min(one.torn, (model.lines[0]?.length ?? 1) - 1);
            expect(waiting.wrote(written.join('').length + torn)).toBe(torn);
            model.unsafe.push(...written);
          }
          expect(waiting.lines).toBe(model.lines.length);
          expect(waiting.bytes).toBe(model.text.length);
          expect(waiting.isUnsafe).toBe(model.unsafe.length > 0);
          if (model.lines.length > 0)
            expect(waiting.content(model.lines.length, 0).toString()).toBe(model.text);
        }
      }),
      { numRuns: 300, seed: 20261123 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});
