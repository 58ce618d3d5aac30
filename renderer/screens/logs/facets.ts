import type { LogCount } from '../../../shared/model/logView';

/** What rows are counted by besides their level. */
export const facets = ['modules', 'syncs', 'runs', 'codes'] as const;
/** One of {@link facets}. */
export type Facet = (typeof facets)[number];

/** One value to choose: how many rows carry it, and whether the filter asks for it. */
export interface FacetValue {
  readonly value: string;
  readonly count: number;
  readonly chosen: 'chosen' | 'free';
}

/** Values to choose from: what the filter asks for stays in the list even where no row carries it any more. */
export function facetValues(counts: readonly LogCount[], wanted: readonly string[]): readonly FacetValue[] {
  const counted = new Set(counts.map(({ value }) => value));
  const chosen = new Set(wanted);
  return [
    ...counts.map(({ value, count }): FacetValue => ({
      value,
      count,
      chosen: chosen.has(value) ? 'chosen' : 'free',
    })),
    ...wanted
      .filter((value) => !counted.has(value))
      .map((value): FacetValue => ({ value, count: 0, chosen: 'chosen' })),
  ];
}

/** A list with a value in it that was not, or without one that was. */
export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

/** Values whose words contain what is looked for, accents and case apart. */
export function matching(
  values: readonly FacetValue[],
  wordsOf: (value: string) => string,
  query: string,
): readonly FacetValue[] {
  const wanted = plain(query.trim());
  return wanted === '' ? values : values.filter(({ value }) => plain(wordsOf(value)).includes(wanted));
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
