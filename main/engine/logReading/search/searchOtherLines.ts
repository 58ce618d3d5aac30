import { setImmediate } from 'node:timers/promises';
import type { SearchedSource } from '../textSearch';
import { recordAtOrBehind } from './recordAtOrBehind';
import type { PassEvents } from './searchPass';
import type { PathQuestion, PathSearchEnd } from './searchPaths';
import { searchPaths } from './searchPaths';

/** Records that are told at a time; in between others have their turn. */
const batchRecords = 65_536;

/** Records from the first one up to the second one. */
type Stretch = readonly [from: number, until: number];

/** Stretches of lines that do not match. */
class OtherLines {
  /** Rising: where each stretch begins, and then where it ends; the last one may go on to the end. */
  private readonly bounds: number[] = [];
  private last: 'matching' | 'other' = 'matching';

  /** Takes what ripgrep prints: the offset of each such line, and as `-1 - offset` that of the matching one behind it. */
  take(offsets: Float64Array): void {
    for (const told of offsets) {
      const kind = told < 0 ? 'matching' : 'other';
      if (kind !== this.last) this.bounds.push(told < 0 ? -1 - told : told);
      this.last = kind;
    }
  }

  /** The records that match: all but those of which every line that was searched stands in one such stretch. */
  *matching({ index, from, until }: SearchedSource): Generator<Stretch> {
    if (from >= until) return;
    let next = Math.max(0, index.recordAt(from));
    const end = recordAtOrBehind(index, until);
    for (let at = 0; at < this.bounds.length; at += 2) {
      const [begins = until, ends = until] = this.bounds.slice(at, at + 2);
      if (begins >= until) break;
      // Of a record that began before, only what is searched counts.
      const first = begins <= from ? next : recordAtOrBehind(index, begins);
      const behind = ends >= until ? end : index.recordAt(ends);
      if (behind <= first) continue;
      yield [next, first];
      next = behind;
    }
    yield [next, end];
  }
}

/**
 * Searches sources by path for the lines that do not match, and tells the records that are left: where nearly all of them
 * match, ripgrep prints next to nothing this way. They are told when all files were searched to their ends.
 */
export async function searchOtherLines(
  question: Omit<PathQuestion, 'print'>,
  sources: readonly SearchedSource[],
  numbers: readonly number[],
  on: PassEvents,
  signal: AbortSignal,
): Promise<PathSearchEnd> {
  const others = new Map(numbers.map((number) => [number, new OtherLines()]));
  const whole: number[] = [];
  const end = await searchPaths(
    { ...question, print: 'other-lines' },
    sources,
    numbers,
    {
      hits: (number, offsets) => others.get(number)?.take(offsets),
      done: (number) => whole.push(number),
    },
    signal,
  );
  if (end.how !== 'whole') return end;
  for (const number of whole.toSorted((one, other) => one - other)) {
    const source = sources[number];
    if (source === undefined) continue;
    for (const [from, until] of others.get(number)?.matching(source) ?? []) {
      for (let record = from; record < until; record += batchRecords) {
        if (signal.aborted) return { how: 'aborted' };
        on.records(number, record, Math.min(until, record + batchRecords));
        if (until - record > batchRecords) await setImmediate();
      }
    }
    on.done(number);
  }
  return end;
}
