import type { Problem } from '../../../../shared/model/problem';
import type { SearchedSource } from '../textSearch';
import { LetterCensus } from './letterCensus';
import type { Letters } from './literalPatterns';
import { matchingPart } from './matchingPart';
import { literalScanner } from './scanLiterals';
import { scanInPlace } from './scanPass';
import type { PassEvents, PassLeaves, SearchPass } from './searchPass';
import { searchOtherLines } from './searchOtherLines';
import { searchPaths } from './searchPaths';
import type { PathQuestion } from './searchPaths';
import { searchPieces } from './searchPieces';
import { expressionFault } from './checkExpression';

interface Variant {
  readonly question: Omit<PathQuestion, 'reading'>;
  readonly numbers: number[];
}

/** The end of a source that grew, where reading it costs less than searching all of it. */
function isPiece({ from, until }: SearchedSource): boolean {
  return until - from < from;
}

/** How ripgrep is used. */
export interface RipgrepUse {
  readonly program: string;
  /** Texts in no more bytes than these are looked for in place. */
  readonly bytesInPlace: number;
  /** Where such a part of all lines seems to match a text, the lines that do not are looked for instead. */
  readonly othersFrom: number;
}

/** Searches with ripgrep, by path where that is possible; texts in few bytes are looked for in place. */
export function ripgrepPass({ program, bytesInPlace, othersFrom }: RipgrepUse): SearchPass {
  const census = new LetterCensus(program);

  /** Sources by the patterns that their encoding and letters ask for. */
  async function variants(
    leaves: PassLeaves,
    sources: readonly SearchedSource[],
    signal: AbortSignal,
  ): Promise<readonly Variant[]> {
    const kind = leaves.some((leaf) => leaf.kind === 'expression') ? 'expression' : 'text';
    const widened = leaves.some((leaf) => leaf.rust('utf8', 'all') !== leaf.rust('utf8', 'french'));
    const counted = sources.flatMap((source, number) =>
      widened && source.encoding === 'utf8' && !isPiece(source) ? [number] : [],
    );
    const letters = await census.lettersOf(sources, counted, signal);
    const found = new Map<string, Variant>();
    sources.forEach((source, number) => {
      const known: Letters = letters.get(number) ?? 'all';
      const patterns = leaves.map((leaf) => leaf.rust(source.encoding, known));
      const key = patterns.join('\n');
      const variant = found.get(key) ?? {
        question: { program, patterns, kind, print: 'lines' },
        numbers: [],
      };
      variant.numbers.push(number);
      found.set(key, variant);
    });
    return [...found.values()];
  }

  /** Whether so many lines match texts that those which do not are looked for. */
  async function othersAreFewer(
    leaves: PassLeaves,
    sources: readonly SearchedSource[],
    numbers: readonly number[],
  ): Promise<boolean> {
    if (leaves.some((leaf) => leaf.kind !== 'text')) return false;
    const asked = numbers.flatMap((number) => sources[number] ?? []);
    return (await matchingPart(asked, ({ encoding }) => literalScanner(leaves, encoding))) >= othersFrom;
  }

  /** By path, by path once more for files that were renamed meanwhile, and what is left by its bytes. */
  async function searchVariant(
    { question, numbers }: Variant,
    leaves: PassLeaves,
    sources: readonly SearchedSource[],
    on: PassEvents,
    signal: AbortSignal,
  ): Promise<'aborted' | 'absent' | ReadonlyMap<number, Problem>> {
    const isOfPieces = (number: number): boolean => {
      const source = sources[number];
      return source !== undefined && isPiece(source);
    };
    let left = numbers.filter((number) => !isOfPieces(number));
    const pieces = numbers.filter(isOfPieces);
    for (let attempt = 0; attempt < 2 && left.length > 0; attempt += 1) {
      // A file that was cut short while it was mapped ended the program: the second time it is read.
      const reading = attempt === 0 ? 'mapped' : 'in-blocks';
      const search =
        attempt === 0 && (await othersAreFewer(leaves, sources, left)) ? searchOtherLines : searchPaths;
      const end = await search({ ...question, reading }, sources, left, on, signal);
      if (end.how !== 'whole') return end.how;
      const fault = [...end.undone.values()].map(expressionFault).find((found) => found !== undefined);
      if (fault !== undefined) return new Map(numbers.map((number) => [number, fault]));
      left = left.filter((number) => end.undone.has(number));
    }
    const rest = [...pieces, ...left].toSorted((one, other) => one - other);
    if (rest.length === 0) return new Map();
    const end = await searchPieces({ ...question, reading: 'in-blocks' }, sources, rest, on, signal);
    return end.how === 'whole' ? end.failed : end.how;
  }

  return async (leaves, sources, on, signal) => {
    const bytes = sources.reduce((sum, { from, until }) => sum + until - from, 0);
    if (bytes <= bytesInPlace && leaves.every((leaf) => leaf.kind === 'text')) {
      return scanInPlace(leaves, sources, on, signal);
    }
    const failed = new Map<number, Problem>();
    for (const variant of await variants(leaves, sources, signal)) {
      const end = await searchVariant(variant, leaves, sources, on, signal);
      if (end === 'aborted' || end === 'absent') return { how: end };
      for (const [number, reason] of end) {
        failed.set(number, reason);
        on.done(number);
      }
    }
    return signal.aborted ? { how: 'aborted' } : { how: 'whole', failed };
  };
}
