import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { fromBufferPromise } from 'yauzl';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realDisk } from '../../store/disk';
import { readZip } from '../testing/readZip';
import { directory } from './zipRecords';
import { ZipWriter } from './zipWriter';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-zip-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const at = new Date(2026, 10, 23, 14, 23, 1);

/** Bytes that compress a little, the same for the same seed. */
function content(bytes: number, seed: number): Buffer {
  let state = seed + 1;
  const made = Buffer.alloc(bytes);
  for (let place = 0; place < bytes; place += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[place] = 97 + ((state >>> 24) & 15);
  }
  return made;
}

// eslint-disable-next-line @typescript-eslint/require-await -- only the form of an iterable is asked for
async function* inChunks(whole: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let place = 0; place < whole.length; place += bytes) yield whole.subarray(place, place + bytes);
}

describe('ZipWriter', () => {
  it('writes what other programs read, whatever the chunks and however many blocks', async () => {
    const member = fc.record({
      name: fc.stringMatching(/^[a-zé]{1,8}(?:\/[a-z]{1,8}\.log)?$/),
      bytes: fc.oneof(fc.nat(2000), fc.constantFrom(0, 1, 524_287, 524_288, 524_289, 3_000_000)),
      chunk: fc.constantFrom(70_000, 262_144, 524_288, 4_000_000),
    });
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(member, { maxLength: 3, selector: ({ name }) => name }),
        async (members) => {
          round += 1;
          const path = join(folder, `${round}.zip`);
          const file = await realDisk.open(path, 'create');
          const zip = new ZipWriter(file, 4);
          for (const [seed, { name, bytes, chunk }] of members.entries()) {
            await zip.add(name, at, inChunks(content(bytes, seed), chunk));
          }
          const size = await zip.end();
          expect(await file.size()).toBe(size);
          await file.close();
          const read = await readZip(path);
          expect([...read.keys()]).toEqual(members.map(({ name }) => name));
          for (const [seed, { name, bytes }] of members.entries()) {
            expect(read.get(name)?.equals(content(bytes, seed))).toBe(true);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('rejects with what the content says, when all its threads have ended', async () => {
    const file = await realDisk.open(join(folder, 'a.zip'), 'create');
    // eslint-disable-next-line @typescript-eslint/require-await -- only the form of an iterable is asked for
    async function* failing(): AsyncGenerator<Buffer> {
      yield content(1_000_000, 1);
      throw new Error('unreadable');
    }
    await expect(new ZipWriter(file, 4).add('a', at, failing())).rejects.toThrow('unreadable');
    await file.close();
  });

  it('keeps sizes and places beyond 4 GB', async () => {
    const wide = { name: Buffer.from('a'), modifiedAt: at, at: 6e9, crc: 1, packed: 5e9, bytes: 7e9 };
    const zip = await fromBufferPromise(directory([wide, { ...wide, at: 0, bytes: 1, packed: 2 }], 0));
    const found = [];
    for await (const entry of zip.eachEntry()) {
      found.push([entry.relativeOffsetOfLocalHeader, entry.compressedSize, entry.uncompressedSize]);
    }
    expect(found).toEqual([
      [6e9, 5e9, 7e9],
      [0, 2, 1],
    ]);
  });

  it('tells when a member was made, and that nobody but its owner reads it', async () => {
    const zip = await fromBufferPromise(
      directory([{ name: Buffer.from('é'), modifiedAt: at, at: 0, crc: 1, packed: 2, bytes: 3 }], 0),
    );
    for await (const entry of zip.eachEntry()) {
      expect([
        entry.fileName,
        entry.getLastModDate(),
        (entry.externalFileAttributes >>> 16).toString(8),
      ]).toEqual(['é', at, '100600']);
    }
    expect(zip.entryCount).toBe(1);
  });
});
