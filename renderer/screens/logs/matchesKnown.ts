import type { LogViewRequest, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';

/**
 * Whether the matches of a view are those of a search: `awaited` until the rows of what is being looked for come, `none`
 * where nothing was ever looked for. What the rows of a view without a search add up to is no result of one.
 */
export function matchesKnown(
  /** What is asked for. */
  request: LogViewRequest,
  /** What the state and the rows on screen are of. */
  shown: LogViewRequest | undefined,
  state: LogViewState,
  /** Why what is asked for was not taken. */
  problem: Problem | undefined,
): 'known' | 'awaited' | 'none' {
  const searched = shown !== undefined && shown.filter.text.trim() !== '';
  if (problem !== undefined) return searched ? 'known' : 'none';
  if (!searched) return 'awaited';
  // Matches of the letters before stay beside their rows; that there was none of them says nothing of the new ones.
  return shown.filter === request.filter || state.matches > 0 ? 'known' : 'awaited';
}
