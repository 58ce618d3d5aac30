import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimDemonstrationFolder } from './demonstrationFolder';

let parent = '';
let folder = '';

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'passerelle-demonstration-'));
  folder = join(parent, 'demonstration');
});
afterEach(() => rm(parent, { recursive: true }));

async function claim() {
  const claimed = await claimDemonstrationFolder(folder);
  if (!claimed.ok) throw new Error(JSON.stringify(claimed.error));
  return claimed.value;
}

describe('claimDemonstrationFolder', () => {
  it('leaves nothing of the demonstration before', async () => {
    await (await claim()).release();
    await mkdir(join(folder, 'syncs', 'x'), { recursive: true });
    await writeFile(join(folder, 'settings.json'), 'old');
    const lock = await claim();
    expect((await readdir(folder)).sort()).toEqual(['lock', 'passerelle-demonstration']);
    await lock.release();
  });

  it('touches no folder that holds anything else', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'thesis.txt'), 'precious');
    expect(await claimDemonstrationFolder(folder)).toMatchObject({
      ok: false,
      error: { code: 'setup-invalid' },
    });
    expect(await readdir(folder)).toEqual(['thesis.txt']);
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('precious');
  });

  it('does not empty a folder in which a demonstration is under way', async () => {
    const lock = await claim();
    await writeFile(join(folder, 'settings.json'), 'in use');
    expect(await claimDemonstrationFolder(folder)).toMatchObject({
      ok: false,
      error: { code: 'state-locked' },
    });
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('in use');
    await lock.release();
  });
});
