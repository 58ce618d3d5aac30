import type { Sign } from './sign';

const zero = 48;

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}

function isHexDigit(byte: number): boolean {
  const small = byte | 32;
  return isDigit(byte) || (small >= 97 && small <= 102);
}

/** Behind one to `most` digits that a sign follows; 0 where they do not stand there. */
function behindGroup(
  bytes: Buffer,
  from: number,
  most: number,
  sign: number,
  belongs: (byte: number) => boolean,
): number {
  let at = from;
  while (at < from + most && belongs(bytes[at] ?? 0)) at += 1;
  return at > from && bytes[at] === sign ? at + 1 : 0;
}

/** Two groups of digits, one of the same sign before, between and behind them. */
function groupsSign(
  pattern: RegExp,
  sign: number,
  most: number,
  belongs: (byte: number) => boolean,
  last: (byte: number) => boolean,
): Sign {
  const find = (bytes: Buffer, from: number, to: number): number => {
    for (let at = bytes.indexOf(sign, from); at !== -1 && at < to; at = bytes.indexOf(sign, at + 1)) {
      const second = behindGroup(bytes, at + 1, most, sign, belongs);
      const third = second === 0 ? 0 : behindGroup(bytes, second, most, sign, belongs);
      if (third !== 0 && last(bytes[third] ?? 0)) return at;
    }
    return to;
  };
  return { pattern, find };
}

/** What stands in each line with an address in numbers, as of IP 4 or 6; the patterns alone would take long. */
export const numericSigns: readonly Sign[] = [
  groupsSign(/\.\d{1,3}\.\d{1,3}\.\d/g, 46, 3, isDigit, isDigit),
  groupsSign(/:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:/g, 58, 4, isHexDigit, () => true),
];
