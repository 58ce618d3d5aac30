/** Bits of the table that is looked into first; what stands there more often than not is nothing. */
const tableBits = 15;
/** Spreads four bytes over the table. */
const spread = 0x9e3779b1;
/** What makes a small letter of a capital; whatever else becomes equal by it is one more second look, no miss. */
const fold = 0x20;
const digits = /^[\d.:/-]*$/;

/**
 * Tells of most texts, in one pass, that they hold none of many words. Of each word four characters in a row are known; a
 * text in which none of these stands holds none of the words, a text in which some stand has to be looked through.
 */
export class WordSieve {
  private readonly table = new Uint8Array(1 << tableBits);
  private readonly grams = new Set<number>();
  private lets: 'some' | 'none' = 'some';

  /** Takes a word, the case of whose letters does not matter. */
  add(word: string): void {
    const windows = windowsOf(word);
    // Times and numbers stand in every line: a secret is known by something else, where it has it.
    const chosen = windows.find((window) => !digits.test(window)) ?? windows[0];
    if (chosen === undefined) this.lets = 'none';
    else this.note(gramOf(chosen));
  }

  /** Takes all words that begin with these three ASCII characters and go on. */
  addBeginning(three: string): void {
    for (let byte = 0; byte <= 0xff; byte += 1) this.note((gramOf(three) << 8) | byte | fold);
  }

  /** Whether a text that is written in UTF-8 from one byte up to another may hold one of the words; `false` is certain. */
  mayHold(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.lets === 'none') return true;
    const { table } = this;
    let gram = 0;
    for (let at = from; at < to; at += 1) {
      gram = (gram << 8) | (bytes[at] ?? 0) | fold;
      if (table[Math.imul(gram, spread) >>> (32 - tableBits)] !== 0 && this.grams.has(gram)) return true;
    }
    return false;
  }

  private note(gram: number): void {
    this.grams.add(gram);
    this.table[Math.imul(gram, spread) >>> (32 - tableBits)] = 1;
  }
}

/** Every four ASCII characters in a row. */
function windowsOf(word: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + 4 <= word.length; at += 1) {
    const window = word.slice(at, at + 4);
    if (/^[\0-\x7f]*$/.test(window)) found.push(window);
  }
  return found;
}

function gramOf(text: string): number {
  let gram = 0;
  for (const byte of Buffer.from(text, 'latin1')) gram = (gram << 8) | byte | fold;
  return gram;
}
