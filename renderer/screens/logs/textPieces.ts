/** Letters of a piece: about as many as a panel shows at once. */
const pieceLetters = 4_000;
/** How far before its end a piece may end at a better place, in letters. */
const slack = 400;

/**
 * Cuts a long text into pieces that are laid out one by one as they are scrolled into view: half a megabyte in one
 * piece holds the window up. A piece ends with a line where one ends near, and never within a letter.
 */
export function textPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > pieceLetters) {
    const furthest = from + pieceLetters;
    // Looked for near the end alone: in a text of one line it would be looked for back to the beginning, each time.
    const line = text.slice(furthest - slack, furthest).lastIndexOf('\n') + 1;
    let until = line > 0 ? furthest - slack + line : furthest;
    const before = text.charCodeAt(until - 1);
    // The first half of a letter of two units goes with its second.
    if (before >= 0xd800 && before < 0xdc00) until -= 1;
    pieces.push(text.slice(from, until));
    from = until;
  }
  pieces.push(text.slice(from));
  return pieces;
}
