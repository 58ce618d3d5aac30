/** Longer ones, and larger counts, could grow beyond what ripgrep allows one expression. */
const mostLength = 100;
const mostCount = 20;
const mostDepth = 10;

const atom = /[^\\^$.|?*+()[\]{}\p{C}]|\.|\\(?:[dDwWsS]|[$().*+/?[\\\]^{|}])/uy;
const characterClass = /\[\^?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[\p{L}\p{N} _.,:;/]|\\[dws])+\]/uy;
const repetition = /[*+?]\??/uy;
const count = /\{(\d{1,2})(?:,(\d{1,2})?)?\}/uy;
const groupStart = /\((?:\?:)?/uy;
const between = /[\^$|]/uy;
const range = /[A-Za-z0-9]-[A-Za-z0-9]/gu;

/**
 * Whether an expression is written with so little of the syntax that every engine takes it for sure: nobody needs to be
 * asked whether it is valid. `no` says nothing against it.
 */
export function isPlainExpression(source: string): 'yes' | 'no' {
  if (source.length > mostLength) return 'no';
  let index = 0;
  let depth = 0;
  let repeatable: 'atom' | 'group' | 'nothing' = 'nothing';

  function read(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = index;
    const found = pattern.exec(source) ?? undefined;
    if (found !== undefined) index += found[0].length;
    return found;
  }

  while (index < source.length) {
    const letters = read(characterClass)?.[0];
    if (letters !== undefined) {
      if (letters.match(range)?.some((one) => one.charAt(0) > one.charAt(2)) === true) return 'no';
      repeatable = 'atom';
    } else if (read(atom) !== undefined) {
      repeatable = 'atom';
    } else if (repeatable !== 'nothing' && read(repetition) !== undefined) {
      repeatable = 'nothing';
    } else if (read(groupStart) !== undefined) {
      depth += 1;
      if (depth > mostDepth) return 'no';
      repeatable = 'nothing';
    } else if (source[index] === ')' && depth > 0) {
      index += 1;
      depth -= 1;
      repeatable = 'group';
    } else if (read(between) !== undefined) {
      repeatable = 'nothing';
    } else {
      const counted = repeatable === 'atom' ? read(count) : undefined;
      if (counted === undefined) return 'no';
      const least = Number(counted[1]);
      const most = Number(counted[2] ?? least);
      if (most < least || most > mostCount) return 'no';
      repeatable = 'nothing';
    }
  }
  return depth === 0 ? 'yes' : 'no';
}
