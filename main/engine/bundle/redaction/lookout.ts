import type { FindInBytes, Sign } from './sign';

/*
 * Most lines of a log hold nothing that has to be changed, so that looking for what may have to be is most of the work.
 * All texts are looked for at once, in bytes, three at a time: as their lower five bits, which are the same for small
 * letters and capitals. Only every second place is looked at, so that each text is marked in two ways; where one is marked,
 * the whole text is compared.
 */

/** Number of values that the lower five bits of three bytes have: a table of them stays next to the processor. */
const threeLetters = 32 * 32 * 32;
const lineBreak = 10;
/** Bytes that may be read behind the last one that counts. */
const readBehind = 4;

/** Bytes with small letters for capitals. */
const small = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Steps as bits: the first one is 1, the second one 2. */
export type StepBits = number;

interface LookedForText {
  /** In small letters. */
  readonly bytes: Uint8Array;
  readonly steps: StepBits;
  /** Where in the text the three letters begin; -1: one letter before it. */
  readonly offset: number;
}

/** What is looked for on its own: a single letter, or a pattern. */
interface LookedForAlone {
  readonly sign: string | RegExp;
  readonly find?: FindInBytes | undefined;
  readonly steps: StepBits;
}

/** The lower five bits of the first three of four bytes. */
function folded(bytes: number): number {
  return (bytes & 0x1f) | ((bytes >>> 3) & 0x3e0) | ((bytes >>> 6) & 0x7c00);
}

/** What lines hold, the most frequent first: of all that have the same lower five bits one, digits and letters alike. */
const frequent = '0 2134en-5c=ai:o89dl6hkb7[gj|f~_';
const rareness = new Uint8Array(32);
for (let at = 0; at < frequent.length; at += 1) rareness[frequent.charCodeAt(at) & 31] = at;

/** Where in a text three letters begin that stand in few lines, as do those that begin one before them. */
function rarestOffset(text: Uint8Array): number {
  let best = Math.max(0, text.length - 3);
  let most = 0;
  for (let offset = 1; offset + 3 <= text.length; offset += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = text
      .subarray(offset - 1, offset + 3)
      .map((byte) => rareness[byte & 31] ?? 0);
    const rare = b + c + Math.min(a, d);
    if (rare > most) [most, best] = [rare, offset];
  }
  return best;
}

/** Looks for the signs of many steps at once. */
export class Lookout {
  private readonly marks = new Uint8Array(threeLetters);
  private readonly texts = new Map<number, LookedForText[]>();
  private readonly alone: LookedForAlone[] = [];

  /** Signs by steps, at most 31 of them. */
  constructor(signs: readonly (readonly Sign[])[]) {
    signs.forEach((ofStep, index) => {
      const steps = 1 << index;
      for (const sign of ofStep) {
        if ('pattern' in sign) this.alone.push({ sign: sign.pattern, find: sign.find, steps });
        else if (sign.text.length === 1) this.alone.push({ sign: sign.text, steps });
        else this.mark(Buffer.from(sign.text.toLowerCase(), 'latin1'), steps);
      }
    });
  }

  /** Looks through the lines between two places of a buffer, which must be longer by four bytes. */
  over(bytes: Buffer, from: number, to: number): BlockLookout {
    const finders = this.alone.map((looked) => finderOf(looked, bytes, from, to));
    // Known until it is passed: each finder gets through the lines once.
    const places = finders.map(() => from - 1);
    const nextAlone = (at: number): number => {
      let first = to;
      finders.forEach((find, index) => {
        let place = places[index] ?? to;
        if (place < at) {
          place = find(at);
          places[index] = place;
        }
        first = Math.min(first, place);
      });
      return first;
    };
    return {
      next: (at) => {
        const before = nextAlone(at);
        const place = this.nextText(bytes, at, before);
        return place < to ? place : -1;
      },
    };
  }

