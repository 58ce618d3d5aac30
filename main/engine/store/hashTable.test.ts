import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashTable } from './hashTable';

function set(table: HashTable, key: string, hash: string): void {
  const bytes = Buffer.from(`..${key}\t${hash}`);
  const middle = bytes.length - hash.length - 1;
  table.set(bytes, 2, middle, middle + 1, bytes.length);
}

function remove(table: HashTable, key: string): void {
  const bytes = Buffer.from(`..${key}`);
  table.remove(bytes, 2, bytes.length);
}

function sorted(entries: Iterable<[string, string]>): [string, string][] {
  return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}

describe('the hash table', () => {
  test('behaves as a map does', () => {
    const key = fc.oneof(
      fc.integer({ min: 0, max: 60 }).map((number) => `key${number}`),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    );
    const change = fc.record({
      key,
      hash: fc.option(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 400 }), (changes) => {
        const table = new HashTable();
        const map = new Map<string, string>();
        for (const one of changes) {
          if (one.hash === null) {
            remove(table, one.key);
            map.delete(one.key);
          } else {
            set(table, one.key, one.hash);
            map.set(one.key, one.hash);
          }
          expect(table.get(one.key)).toBe(map.get(one.key));
          expect(table.size).toBe(map.size);
        }
        expect(sorted(table)).toEqual(sorted(map));
        expect([...table.keys()].sort()).toEqual([...map.keys()].sort());
        for (const one of map.keys()) expect(table.has(one)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('holds more than a segment, and keys that come and go for ever need no more slots', () => {
    const table = new HashTable();
    const keys = Array.from({ length: 30_000 }, (_, number) => `aaaaaaaaaaa.202601.${number}.bbbbbbbbbbb`);
    for (const key of keys) set(table, key, `h${key.length}`);
    for (let round = 0; round < 20; round += 1) {
      for (const key of keys.slice(0, 5000)) remove(table, key);
      for (const key of keys.slice(0, 5000)) set(table, key, `round${round}`);
    }
    expect(table.size).toBe(keys.length);
    expect(table.get(keys[0] ?? '')).toBe('round19');
    expect(table.get(keys[29_999] ?? '')).toBe('h36');
    expect(table.get('a key that was never there')).toBeUndefined();
    expect(table.get('x'.repeat(5000))).toBeUndefined();
  });
});
