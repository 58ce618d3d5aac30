/** What stands in a line of ours: the sentence, and the fields behind it. */
export interface LineParts {
  readonly sentence: string;
  /** `seq=… t=… run=…`, or nothing. */
  readonly fields: string;
}

const head = /^(?:\[AUTO-SYNC\] )?\[[A-Z]+\] \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[[a-z_]+\] - /u;
const separator = ' | ';

/** Takes a line apart; one that is not of our form is a sentence as a whole. */
export function lineParts(text: string): LineParts {
  const found = head.exec(text);
  if (found === null) return { sentence: text, fields: '' };
  const rest = text.slice(found[0].length);
  const at = rest.lastIndexOf(separator);
  return at === -1
    ? { sentence: rest, fields: '' }
    : { sentence: rest.slice(0, at), fields: rest.slice(at + separator.length) };
}
