import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { ProblemCode } from '../../../../shared/model/problem';
import type { DetectedFormat } from '../formats/detectFormat';
import { copyPlain, inflate } from './inflate';
import type { ByteSource } from './inflate';
import { sampleFile } from './sampleFile';
import { ScratchCopy } from './scratchCopy';
import type { Allowance } from './scratchCopy';
import { kindOf, readableAs, signatureBytes } from './sniffContent';

/** Where copies are made, and how much of them. */
export interface CopyPlace {
  readonly folder: string;
  readonly allowance: Allowance;
  readonly signal: AbortSignal | undefined;
}

/** A plain copy of a text. */
export interface CopiedText {
  readonly path: string;
  readonly bytes: number;
  readonly detected: DetectedFormat;
  /** Why some of it is missing. */
  readonly incomplete?: ProblemCode;
}

/** Bytes at the beginning that tell early that something is no text. */
export const judgedBytes = 64 * 1024;

/** The bytes at the beginning that say what it is, or more. */
async function beginning(source: ByteSource): Promise<Uint8Array> {
  let first: Uint8Array = Buffer.alloc(0);
  try {
    for await (const piece of source()) {
      first = Buffer.concat([first, piece]);
      if (first.length >= signatureBytes) break;
    }
  } catch {
    // Told when the whole of it is read.
  }
  return first;
}

/**
 * Makes a plain copy of a text that is there as a stream of bytes, gzip'd or not. `log-not-a-log` and `cancelled` leave nothing
 * behind; so does everything else of which not one byte could be read.
 */
export async function copyText(
  source: ByteSource,
  place: CopyPlace,
  verify?: () => 'right' | 'wrong',
): Promise<CopiedText | ProblemCode> {
  const copy = ScratchCopy.create(place.folder, place.allowance);
  try {
    const kind = kindOf(await beginning(source));
    const text = new TextTaker(copy, kind === 'gzip' ? 'bytes' : kind, place.signal);
    const take = text.take.bind(text);
    const ending = kind === 'gzip' ? await inflate(source, take) : await copyPlain(source, take);
    text.end();
    if (place.signal?.aborted === true) return removed(copy, 'cancelled');
    if (text.refused) return removed(copy, 'log-not-a-log');
    const failure = copy.failure ?? (ending === 'whole' ? undefined : ending);
    const incomplete = failure ?? (verify?.() === 'wrong' ? 'log-damaged' : undefined);
    if (incomplete !== undefined && copy.bytes === 0) return removed(copy, incomplete);
    copy.close();
    const detected = await detectCopy(copy);
    if (detected === undefined) return removed(copy, 'log-not-a-log');
    const { path, bytes } = copy;
    return { path, bytes, detected, ...(incomplete === undefined ? {} : { incomplete }) };
  } catch (error) {
    copy.remove();
    throw error;
  }
}

function removed(copy: ScratchCopy, code: ProblemCode): ProblemCode {
  copy.remove();
  return code;
}

async function detectCopy(copy: ScratchCopy): Promise<DetectedFormat | undefined> {
  const handle = await open(copy.path, 'r');
  try {
    return readableAs(await sampleFile(handle, copy.bytes));
  } finally {
    await handle.close();
  }
}

/** Takes plain bytes into a copy: as UTF-8 where they are UTF-16, and no further once they turn out to be no text. */
class TextTaker {
  refused = false;
  private readonly decoder: TextDecoder | undefined;
  private judged = Buffer.alloc(0);
  private verdict: 'open' | 'text' = 'open';

  constructor(
    private readonly copy: ScratchCopy,
    kind: 'zip' | 'utf16le' | 'utf16be' | 'bytes',
    private readonly signal: AbortSignal | undefined,
  ) {
    this.refused = kind === 'zip';
    if (kind === 'utf16le') this.decoder = new TextDecoder('utf-16le');
    if (kind === 'utf16be') this.decoder = new TextDecoder('utf-16be');
  }

  take(piece: Uint8Array): 'taken' | 'full' {
    if (this.signal?.aborted === true || this.refused) return 'full';
    const bytes =
      this.decoder === undefined ? piece : Buffer.from(this.decoder.decode(piece, { stream: true }), 'utf8');
    if (this.verdict === 'open' && this.isNoText(bytes)) {
      this.refused = true;
      return 'full';
    }
    return this.copy.write(bytes);
  }

  /** What the decoder holds back of a letter that is cut. */
  end(): void {
    const rest = this.decoder?.decode() ?? '';
    if (rest !== '' && !this.refused) this.copy.write(Buffer.from(rest, 'utf8'));
  }

  private isNoText(bytes: Uint8Array): boolean {
    this.judged = Buffer.concat([this.judged, bytes.subarray(0, judgedBytes)]);
    if (this.judged.length < judgedBytes) return false;
    this.verdict = 'text';
    const readable = readableAs([{ bytes: this.judged, begins: 'line' }]);
    this.judged = Buffer.alloc(0);
    return readable === undefined;
  }
}
