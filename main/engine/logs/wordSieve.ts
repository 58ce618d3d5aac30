/** What makes a small letter of a capital; whatever else becomes equal by it is one more second look, no miss. */
const fold = 0x20;
/** Groups of four characters that are looked for at once; a bit for each. */
const groups = 8;
const digits = /^[\d.:/-]*$/;

/**
 * Tells of most texts, in one pass, that they hold none of many words. Of each word four characters in a row are known; a
 * text in which none of these stands holds none of the words, a text in which some stand has to be looked through.
 */
export class WordSieve {
  /** For each byte the groups that have it, as their first character in the lowest bits, as their fourth in the highest. */
  private readonly places = new Int32Array(256);
  private readonly grams = new Set<number>();
  private group = 0;
  private lets: 'some' | 'none' = 'some';

  /** Takes a word, the case of whose letters does not matter. */
  add(word: string): void {
    const windows = windowsOf(word);
    // Times and numbers stand in every line: a secret is known by something else, where it has it.
    const chosen = windows.find((window) => !digits.test(window)) ?? windows[0];
    if (chosen === undefined) this.lets = 'none';
    else this.note([...Buffer.from(chosen, 'latin1')], this.nextGroup());
  }

  /** Takes all words that begin with these three ASCII characters and go on. */
  addBeginning(three: string): void {
    const group = this.nextGroup();
    for (let byte = 0; byte <= 0xff; byte += 1) this.note([...Buffer.from(three, 'latin1'), byte], group);
  }

  /** Whether a text that is written in UTF-8 from one byte up to another may hold one of the words; `false` is certain. */
  mayHold(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.lets === 'none') return true;
    const { places } = this;
    let alive = 0;
    for (let at = from; at < to; at += 1) {
      // Groups go on that had the bytes before in their places; each may begin anew.
      alive = ((alive << groups) | 0xff) & (places[bytes[at] ?? 0] ?? 0);
      if (alive >>> 24 !== 0 && this.grams.has(gramAt(bytes, at - 3))) return true;
    }
    return false;
  }

  private nextGroup(): number {
    this.group = (this.group + 1) % groups;
    return this.group;
  }

  private note(gram: readonly number[], group: number): void {
    this.grams.add(gramAt(gram, 0));
    for (const [place, byte] of gram.entries()) {
      for (const same of [byte | fold, byte & ~fold]) {
        this.places[same] = (this.places[same] ?? 0) | (1 << (place * groups + group));
      }
    }
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

/** Four bytes as a number, capitals as small letters. */
function gramAt(bytes: ArrayLike<number>, at: number): number {
  let gram = 0;
  for (let next = at; next < at + 4; next += 1) gram = (gram << 8) | (bytes[next] ?? 0) | fold;
  return gram;
}
