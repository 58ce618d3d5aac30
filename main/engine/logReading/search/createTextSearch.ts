import { join } from 'node:path';
import { problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { SearchedSource, TextFilter, TextQuery, TextSearch } from '../textSearch';
import { checkExpressions, invalidQuery } from './checkExpression';
import { compileQuery } from './compileQuery';
import type { CompiledQuery } from './compileQuery';
import { ExpressionThread } from './expressionThread';
import { FormerHits } from './formerHits';
import { HeadStart } from './headStart';
import { literalMarks, markedLeaves, mergedMarks } from './literalMarks';
import type { Mark } from './literalMarks';
import { ripgrepMarks } from './ripgrepMarks';
import { ripgrepPass } from './ripgrepPass';
import { runPlan } from './runPlan';
import type { PlanEnd, SearchEvents } from './runPlan';
import { scanTexts } from './scanPass';
import type { SearchPass } from './searchPass';
import { threadPass } from './threadPass';

/** What a search works with. */
export interface TextSearchOptions {
  /** ripgrep's program; where it is absent or cannot be started, searches are slower and expressions are V8's. */
  readonly ripgrep?: string;
  /** Texts in no more bytes than these are looked for in place: starting a process takes longer. */
  readonly bytesInPlace?: number;
  /** Where such a part of all lines seems to match a text, ripgrep is asked for those that do not: it prints less then. */
  readonly othersFrom?: number;
  /** Bytes at the end of the first source that are looked through while ripgrep starts; more where it is the only one. */
  readonly headStart?: number;
  /** Program of the thread in which V8's expressions run; where it is absent, the built one beside this program. */
  readonly expressionWorker?: string;
  /** Milliseconds that an expression may take for a block of 256 kB where there is no ripgrep: told in less than two seconds. */
  readonly blockDeadline?: number;
}

/** How a search ended. */
type SearchEnd = Exclude<PlanEnd, 'absent'>;

/** So many times more is looked through in one large file: ripgrep takes long, on one core, and prints rare hits late. */
const fartherInOne = 4;
const largeBytes = 32 * 1024 * 1024;

/** Makes a text search; nothing runs before something is asked for. */
export function createTextSearch({
  ripgrep,
  bytesInPlace = 16 * 1024 * 1024,
  othersFrom = 0.8,
  headStart = 1024 * 1024,
  expressionWorker = join(__dirname, 'expressionWorker.cjs'),
  blockDeadline = 1500,
}: TextSearchOptions): TextSearch {
  const thread = new ExpressionThread(expressionWorker, blockDeadline);
  const withoutRipgrep = threadPass(thread);
  let program = ripgrep;
  let pass: SearchPass | undefined =
    ripgrep === undefined ? undefined : ripgrepPass({ program: ripgrep, bytesInPlace, othersFrom });

  const former = new FormerHits();

  /** From now on without ripgrep: it is not there, or may not be started. */
  function dropRipgrep(): void {
    program = undefined;
    pass = undefined;
  }

  function compiled(filter: TextFilter): CompiledQuery | undefined {
    const query = compileQuery(filter);
    return query.ok ? query.value : undefined;
  }

  async function prepare(filter: TextFilter): ReturnType<TextSearch['prepare']> {
    const query = compileQuery(filter);
    if (!query.ok) return fail(invalidQuery(query.error));
    if (query.value === undefined) return succeed(undefined);
    const expressions = query.value.leaves.filter((leaf) => leaf.validity === 'unknown');
    if (expressions.length === 0) return succeed({ filter });
    if (program !== undefined) {
      const patterns = expressions.map((leaf) => leaf.rust('utf8', 'common'));
      const told = await checkExpressions(program, patterns);
      if (told === 'valid') return succeed({ filter });
      if (told !== 'absent') return fail(told);
      dropRipgrep();
    }
    for (const { text, flags } of expressions) {
      const reason = reasonAgainst(text, flags);
      if (reason !== undefined) {
        return fail(invalidQuery({ code: 'invalid-expression', position: 0 }, reason));
      }
    }
    return succeed({ filter });
  }

  /** Where a query can match only what a former one matched, little is to be looked through; `undefined` where it is not so. */
  async function amongFormerHits(
    query: CompiledQuery,
    sources: readonly SearchedSource[],
    on: SearchEvents,
    signal: AbortSignal,
  ): Promise<SearchEnd | undefined> {
    const parts = former.partsFor(query, sources);
    if (parts === undefined) return undefined;
    const found: (readonly [number, Uint32Array])[] = [];
    const held: SearchEvents = {
      found: (source, records) => found.push([source, records]),
      progress: (bytes) => on.progress(bytes),
    };
    const end = await runPlan(query, sources, scanTexts(parts), held, signal);
    // Where it cannot be read this way, it is searched from nothing.
    if (end === 'absent' || (end.ok && end.value.failed.length > 0)) return undefined;
    if (end.ok) for (const [source, records] of found) if (!signal.aborted) on.found(source, records);
    return signal.aborted ? fail(problem('cancelled')) : end;
  }

  async function search(
    query: CompiledQuery,
    sources: readonly SearchedSource[],
    on: SearchEvents,
    signal: AbortSignal,
  ): Promise<SearchEnd> {
    const bytes = sources.reduce((sum, { from, until }) => sum + until - from, 0);
    const farther = sources.length === 1 && bytes >= largeBytes ? fartherInOne : 1;
    const headBytes = bytes <= bytesInPlace ? 0 : headStart * farther;
    const head = new HeadStart(query, sources, headBytes, on, signal);
    if (pass !== undefined) {
      await head.begin();
      const end = await runPlan(query, sources, pass, head.events, signal);
      head.stop();
      if (end !== 'absent') return end;
      dropRipgrep();
    }
    const end = await runPlan(query, sources, withoutRipgrep, head.events, signal);
    return end === 'absent' ? succeed({ failed: [] }) : end;
  }

  return {
    prepare,

    run: async ({ filter }, sources, on, signal) => {
      const compiledQuery = compileQuery(filter);
      if (!compiledQuery.ok) return fail(invalidQuery(compiledQuery.error));
      const query = compiledQuery.value;
      if (query === undefined) return succeed({ failed: [] });
      const notes = former.note(query, sources);
      const noted: SearchEvents = {
        found: (source, records) => {
          notes.found(source, records);
          on.found(source, records);
        },
        progress: (done) => on.progress(done),
      };
      const end =
        (await amongFormerHits(query, sources, noted, signal)) ??
        (await search(query, sources, noted, signal));
      if (end.ok && end.value.failed.length === 0) notes.keep();
      return end;
    },

    marks: async ({ filter }: TextQuery, texts) => {
      const query = compiled(filter);
      if (query === undefined) return texts.map(() => []);
      const leaves = markedLeaves(query);
      const expressions = leaves.filter((leaf) => leaf.kind === 'expression');
      const literal = literalMarks(
        leaves.filter((leaf) => leaf.kind === 'text'),
        texts,
      );
      if (expressions.length === 0) return literal.map(mergedMarks);
      const found: readonly (readonly Mark[])[] =
        program === undefined
          ? await thread.marks(expressions, texts)
          : await ripgrepMarks(program, expressions, texts);
      return literal.map((marks, text) => mergedMarks([...marks, ...(found[text] ?? [])]));
    },

    close: () => thread.close(),
  };
}

/** V8's words against an expression. */
function reasonAgainst(source: string, flags: string): string | undefined {
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
