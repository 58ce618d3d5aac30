import type { CompiledLeaf } from './compileQuery';
import type { Mark } from './literalMarks';
import { runRipgrep } from './runRipgrep';

const lineBreak = 10;
const colon = 58;
/** Texts that are not marked by then are shown without. */
const deadline = 500;

/** Where expressions are found in texts that are shown, by the program that finds their lines; nothing where it is late. */
export async function ripgrepMarks(
  program: string,
  leaves: readonly CompiledLeaf[],
  texts: readonly string[],
): Promise<readonly (readonly Mark[])[]> {
  const marks: Mark[][] = texts.map(() => []);
  const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''), 'utf8');
  const printed: Buffer[] = [];
  const end = await runRipgrep(
    {
      program,
      patterns: leaves.map((leaf) => leaf.rust('utf8', 'all')),
      kind: 'expression',
      print: 'matches',
      reading: 'in-blocks',
      input: {
        kind: 'stdin',
        chunks: (async function* () {
          await Promise.resolve();
          yield bytes;
        })(),
      },
    },
    (chunk) => printed.push(chunk),
    AbortSignal.timeout(deadline),
  );
  if (end.how !== 'whole') return marks;
  const output = Buffer.concat(printed);
  let text = 0;
  let begins = 0;
  let ends = byteLength(texts[0]);
  for (let at = 0; at < output.length;) {
    const number = output.indexOf(colon, at);
    const lineEnd = output.indexOf(lineBreak, number);
    const offset = Number(output.toString('latin1', at, number));
    // It ends its lines in a carriage return, too, as it takes those of the texts.
    const length = lineEnd - number - 2;
    at = lineEnd + 1;
    while (offset >= ends && text < texts.length) {
      text += 1;
      begins = ends;
      ends += byteLength(texts[text]);
    }
    const from = bytes.toString('utf8', begins, offset).length;
    marks[text]?.push([from, from + bytes.toString('utf8', offset, offset + length).length]);
  }
  return marks;
}

function byteLength(text: string | undefined): number {
  return Buffer.byteLength(text ?? '', 'utf8') + 1;
}
