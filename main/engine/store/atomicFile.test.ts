import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asideName, ensureFolder, keepAside, readWholeFile, writeFileAtomically } from './atomicFile';
import { realDisk } from './disk';
import type { Disk } from './disk';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-atomic-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The real disk, of which each write takes at most so many bytes, and which is full after so many. */
function smallDisk(mostAtATime: number, room: number, errno = 'ENOSPC'): Disk {
  let left = room;
  return {
    ...realDisk,
    open: async (path, how) => {
      const file = await realDisk.open(path, how);
      return {
        ...file,
        write: async (bytes, position) => {
          if (left === 0) throw Object.assign(new Error('no room'), { code: errno });
          const written = await file.write(bytes.subarray(0, Math.min(mostAtATime, left)), position);
          left -= written;
          return written;
        },
      };
    },
  };
}

describe('an atomic write', () => {
  test('leaves a file for its owner alone, the version before as .bak, and nothing else', async () => {
    const path = join(folder, 'new', 'a.json');
    await ensureFolder(join(folder, 'new'));
    await writeFileAtomically(path, 'one', { backup: 'keep' });
    await writeFileAtomically(path, 'two', { backup: 'keep' });
    await writeFileAtomically(path, 'three', { backup: 'keep' });
    expect(await readdir(join(folder, 'new'))).toEqual(['a.json', 'a.json.bak']);
    expect(await readFile(path, 'utf8')).toBe('three');
    expect(await readFile(`${path}.bak`, 'utf8')).toBe('two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
  });

  test('goes on after short writes, and keeps the old version when the disk is full', async () => {
    const path = join(folder, 'a.json');
    const text = 'é'.repeat(5000);
    expect(await writeFileAtomically(path, text, { disk: smallDisk(700, 1_000_000) })).toMatchObject({
      ok: true,
    });
    for (const errno of ['ENOSPC', 'EDQUOT']) {
      expect(
        await writeFileAtomically(path, 'new'.repeat(500), { disk: smallDisk(700, 900, errno) }),
      ).toMatchObject({
        ok: false,
        error: { code: 'disk-full', params: { file: 'a.json', reason: errno } },
      });
    }
    expect(await writeFileAtomically(path, 'new', { disk: smallDisk(700, 0, 'EROFS') })).toMatchObject({
      ok: false,
      error: { code: 'disk-failed', params: { reason: 'EROFS' } },
    });
    expect(await readWholeFile(path)).toEqual({ ok: true, value: Buffer.from(text) });
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  test('waits for a program that holds the old file for a moment', async () => {
    let held = 3;
    const disk: Disk = {
      ...realDisk,
      rename: (from, to) => {
        held -= 1;
        if (held > 0) return Promise.reject(Object.assign(new Error('held'), { code: 'EBUSY' }));
        return realDisk.rename(from, to);
      },
    };
    expect(await writeFileAtomically(join(folder, 'a'), 'x', { disk })).toMatchObject({ ok: true });
  });

  test('a file that is not there is no failure, one that cannot be read is', async () => {
    expect(await readWholeFile(join(folder, 'none'))).toEqual({ ok: true, value: undefined });
    expect(await readWholeFile(folder)).toMatchObject({ ok: false, error: { code: 'disk-failed' } });
  });
});

describe('keeping aside', () => {
  test('names the file after the time, and never writes over an older one', async () => {
    const path = join(folder, 'a.b.json');
    const now = Date.UTC(2026, 10, 23, 14, 23, 1, 5);
    expect(asideName(path, now)).toBe(join(folder, 'a.b.unreadable-20261123T142301005Z.json'));
    expect(asideName('/x.y/hashes', now)).toBe('/x.y/hashes.unreadable-20261123T142301005Z');
    for (const text of ['one', 'two']) {
      await writeFileAtomically(path, text);
      expect(await keepAside(path, now)).toMatchObject({ ok: true });
    }
    const kept = await readdir(folder);
    expect(kept).toHaveLength(2);
    const texts = await Promise.all(kept.map((name) => readFile(join(folder, name), 'utf8')));
    expect(texts.sort()).toEqual(['one', 'two']);
    expect(await keepAside(path, now)).toEqual({ ok: true, value: undefined });
  });
});
