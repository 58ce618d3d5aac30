import { createGunzip } from 'node:zlib';
import type { ProblemCode } from '../../../../shared/model/problem';

/** Plain bytes handed over at a time. */
const plainBytes = 512 * 1024;
/** Compressed bytes taken at a time, and how much less on the way to a damage once more, and then again. */
const steps = [256 * 1024, 4 * 1024, 1] as const;

/** Reads the same bytes from their beginning, each time that it is called. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

/** How the taking of a stream ended; a code says why some of it is missing. */
export type Ending = ProblemCode | 'whole';

/** Takes the plain bytes; `full` ends the reading. */
export type TakePlain = (piece: Uint8Array) => 'taken' | 'full';

/** Hands over the bytes of a source as they are. */
export async function copyPlain(source: ByteSource, take: TakePlain): Promise<Ending> {
  try {
    for await (const piece of source()) if (take(piece) === 'full') return 'log-too-large';
    return 'whole';
  } catch {
    return 'log-damaged';
  }
}

/** What one pass over gzip'd bytes found. */
interface Pass {
  readonly ending: Ending;
  /** Compressed bytes up to which everything could be inflated. */
  readonly sound: number;
  readonly plain: number;
}

/**
 * Inflates gzip'd bytes. The decompressor throws away what it made of a piece in which it finds damage: then the way to
 * there is gone once more and the last piece is taken by small ones, and the last of these byte by byte, so that nothing
 * before the damage is lost.
 */
export async function inflate(source: ByteSource, take: TakePlain): Promise<Ending> {
  const [whole, small, least] = steps;
  const first = await inflateOnce(source, take, { from: 0, step: whole, most: Infinity });
  if (first.ending !== 'log-damaged') return first.ending;
  let known = first.plain;
  const takeFurther: (skipped: number) => TakePlain = (taken) => {
    let left = taken;
    return (piece) => {
      const skipped = Math.min(left, piece.length);
      left -= skipped;
      return skipped === piece.length ? 'taken' : take(piece.subarray(skipped));
    };
  };
  const second = await inflateOnce(source, takeFurther(known), {
    from: first.sound,
    step: small,
    most: whole,
  });
  known = Math.max(known, second.plain);
  if (second.ending === 'log-damaged') {
    await inflateOnce(source, takeFurther(known), { from: second.sound, step: least, most: small });
  }
  return 'log-damaged';
}

/** The compressed bytes that are taken by smaller pieces: from where on, how many at a time, and how many at most. */
interface Careful {
  readonly from: number;
  readonly step: number;
  readonly most: number;
}

async function inflateOnce(source: ByteSource, take: TakePlain, careful: Careful): Promise<Pass> {
  const gunzip = createGunzip({ chunkSize: plainBytes });
  let ending: Ending | undefined;
  let plain = 0;
  const ended = new Promise<void>((resolve) => {
    const end = (as: Ending): void => {
      ending ??= as;
      resolve();
    };
    gunzip.on('data', (piece: Uint8Array) => {
      plain += piece.length;
      if (ending === undefined && take(piece) === 'full') end('log-too-large');
    });
    gunzip.on('end', () => end('whole'));
    gunzip.on('error', () => end('log-damaged'));
  });
  const isOver = (): boolean => ending !== undefined;
  let sound = 0;
  let rest: Ending = 'whole';
  try {
    for await (const piece of source()) {
      for (let at = 0; at < piece.length && !isOver();) {
        const length = sound >= careful.from ? careful.step : careful.from - sound;
        const part = piece.subarray(at, at + length);
        await Promise.race([new Promise<void>((resolve) => gunzip.write(part, () => resolve())), ended]);
        at += part.length;
        if (ending !== 'log-damaged') sound += part.length;
      }
      // Behind the piece with the damage there is nothing left to be saved.
      if (isOver() || sound > careful.from + careful.most) break;
    }
  } catch {
    // The compressed bytes themselves could not be read to their end; what was read is inflated still.
    rest = 'log-damaged';
  }
  gunzip.end();
  await ended;
  gunzip.destroy();
  // Something else stands behind the compressed text.
  if (ending === 'whole' && gunzip.bytesWritten < sound) rest = 'log-damaged';
  return { ending: ending === undefined || ending === 'whole' ? rest : ending, sound, plain };
}
