import type { TextEncoding } from '../recordIndex';
import { detectEncoding } from './decodeText';
import type { HeadForm, LogFormat } from './lineForms';
import { unknownFormat } from './lineForms';
import { LineReader } from './lineReader';
import { slack } from './words';

/** Bytes that are enough as a piece; a file is known by its first piece, its last one and some between. */
export const sampleBytes = 64 * 1024;

/** A piece of a file. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** Whether its first byte begins a line. */
  readonly begins: 'line' | 'anywhere';
}

/** How a file is to be read. */
export interface DetectedFormat {
  readonly format: LogFormat;
  readonly encoding: TextEncoding;
}

const forms: readonly HeadForm[] = ['bracketed', 'production', 'dated'];
const lineBreak = 10;
const blank = 32;
const tab = 9;
/** A form counts where at least this part of the lines that could be heads has it. */
const smallestPart = 0.05;

/**
 * Chooses the forms of heads by the lines of some pieces. A line in brackets is proof by itself; lines that merely begin
 * with a date or a level may stand in any text and must be frequent.
 */
export function detectFormat(samples: readonly Sample[]): DetectedFormat {
  const encoding = detectEncoding(samples.map(({ bytes }) => bytes));
  const counts = new Map<HeadForm, number>();
  let lines = 0;
  const readers = forms.map((form) => [form, new LineReader({ heads: [form] })] as const);
  for (const { bytes, begins } of samples) {
    const buffer = Buffer.alloc(bytes.length + slack);
    buffer.set(bytes);
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    let from = begins === 'line' ? 0 : buffer.indexOf(lineBreak) + 1;
    if (from === 0 && buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) from = 3;
    while (from < bytes.length) {
      const found = buffer.indexOf(lineBreak, from);
      const to = found === -1 ? bytes.length : found;
      const first = buffer[from];
      if (to > from && first !== blank && first !== tab) lines += 1;
      for (const [form, reader] of readers) {
        reader.begin(buffer);
        if (reader.read(view, from, to, 'beginning')) counts.set(form, (counts.get(form) ?? 0) + 1);
      }
      from = to + 1;
    }
  }
  const bracketed = counts.get('bracketed') ?? 0;
  const heads = forms.filter((form) => {
    const count = counts.get(form) ?? 0;
    return form === 'bracketed' ? count > 0 : count > 0 && count >= Math.max(lines, bracketed) * smallestPart;
  });
  return { format: heads.length === 0 ? unknownFormat : { heads }, encoding };
}
