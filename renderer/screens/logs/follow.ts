/** Whether the list stays at its end; while it is paused, how many rows there were when the reader left the end. */
export type Follow = { readonly mode: 'following' } | { readonly mode: 'paused'; readonly rowsThen: number };

/** The list stays at its end. */
export const following: Follow = { mode: 'following' };

/** A reader who is this near to the end, in pixels, follows again when they scroll down. */
const nearEnd = 12;

/** After the reader scrolled: up pauses, down to the end resumes; the capture goes on in both. */
export function afterScroll(
  follow: Follow,
  moved: { readonly by: number; readonly toEnd: number; readonly rows: number },
): Follow {
  if (follow.mode === 'following') {
    return moved.by < 0 && moved.toEnd > 0 ? { mode: 'paused', rowsThen: moved.rows } : follow;
  }
  return moved.by > 0 && moved.toEnd <= nearEnd ? following : follow;
}

/** The reader wants to stay where they are, for instance because they opened a record. */
export function paused(follow: Follow, rows: number): Follow {
  return follow.mode === 'paused' ? follow : { mode: 'paused', rowsThen: rows };
}

/** After the view became one of something else: what is new is counted from here on. */
export function ofOtherRows(follow: Follow, rows: number): Follow {
  return follow.mode === 'paused' ? { mode: 'paused', rowsThen: rows } : follow;
}

/** After a search found so many rows more: they were there before, so that they are not counted as new. */
export function withFound(follow: Follow, found: number): Follow {
  return follow.mode === 'paused' ? { mode: 'paused', rowsThen: follow.rowsThen + found } : follow;
}

/** Rows that came since the reader left the end. */
export function newRows(follow: Follow, rows: number): number {
  return follow.mode === 'paused' ? Math.max(0, rows - follow.rowsThen) : 0;
}