  /** Steps of which a sign stands in a line. */
  stepsIn(line: string): StepBits {
    const bytes = Buffer.alloc(line.length + readBehind);
    bytes.write(line, 'latin1');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let steps = 0;
    for (let at = 0; at < line.length; at += 2) {
      const three = folded(view.getInt32(at, true));
      if (this.marks[three] !== 0) steps |= this.stepsAt(three, bytes, at, 0, line.length);
    }
    for (const { sign, steps: ofSign } of this.alone) {
      if ((steps & ofSign) === 0 && stands(sign, line)) steps |= ofSign;
    }
    return steps;
  }

  /** A place within the first text that stands between two places; the second place where there is none. */
  private nextText(bytes: Buffer, from: number, to: number): number {
    const { marks } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = from; at < to; at += 2) {
      const three = folded(view.getInt32(at, true));
      if (marks[three] !== 0 && this.stepsAt(three, bytes, at, from, to) !== 0) return at;
    }
    return to;
  }

  /** Steps whose texts stand where three marked letters are, wholly between two places. */
  private stepsAt(three: number, bytes: Buffer, at: number, from: number, to: number): StepBits {
    let steps = 0;
    for (const { bytes: text, steps: ofText, offset } of this.texts.get(three) ?? []) {
      const begin = at - offset;
      if (begin < from || begin + text.length > to) continue;
      let same = 0;
      while (same < text.length && small[bytes[begin + same] ?? 0] === text[same]) same += 1;
      if (same === text.length) steps |= ofText;
    }
    return steps;
  }

  /** Marks two places of a text, one letter apart; a short one has any letter before it, or behind it. */
  private mark(text: Uint8Array, steps: StepBits): void {
    const offset = rarestOffset(text);
    for (const begin of [offset, offset - 1]) {
      const letters = [0, 1, 2].map((at) => text[begin + at]);
      const open = letters.indexOf(undefined);
      const known = letters.reduce<number>((bits, byte, at) => bits | (((byte ?? 0) & 31) << (5 * at)), 0);
      for (let any = 0; any < (open === -1 ? 1 : 32); any += 1) {
        const three = known | (any << (5 * Math.max(0, open)));
        this.marks[three] = 1;
        const others = this.texts.get(three);
        const found: LookedForText = { bytes: text, steps, offset: begin };
        if (others === undefined) this.texts.set(three, [found]);
        else others.push(found);
      }
    }
  }
}

/** Finds the first place from another one on; the end where there is none. */
function finderOf(
  { sign, find }: LookedForAlone,
  bytes: Buffer,
  from: number,
  to: number,
): (at: number) => number {
  if (find !== undefined) return (at) => find(bytes, at, to);
  if (typeof sign === 'string') {
    return (at) => {
      const place = bytes.indexOf(sign, at, 'latin1');
      return place === -1 ? to : Math.min(place, to);
    };
  }
  const text = bytes.toString('latin1', from, to);
  return (at) => {
    sign.lastIndex = at - from;
    const found = sign.exec(text);
    return found === null ? to : from + found.index;
  };
}

function stands(sign: string | RegExp, line: string): boolean {
  if (typeof sign === 'string') return line.includes(sign);
  sign.lastIndex = 0;
  return sign.test(line);
}

/** Looks through the lines of one block, from their beginning to their end. */
export interface BlockLookout {
  /** A place within the first line from `at` on, the beginning of a line, in which a sign stands; -1 where there is none. */
  next(at: number): number;
}

/** Where the line ends in which a place is: at its break, or at the end. */
export function endOfLine(bytes: Buffer, at: number, to: number): number {
  const end = bytes.indexOf(lineBreak, at);
  return end === -1 || end > to ? to : end;
}

/** Where the line begins in which a place is. */
export function beginOfLine(bytes: Buffer, at: number, from: number): number {
  return at === from ? from : Math.max(from, bytes.lastIndexOf(lineBreak, at - 1) + 1);
}
