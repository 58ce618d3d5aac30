import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ProblemCode } from '../../../../shared/model/problem';
import { copyText } from './copyText';
import type { CopiedText, CopyPlace } from './copyText';
import { copyWhole } from './copyWhole';
import { piecesOf } from './sampleFile';
import { Allowance } from './scratchCopy';

const isLong = process.env['PASSERELLE_LONG'] === '1';

let folder = '';
let scratch = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-whole-'));
  scratch = join(folder, 'scratch');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Lines as many bytes long as asked for, the last one cut. */
function textOf(bytes: number): Buffer {
  const line = Buffer.from('[INFO] 2025-10-10 14:23:01 [app] - Étape terminée\n');
  return Buffer.alloc(bytes, line);
}

function noiseOf(bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, (_, at) => (Math.imul(at, 2654435761) >>> 13) & 255));
}

interface Copied {
  readonly whole: CopiedText | ProblemCode | undefined;
  /** What comes of it for whoever opens the file. */
  readonly told: unknown;
}

/** What comes of a gzip: copied whole where that is possible, or by pieces only. */
async function copied(bytes: Buffer, how: 'whole' | 'by pieces', allowed = 1e9): Promise<Copied> {
  const path = join(folder, 'a.gz');
  await writeFile(path, bytes);
  const handle = await open(path);
  const place: CopyPlace = {
    folder: scratch,
    allowance: await Allowance.forFolder(scratch, allowed),
    signal: undefined,
  };
  const whole = how === 'whole' ? await copyWhole(handle, bytes.length, place) : undefined;
  if (whole === undefined) expect(await readdir(scratch)).toEqual([]);
  const copy = whole ?? (await copyText(() => piecesOf(handle), place));
  await handle.close();
  if (typeof copy === 'string') {
    expect(await readdir(scratch)).toEqual([]);
    return { whole, told: copy };
  }
  const text = await readFile(copy.path, 'latin1');
  expect(copy.bytes).toBe(text.length);
  await rm(copy.path);
  return { whole, told: { text, detected: copy.detected, incomplete: copy.incomplete } };
}

it('a sound gzip is copied whole', async () => {
  for (const bytes of [1, 65_535, 65_536, 3_000_001]) {
    const { whole } = await copied(gzipSync(textOf(bytes)), 'whole');
    expect(whole).toMatchObject({ bytes, detected: { encoding: 'utf8' } });
  }
});

it('whatever a gzip holds, and wherever it is damaged, the same comes of it whole as by pieces', async () => {
  const sizes = [0, 1, 700, 65_536, 70_000, 530_000];
  const noise = noiseOf(70_000);
  const contents = [...sizes.map(textOf), noise.subarray(0, 700), noise];
  const member = fc.constantFrom(...contents.map((content) => gzipSync(content)));
  const change = fc.record({ fromEnd: fc.integer({ min: 1, max: 40 }), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(member, { minLength: 1, maxLength: 2 }),
      fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 }), { nil: new Uint8Array() }),
      fc.array(change, { maxLength: 1 }),
      fc.constantFrom(0, 0, 0, 1, 8, 400),
      fc.constantFrom(1e9, 1e9, 66_000),
      async (members, tail, changes, cut, allowed) => {
        const all = Buffer.concat([...members, tail]);
        const bytes = all.subarray(0, Math.max(20, all.length - cut));
        for (const { fromEnd, value } of changes) bytes[bytes.length - fromEnd] = value;
        const { told } = await copied(bytes, 'whole', allowed);
        expect(told).toEqual((await copied(bytes, 'by pieces', allowed)).told);
      },
    ),
    { numRuns: isLong ? 2000 : 20 },
  );
});

it('a gzip that holds more than it says, or than is held in memory, is left to be copied by pieces', async () => {
  const bomb = gzipSync(Buffer.alloc(40_000_000));
  expect((await copied(bomb, 'whole', 1e6)).whole).toBeUndefined();
  bomb.writeUInt32LE(1000, bomb.length - 4);
  expect((await copied(bomb, 'whole', 1e6)).whole).toBeUndefined();
});

it('what begins as no text, or has something behind it, comes to the same as by pieces', async () => {
  const sound = gzipSync(textOf(70_000));
  const cases = [
    [gzipSync(Buffer.concat([noiseOf(70_000), textOf(500_000)])), 'log-not-a-log'],
    // As many bytes as the text has, as its last ones say.
    [Buffer.concat([sound, Buffer.alloc(1), sound.subarray(-4)]), { incomplete: 'log-damaged' }],
    [Buffer.concat([gzipSync(''), sound]), { incomplete: undefined }],
  ] as const;
  for (const [bytes, expected] of cases) {
    const { told } = await copied(bytes, 'whole');
    expect(told).toEqual((await copied(bytes, 'by pieces')).told);
    expect([told]).toMatchObject([expected]);
  }
});

it('what cannot be written whole is not written at all', async () => {
  const { whole, told } = await copied(gzipSync(textOf(3_000_000)), 'whole', 2_000_000);
  expect(whole).toBeUndefined();
  expect(told).toMatchObject({ incomplete: 'log-too-large' });
});

it('cancelled while it is inflated or written, it leaves nothing behind', async () => {
  const path = join(folder, 'a.gz');
  await writeFile(path, gzipSync(textOf(3_000_000)));
  const handle = await open(path);
  const { size } = await handle.stat();
  for (const cancelled of ['while inflated', 'while written'] as const) {
    const stop = new AbortController();
    const allowance = await Allowance.forFolder(scratch, 1e9);
    const take = allowance.take.bind(allowance);
    const written = vi.spyOn(allowance, 'take').mockImplementation((bytes) => {
      stop.abort();
      return take(bytes);
    });
    const copying = copyWhole(handle, size, { folder: scratch, allowance, signal: stop.signal });
    if (cancelled === 'while inflated') stop.abort();
    expect(await copying).toBe('cancelled');
    expect(written).toHaveBeenCalledTimes(cancelled === 'while inflated' ? 0 : 1);
    expect(await readdir(scratch)).toEqual([]);
  }
  await handle.close();
});
