import type { RecordIndex } from '../recordIndex';
import type { SearchedSource } from '../textSearch';
import type { CompiledQuery } from './compileQuery';

/** Queries that are kept; someone who types goes back and forth by a few letters. */
const mostQueries = 12;
/** Most hits of one query, of all sources together, that are kept. */
const mostHits = 256;
/** Records nearer to each other are read at once. */
const nearBytes = 16 * 1024;
/** Most bytes to look through again, of all sources together: more take as long as a search from nothing. */
const mostBytes = 2 * 1024 * 1024;

/** Bytes of a source from the first one up to the second one. */
type Stretch = readonly [from: number, until: number];

/** What is known of one source. */
interface Known {
  /** Nothing but these stretches matches before `until`; they rise. */
  readonly stretches: readonly Stretch[];
  readonly until: number;
}

interface Former {
  readonly query: CompiledQuery;
  /** By the index: another one means that the file holds other bytes. */
  readonly known: WeakMap<RecordIndex, Known>;
}

/** What one search tells on its way, to be kept once it has ended well. */
export interface HitNotes {
  readonly found: (source: number, records: Uint32Array) => void;
  readonly keep: () => void;
}

/**
 * Remembers the few hits of searches that ended well. A query that asks for all that one of those asked for, and more, as
 * when letters were added to a text, can match there alone and in what was appended since.
 */
export class FormerHits {
  private formers: readonly Former[] = [];

  /** Notes the hits of a search from the beginning of its sources. */
  note(query: CompiledQuery, sources: readonly SearchedSource[]): HitNotes {
    const hits: Stretch[][] = sources.map(() => []);
    // A record that may grow, and the one that it may turn out to be part of, are not known.
    const whole = sources.map(({ index, until }) => {
      const record = index.recordAt(until - 1) - 1;
      return record > 0 ? index.offsetOf(record) : 0;
    });
    let count = 0;
    return {
      found: (source, records) => {
        count += records.length;
        const index = sources[source]?.index;
        if (index === undefined || count > mostHits) return;
        for (const record of records) hits[source]?.push([index.offsetOf(record), index.endOf(record)]);
      },
      keep: () => {
        if (count > mostHits || textsOf(query) === undefined || sources.some(({ from }) => from > 0)) return;
        const known = new WeakMap<RecordIndex, Known>();
        for (const [number, { index }] of sources.entries()) {
          const until = whole[number] ?? 0;
          const inWhole = (hits[number] ?? []).filter(([from]) => from < until);
          known.set(index, { until, stretches: joined(inWhole) });
        }
        this.formers = [{ query, known }, ...this.formers].slice(0, mostQueries);
      },
    };
  }

  /** For each source the parts of it in which a query can match; nothing where that is not known, or where they are not few. */
  partsFor(
    query: CompiledQuery,
    sources: readonly SearchedSource[],
  ): readonly (readonly SearchedSource[])[] | undefined {
    for (const former of this.formers) {
      // Who asks for the same once more wants the files to be looked through.
      const more = asksForMore(query, former.query) && !asksForMore(former.query, query);
      const parts = more ? partsKnown(former, sources) : undefined;
      if (parts !== undefined) return parts;
    }
    return undefined;
  }
}

function partsKnown(
  { known }: Former,
  sources: readonly SearchedSource[],
): readonly (readonly SearchedSource[])[] | undefined {
  let bytes = 0;
  const all: (readonly SearchedSource[])[] = [];
  for (const source of sources) {
    const there = known.get(source.index);
    if (there === undefined || there.until > source.until) return undefined;
    const stretches = joined([...there.stretches, [there.until, source.until]]);
    const parts = stretches
      .map(([from, until]) => ({ ...source, from: Math.max(from, source.from), until }))
      .filter(({ from, until }) => from < until);
    bytes += parts.reduce((sum, { from, until }) => sum + until - from, 0);
    all.push(parts);
  }
  return bytes > mostBytes ? undefined : all;
}

/** Stretches in order, those that are near each other made one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const [from, until] of stretches.toSorted((one, other) => one[0] - other[0])) {
    const last = all.at(-1);
    if (last !== undefined && from - last[1] <= nearBytes)
      all[all.length - 1] = [last[0], Math.max(last[1], until)];
    else all.push([from, until]);
  }
  return all;
}

/** The letters of texts all of which a query asks for; nothing where it asks for something else, too. */
function textsOf({ leaves, root }: CompiledQuery): readonly string[] | undefined {
  const parts = root.op === 'and' ? root.parts : [root];
  if (parts.some(({ op }) => op !== 'leaf')) return undefined;
  const texts = leaves.map(({ letters }) => letters);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Whether what matches a query matches a former one, too: each of its texts stands in one of those that are asked for now. */
function asksForMore(query: CompiledQuery, former: CompiledQuery): boolean {
  const now = textsOf(query);
  return textsOf(former)?.every((text) => now?.some((one) => one.includes(text))) === true;
}
