import fc from 'fast-check';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rendererFile } from './rendererFile';

let base = '';
let folder = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'passerelle-renderer-'));
  folder = join(base, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(base, 'renderer-other'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'index-Ab_1.js'), '');
  await writeFile(join(folder, 'assets', 'secret.pem'), '');
  await writeFile(join(base, 'package.json'), '{}');
  await writeFile(join(base, 'renderer-other', 'index.html'), '');
  await symlink(join(base, 'package.json'), join(folder, 'link.json'));
  await symlink(base, join(folder, 'up'));
  await symlink(join(folder, 'index.html'), join(folder, 'inner.html'));
});

afterAll(() => rm(base, { recursive: true }));

describe('rendererFile', () => {
  it.each([
    ['app://passerelle/', 'index.html', 'text/html; charset=utf-8'],
    ['app://passerelle/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://passerelle/index.html?x=../..#y', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://passerelle/assets/index-Ab_1.js',
      join('assets', 'index-Ab_1.js'),
      'text/javascript; charset=utf-8',
    ],
    ['app://passerelle/inner.html', 'index.html', 'text/html; charset=utf-8'],
  ])('serves %s', async (address, path, contentType) => {
    expect(await rendererFile(folder, address)).toEqual({ path: join(folder, path), contentType });
  });

  it.each([
    ['traversal', 'app://passerelle/../package.json'],
    ['traversal from a folder', 'app://passerelle/assets/../../package.json'],
    ['traversal that stays inside', 'app://passerelle/assets/../index.html'],
    ['encoded dots', 'app://passerelle/%2e%2e/package.json'],
    ['encoded slash', 'app://passerelle/..%2fpackage.json'],
    ['encoded twice', 'app://passerelle/%252e%252e%252fpackage.json'],
    ['backslashes', 'app://passerelle/..\\package.json'],
    ['encoded backslash', 'app://passerelle/..%5cpackage.json'],
    ['null byte', 'app://passerelle/index.html%00.js'],
    ['absolute path', 'app://passerelle//etc/hostname.json'],
    ['drive letter', 'app://passerelle/C:/Windows/win.json'],
    ['sibling with the same beginning', 'app://passerelle/../renderer-other/index.html'],
    ['symbolic link to a file outside', 'app://passerelle/link.json'],
    ['symbolic link to a folder outside', 'app://passerelle/up/package.json'],
    ['folder', 'app://passerelle/assets'],
    ['folder with a slash', 'app://passerelle/assets/'],
    ['hidden file', 'app://passerelle/.index.html'],
    ['kind that is not served', 'app://passerelle/assets/secret.pem'],
    ['file that is not there', 'app://passerelle/none.html'],
    ['another host', 'app://elsewhere/index.html'],
    ['host with the same beginning', 'app://passerelle.example.org/index.html'],
    ['account in the address', 'app://a@passerelle/index.html'],
    ['port', 'app://passerelle:80/index.html'],
    ['another scheme', 'file:///etc/hostname.html'],
  ])('refuses: %s', async (_what, address) => {
    expect(await rendererFile(folder, address)).toBeUndefined();
  });

  it('never leaves the folder, whatever is asked', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2f',
      '\\',
      'up',
      'assets',
      'package.json',
      'index.html',
      '',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 6 }),
        fc.constantFrom('/', '%2f', '\\', '//'),
        async (pieces, cut) => {
          const found = await rendererFile(folder, `app://passerelle/${pieces.join(cut)}`);
          expect(found === undefined || found.path.startsWith(folder + sep)).toBe(true);
        },
      ),
    );
  });
});
