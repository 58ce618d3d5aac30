/** What is looked for in one place: a text as it was typed, or a regular expression. */
export type QueryLeaf =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression';
      readonly source: string;
      /** `ignored` where the expression ends in `/i`; otherwise what the filter says. */
      readonly letterCase: 'as-filter' | 'ignored';
    };

/** How leaves are combined; a leaf is named by its number. Lists have two parts or more. */
export type QueryNode =
  | { readonly op: 'leaf'; readonly leaf: number }
  | { readonly op: 'and' | 'or'; readonly parts: readonly QueryNode[] }
  | { readonly op: 'not'; readonly part: QueryNode };

/** A query that was understood. */
export interface QueryTree {
  readonly leaves: readonly QueryLeaf[];
  readonly root: QueryNode;
}

/** Why a query is not understood; texts stand in shared/text under `query.<code>`. */
export const queryFaults = [
  'too-long',
  'too-many-parts',
  'operator-without-left',
  'line-break',
  'invalid-expression',
  'expression-too-large',
] as const;

/** One of {@link queryFaults}, and the index of the character at which it shows. */
export interface QueryFault {
  readonly code: (typeof queryFaults)[number];
  readonly position: number;
}

/** Most characters of a query. */
export const mostQueryCharacters = 500;
/** Most words, phrases and expressions of a query. */
export const mostQueryLeaves = 16;
