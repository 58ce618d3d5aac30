import fc from 'fast-check';
import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownFormat } from '../formats/lineForms';
import { createRecordIndex } from '../index/createRecordIndex';
import type { GrowingRecordIndex } from '../index/createRecordIndex';
import { GrowingFacetTable } from '../index/facetTable';
import { LogSource, openForReading } from './logSource';

/** More than is read at a time, several times over. */
const lines = Array.from(
  { length: 30_000 },
  (_, number) => `[INFO] 2025-10-10 14:23:01 [app] - Ligne ${number} ${'é'.repeat(number % 60)}\n`,
);
const text = Buffer.from(lines.join(''));

let folder: string;
let path: string;
let opened: LogSource[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-source-'));
  path = join(folder, 'x.log');
  opened = [];
});

afterEach(async () => {
  for (const source of opened) await source.close();
  await rm(folder, { recursive: true });
});

async function sourceOf(bytes: Uint8Array) {
  await writeFile(path, bytes);
  const file = await openForReading(path);
  const facets = new GrowingFacetTable();
  const form = { format: ownFormat, encoding: 'utf8' } as const;
  const source = new LogSource('x', file, form, facets, () => 0);
  opened.push(source);
  return { source, file };
}

function offsets(index: GrowingRecordIndex): readonly number[] {
  return Array.from({ length: index.records }, (_, record) => index.offsetOf(record));
}

function expected(bytes: Uint8Array): readonly number[] {
  const index = createRecordIndex({ format: ownFormat, facets: new GrowingFacetTable() });
  index.feed(bytes);
  return offsets(index);
}

describe('LogSource', () => {
  it('reads a file of many blocks at one look', async () => {
    const { source } = await sourceOf(text);
    expect(await source.look(Infinity)).toBe('grown');
    expect(source.read).toBe(text.length);
    expect(offsets(source.index)).toEqual(expected(text));
    expect(await source.look(Infinity)).toBe('same');
  });

  it('reads the same in looks that are allowed any number of bytes', async () => {
    const { source } = await sourceOf(text);
    let looks = 0;
    for (const most of [1, 100, 700_000, 64 * 1024, 512 * 1024, 1_300_000, Infinity]) {
      const before = source.read;
      expect(await source.look(most)).toBe('grown');
      expect(source.read - before).toBe(Math.min(most, text.length - before));
      looks += 1;
    }
    expect(looks).toBe(source.looks);
    expect(offsets(source.index)).toEqual(expected(text));
  });

  it('goes on where it was when the disk failed in the middle of a look', async () => {
    const { source, file } = await sourceOf(text);
    const read = file.handle.read.bind(file.handle);
    const failing = vi.spyOn(file.handle, 'read');
    let blocks = 0;
    failing.mockImplementation((...asked: Parameters<typeof read>) => {
      blocks += 1;
      return blocks === 3 ? Promise.reject(new Error('EIO')) : read(...asked);
    });
    await expect(source.look(Infinity)).rejects.toThrow('EIO');
    expect(source.read).toBeGreaterThan(0);
    expect(source.read).toBeLessThan(text.length);
    expect(await source.look(Infinity)).toBe('grown');
    expect(offsets(source.index)).toEqual(expected(text));
  });

  it('notices that the file is another one, also at one look with much that is new', async () => {
    const { source } = await sourceOf(text.subarray(0, 1_000_000));
    await source.look(Infinity);
    const records = source.index.records;
    await truncate(path);
    await appendFile(path, Buffer.concat([Buffer.from('x'), text]));
    expect(await source.look(Infinity)).toBe('emptied');
    expect(source.index.records).toBe(records);
  });

  it('finds the same whether it looks at the whole file or at its end alone', async () => {
    const piece = fc.tuple(
      fc.oneof({ weight: 9, arbitrary: fc.nat(300) }, fc.nat(40_000)),
      fc.constantFrom('whole' as const, 'at-the-end' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
        const { source } = await sourceOf(text.subarray(0, 0));
        let written = 0;
        for (const [length, at] of pieces) {
          await appendFile(path, text.subarray(written, written + length));
          written += length;
          expect(await source.look(Infinity, at)).toBe(length === 0 ? 'same' : 'grown');
          expect([source.read, source.size, source.unread]).toEqual([written, written, 0]);
        }
        expect(offsets(source.index)).toEqual(expected(text.subarray(0, written)));
        expect(await source.look(Infinity)).toBe('same');
      }),
      { numRuns: 60 },
    );
  });

  it('notices at the end alone that the file was emptied or is another one', async () => {
    for (const instead of [Buffer.alloc(0), text.subarray(0, 40), text.subarray(500, 3000)]) {
      const { source } = await sourceOf(text.subarray(0, 1000));
      await source.look(Infinity);
      const records = source.index.records;
      await truncate(path);
      await appendFile(path, instead);
      expect(await source.look(Infinity, 'at-the-end')).toBe('emptied');
      expect(source.index.records).toBe(records);
    }
  });

  it('leaves at the end alone what is more than a look is allowed', async () => {
    const { source } = await sourceOf(text);
    expect(await source.look(100_000, 'at-the-end')).toBe('grown');
    expect([source.read, source.unread]).toEqual([100_000, text.length - 100_000]);
  });
});
