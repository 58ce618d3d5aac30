import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRunHistory } from '../store/runHistory';
import { createLog } from './createLog';
import { openDetailStore } from './detailStore';
import type { DetailStore } from './detailStore';

let state = '';
let details = '';
const now = Date.now();
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'passerelle-details-'));
  details = join(state, 'runs', 'details');
});
afterEach(() => {
  rmSync(state, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 });
});

function open(): DetailStore {
  return openDetailStore({ stateFolder: state, now: () => now });
}

/** Waits until a text stands on disk, as a program that goes on does. */
async function onDisk(reference: string): Promise<string> {
  const path = join(details, `${reference}.txt`);
  while (!existsSync(path)) await new Promise((resolve) => setImmediate(resolve));
  return path;
}

describe('details', () => {
  test('are kept beside their run, readable by their owner alone, and read by reference', async () => {
    const store = open();
    const reference = store.keep(() => 'The server said: no\n', 'run-1') ?? '';
    expect(reference).toMatch(/^run-1\/[a-z0-9]+-1$/);
    // At once, and when it stands on disk.
    expect(await store.read(reference)).toEqual({ ok: true, value: 'The server said: no\n' });
    expect(statSync(await onDisk(reference)).mode & 0o777).toBe(0o600);
    expect(statSync(details).mode & 0o777).toBe(0o700);
    expect(await open().read(reference)).toEqual({ ok: true, value: 'The server said: no\n' });
  });

  test('stand in the line by their reference, with as much of the text as fits', async () => {
    const log = createLog({
      folder: join(state, 'logs'),
      language: () => 'fr',
      clock: { now: () => now },
      details: open(),
    });
    const text = `E5002 ${'invalid reference '.repeat(2000)}`;
    log.write({
      level: 'ERROR',
      module: 'metadata',
      code: 'run-problem',
      params: { problem: 'conflict' },
      detail: text,
      runId: 'run-1',
    });
    const line = readFileSync(join(state, 'logs', 'errors.log'), 'utf8');
    const reference = / detail=(\S+)/.exec(line)?.[1] ?? '';
    expect(line).toContain(' words="E5002 invalid reference ');
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(4096);
    await log.close();
    expect(await open().read(reference)).toEqual({ ok: true, value: text });
  });

  test('that wait are written when the program ends', () => {
    const store = open();
    const reference = store.keep(() => 'text', 'run-1') ?? '';
    store.flush();
    expect(readFileSync(join(details, `${reference}.txt`), 'utf8')).toBe('text');
  });

  test('that are too long are cut, and say so', async () => {
    const store = open();
    const reference = store.keep(() => 'é'.repeat(3_000_000)) ?? '';
    expect(reference.startsWith('program/')).toBe(true);
    const read = await store.read(reference);
    const text = read.ok ? read.value : '';
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/é\n\[… cut: only the beginning is kept\]\n$/);
  });

  test('no other string reads a file', async () => {
    const store = open();
    mkdirSync(details, { recursive: true });
    writeFileSync(join(state, 'secret.txt'), 'secret');
    writeFileSync(join(details, 'x.txt'), 'secret');
    for (const reference of [
      '../../secret',
      'x',
      '/x',
      './x',
      'run-1/../x',
      'run-1/..%2f..%2fsecret',
      `${'a/'.repeat(3)}x`,
      'run-1/a-1\n',
      'run-1/a-1.txt',
      '',
    ]) {
      expect(await store.read(reference)).toMatchObject({ ok: false, error: { code: 'detail-gone' } });
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), async (reference) => {
        expect((await store.read(reference)).ok).toBe(false);
      }),
      { numRuns: 200, seed: 20261123 },
    );
  });

  test('go after 30 days, the oldest first where 20 MB are full; the rest stays', async () => {
    const put = (name: string, bytes: number, daysAgo: number): void => {
      mkdirSync(join(details, name), { recursive: true });
      const path = join(details, name, 'mgkz3x1p-1.txt');
      writeFileSync(path, 'x'.repeat(bytes));
      const at = now / 1000 - daysAgo * 86_400;
      utimesSync(path, at, at);
    };
    put('older-than-a-month', 10, 31);
    for (let number = 0; number < 22; number += 1) put(`run-${number}`, 1024 * 1024, 25 - number);
    const store = open();
    await onDisk(store.keep(() => 'new', 'run-new') ?? '');
    const left = readdirSync(details).sort();
    expect(left).not.toContain('older-than-a-month');
    expect(left).not.toContain('run-0');
    expect(left).not.toContain('run-1');
    expect(left).toContain('run-2');
    expect(left).toContain('run-21');
  });

  test('stop nobody when the disk refuses them, and are told as gone', async () => {
    mkdirSync(join(state, 'runs'));
    writeFileSync(details, 'a file stands where the folder should be');
    const store = open();
    const references = Array.from({ length: 600 }, (_, index) => store.keep(() => `text ${index}`, 'run-1'));
    // No room for more than wait already: their lines hold the beginning only.
    expect(references.filter((reference) => reference === undefined)).toHaveLength(100);
    store.flush();
    expect((await store.read(references[0] ?? '')).ok).toBe(false);
  });

  test('lie in the folder of the runs without being taken for one', async () => {
    const store = open();
    store.keep(() => 'text', 'run-1');
    store.flush();
    const history = await openRunHistory(state);
    expect(history.ok && history.value.problems).toEqual([]);
    expect(history.ok && history.value.list(undefined, 10)).toEqual([]);
    expect(readdirSync(details)).toEqual(['run-1']);
  });
});
