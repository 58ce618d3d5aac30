import { detectFormat } from '../formats/detectFormat';
import type { DetectedFormat, Sample } from '../formats/detectFormat';

/** What the first bytes of a file say that it is. */
export type ContentKind = 'gzip' | 'zip' | 'utf16le' | 'utf16be' | 'bytes';

/** Bytes at the beginning that {@link kindOf} looks at. */
export const signatureBytes = 4;

/** Reads the signature at the beginning of a file. */
export function kindOf(first: Uint8Array): ContentKind {
  const [one, two, three, four] = first;
  if (one === 0x1f && two === 0x8b) return 'gzip';
  // The second is a zip that holds nothing.
  if (one === 0x50 && two === 0x4b && ((three === 3 && four === 4) || (three === 5 && four === 6)))
    return 'zip';
  if (one === 0xff && two === 0xfe) return 'utf16le';
  if (one === 0xfe && two === 0xff) return 'utf16be';
  return 'bytes';
}

/** More than this part of control characters is no text. */
const mostControls = 0.05;
/** Tab, line break, form feed, carriage return; backspace and escape stand in what terminals show. */
const textControls = new Set([8, 9, 10, 12, 13, 27]);

/** How text is to be read, `undefined` when it is none. Zeros that a lost power left in a log do not count against it. */
export function readableAs(samples: readonly Sample[]): DetectedFormat | undefined {
  const detected = detectFormat(samples);
  if (detected.format.heads.length > 0) return detected;
  let bytes = 0;
  let controls = 0;
  for (const sample of samples) {
    bytes += sample.bytes.length;
    for (const value of sample.bytes) if (value < 32 && !textControls.has(value)) controls += 1;
  }
  return controls > bytes * mostControls ? undefined : detected;
}
