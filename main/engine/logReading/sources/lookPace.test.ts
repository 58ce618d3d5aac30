import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LookPace } from './lookPace';
import type { Found } from './lookPace';

const nothing: Found = { what: 'nothing', bytes: 0 };
const line: Found = { what: 'some', bytes: 200 };

/** Looks as the pace says, finding what `next` gives; what was looked at, and how long was waited after it. */
function looks(pace: LookPace, count: number, next: () => Found, told: 'by events' | 'by looking only') {
  return Array.from({ length: count }, () => {
    const at = pace.next;
    const wait = at === 'all' ? pace.afterAll(next(), told) : pace.afterWritten(next());
    return { at, wait };
  });
}

describe('the pace of looking', () => {
  test('is slow while nothing is written, and not while nobody else would tell', () => {
    expect(looks(new LookPace(), 3, () => nothing, 'by events').map(({ wait }) => wait)).toEqual([
      250, 250, 250,
    ]);
    expect(looks(new LookPace(), 3, () => nothing, 'by looking only').map(({ wait }) => wait)).toEqual([
      16, 16, 16,
    ]);
  });

  test('looks at what is written every few milliseconds, and at everything between', () => {
    const round = ['all', ...Array.from({ length: 7 }, () => 'written')];
    const made = looks(new LookPace(), 24, () => line, 'by looking only');
    expect(made.map(({ at }) => at)).toEqual([...round, ...round, ...round]);
    expect(new Set(made.map(({ wait }) => wait))).toEqual(new Set([2]));
  });

  test('looks every 16 ms at a file that much is written to, until less is', () => {
    const pace = new LookPace();
    const much = looks(pace, 5, () => ({ what: 'some', bytes: 60_000 }), 'by looking only');
    expect(much).toEqual(Array.from({ length: 5 }, () => ({ at: 'all', wait: 16 })));
    expect(looks(pace, 2, () => line, 'by looking only')).toEqual([
      { at: 'all', wait: 2 },
      { at: 'written', wait: 2 },
    ]);
  });

  test('what was found between two looks at everything counts with them', () => {
    const made = looks(new LookPace(), 10, () => ({ what: 'some', bytes: 3000 }), 'by looking only');
    expect(made.map(({ wait }) => wait)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 16, 2]);
  });

  test('becomes slow again when nothing comes any more', () => {
    const pace = new LookPace();
    pace.afterAll(line, 'by events');
    const made = looks(pace, 55, () => nothing, 'by events');
    expect(made.findIndex(({ wait }) => wait === 250)).toBe(47);
    expect(made.slice(47).every(({ at, wait }) => at === 'all' && wait === 250)).toBe(true);
  });

  test('reads on at once where more is left, and never goes long without a look at everything', () => {
    const found: fc.Arbitrary<Found> = fc.record({
      what: fc.constantFrom('nothing' as const, 'some' as const, 'more' as const),
      bytes: fc.nat(40_000),
    });
    fc.assert(
      fc.property(fc.array(found, { maxLength: 60 }), (all) => {
        const pace = new LookPace();
        let since = 0;
        for (const one of all) {
          since = pace.next === 'all' ? 0 : since + 1;
          expect(since).toBeLessThanOrEqual(7);
          const [{ wait } = { wait: NaN }] = looks(pace, 1, () => one, 'by events');
          expect(wait === 0).toBe(one.what === 'more');
          if (one.what === 'more') expect(pace.next).toBe('all');
        }
      }),
    );
  });
});
