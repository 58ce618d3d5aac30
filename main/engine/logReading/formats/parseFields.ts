/** A field of a line, its value without quotes. */
export interface LogField {
  readonly name: string;
  readonly value: string;
}

/** Most fields that are taken apart; ours carry a few dozen. */
const mostFields = 200;

/** A value as it was before it was written: without quotes, `\"` and `\\` undone. */
export function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  const inner = value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value.slice(1);
  return inner.replace(/\\(["\\])/g, '$1');
}

/** Takes `seq=12 run=… name="a \"value\""` apart; words without `=` are names without a value. */
export function parseFields(text: string): readonly LogField[] {
  const fields: LogField[] = [];
  // One alternative each for the bytes of a value: nothing here can be matched in two ways.
  const form = /([^\s=]+)(?:=("(?:[^"\\]|\\.)*"?|\S*))?/gu;
  for (const [, name, value] of text.matchAll(form)) {
    if (fields.length === mostFields) break;
    if (name !== undefined) fields.push({ name, value: unquoted(value ?? '') });
  }
  return fields;
}
