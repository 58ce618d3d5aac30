import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import afterPack from './afterPack.mjs';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-pack-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function packed(resources: string, program: string, mode: number): Promise<void> {
  await mkdir(join(folder, resources, 'ripgrep'), { recursive: true });
  await writeFile(join(folder, resources, 'ripgrep', program), '', { mode });
}

function context(electronPlatformName: string): Parameters<typeof afterPack>[0] {
  return {
    appOutDir: folder,
    electronPlatformName,
    packager: { appInfo: { productFilename: 'Passerelle' } },
  };
}

test.each([
  ['linux', 'resources', 'rg'],
  ['win32', 'resources', 'rg.exe'],
  ['darwin', 'Passerelle.app/Contents/Resources', 'rg'],
])(
  'a package for %s with ripgrep passes, without what only development needs',
  async (platform, resources, program) => {
    await packed(resources, program, 0o755);
    await writeFile(join(folder, 'version'), '33');
    await afterPack(context(platform));
    expect(await readdir(folder)).toEqual([resources.split('/')[0]]);
  },
);

test('a package without ripgrep is refused', async () => {
  await expect(afterPack(context('linux'))).rejects.toThrow('ripgrep is missing');
});

test('a package whose ripgrep may not be run is refused', async () => {
  await packed('resources', 'rg', 0o644);
  await expect(afterPack(context('linux'))).rejects.toThrow('ripgrep is missing');
});
