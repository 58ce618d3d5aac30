/** A piece of a text, and whether the query found it. */
export interface TextPiece {
  readonly text: string;
  readonly mark: 'found' | 'plain';
}

/** Share of the letters in view that stand before the first find when the beginning of a long text is left out. */
const before = 0.25;

/**
 * Cuts a text at what the query found. Where the first find lies beyond so many letters, the beginning is left out,
 * so that a row shows what it was found for.
 */
export function markedText(
  text: string,
  marks: readonly (readonly [number, number])[],
  letters: number,
): readonly TextPiece[] {
  const first = marks[0]?.[0] ?? 0;
  const last = marks[0]?.[1] ?? 0;
  const start = last > letters ? Math.max(0, first - Math.floor(letters * before)) : 0;
  const pieces: TextPiece[] = start > 0 ? [{ text: '… ', mark: 'plain' }] : [];
  let at = start;
  for (const [from, until] of marks) {
    if (from < at || until > text.length || until <= from) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), mark: 'plain' });
    pieces.push({ text: text.slice(from, until), mark: 'found' });
    at = until;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: 'plain' });
  return pieces;
}
