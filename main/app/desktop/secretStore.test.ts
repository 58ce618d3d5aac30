import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEvent } from '../../../shared/model/log';
import { openOsStore } from './cipher';
import type { Cipher, OsStore } from './cipher';
import { openSecretStore } from './secretStore';

let folder = '';
let path = '';
const lines: LogEvent[] = [];
const needs = {
  clock: { now: () => Date.UTC(2026, 0, 2), sleep: () => Promise.resolve() },
  log: { write: (event: LogEvent) => lines.push(event) },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-secrets-'));
  path = join(folder, 'secrets.json');
  lines.length = 0;
});
afterEach(() => rm(folder, { recursive: true }));

/** A cipher that turns the text around under a key, and knows only its own. */
function cipher(key: string, backend = 'gnome_libsecret'): Cipher {
  const turn = (text: string): string => Buffer.from(text).reverse().toString('latin1');
  return {
    backend,
    encrypt: (secret) => Promise.resolve(Buffer.from(`${key}:${turn(secret)}`)),
    decrypt: (value) => {
      const text = Buffer.from(value).toString();
      return text.startsWith(`${key}:`)
        ? Promise.resolve(turn(text.slice(key.length + 1)))
        : Promise.reject(new Error('wrong key'));
    },
  };
}
const osStore = (key = 'k', backend?: string): OsStore => ({
  kind: 'available',
  cipher: cipher(key, backend),
});
const noStore: OsStore = { kind: 'none', backend: 'basic_text' };
const open = (store: OsStore) => openSecretStore({ osStore: store, path, ...needs });

describe('openSecretStore with an OS store', () => {
  it('keeps a secret for the next start, encrypted, in a file of ours alone', async () => {
    const { store } = await open(osStore());
    expect(await store.save('c1', 'Sable-7421-x')).toEqual({ ok: true, value: 'os-store' });
    expect(store).toMatchObject({ kind: 'os-store', backend: 'gnome_libsecret' });
    const again = await open(osStore());
    expect(again.problems).toEqual([]);
    expect(again.store.kept('c1')).toBe('os-store');
    expect(await again.store.read('c1')).toEqual({ ok: true, value: 'Sable-7421-x' });
    expect(await readFile(path, 'utf8')).not.toContain('Sable-7421-x');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('says that a secret is missing, and forgets one that is removed', async () => {
    const { store } = await open(osStore());
    await store.save('c1', 'one');
    await store.remove('c1');
    expect(store.kept('c1')).toBe('none');
    expect(await store.read('c1')).toMatchObject({ ok: false, error: { code: 'secret-missing' } });
    expect(await readFile(path, 'utf8')).not.toContain('c1');
  });

  it('takes names of object members for names', async () => {
    const { store } = await open(osStore());
    expect(store.kept('constructor')).toBe('none');
    await store.save('constructor', 'x');
    expect(await store.read('constructor')).toEqual({ ok: true, value: 'x' });
  });

  it('loses none of many saves at once', async () => {
    const { store } = await open(osStore());
    const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
    await Promise.all(ids.map((id) => store.save(id, `secret of ${id}`)));
    const again = await open(osStore());
    expect(ids.map((id) => again.store.kept(id))).toEqual(ids.map(() => 'os-store'));
  });

  it('keeps in memory what the store refuses to encrypt, and says so', async () => {
    const refusing: Cipher = { ...cipher('k'), encrypt: () => Promise.reject(new Error('locked')) };
    const { store } = await open({ kind: 'available', cipher: refusing });
    expect(await store.save('c1', 'one')).toEqual({ ok: true, value: 'this-session' });
    expect(await store.read('c1')).toEqual({ ok: true, value: 'one' });
    expect(store.kept('c1')).toBe('this-session');
    expect(lines).toMatchObject([{ level: 'ERROR', code: 'secret-not-encrypted' }]);
  });

  it('answers with the problem when the disk does not take it, and keeps what was there', async () => {
    const { store } = await open(osStore());
    await store.save('c1', 'one');
    await rm(folder, { recursive: true });
    expect(await store.save('c1', 'two')).toMatchObject({ ok: false, error: { code: 'disk-failed' } });
    expect(await store.read('c1')).toEqual({ ok: true, value: 'one' });
    await mkdir(folder);
  });
});

describe('openSecretStore without an OS store', () => {
  it('keeps secrets for this session only, and writes none', async () => {
    const { store } = await open(noStore);
    expect(store).toMatchObject({ kind: 'this-session', backend: 'basic_text' });
    expect(await store.save('c1', 'Sable-7421-x')).toEqual({ ok: true, value: 'this-session' });
    expect(await store.read('c1')).toEqual({ ok: true, value: 'Sable-7421-x' });
    expect(await readdir(folder)).toEqual([]);
    expect((await open(noStore)).store.kept('c1')).toBe('none');
  });

  it('explains that older secrets cannot be read, keeps them, and reads them when the store is back', async () => {
    await (await open(osStore())).store.save('c1', 'one');
    const without = await open(noStore);
    const explained = {
      code: 'secret-store-unavailable',
      params: { connection: 'c1', was: 'gnome_libsecret', now: 'basic_text' },
    };
    expect(without.problems).toEqual([explained]);
    expect(without.store.kept('c1')).toBe('none');
    expect(await without.store.read('c1')).toEqual({ ok: false, error: explained });
    expect(await (await open(osStore())).store.read('c1')).toEqual({ ok: true, value: 'one' });
  });

  it('sets an older secret aside when this session replaces it, so that a stale one is not used later', async () => {
    await (await open(osStore())).store.save('c1', 'one');
    await (await open(noStore)).store.save('c1', 'two');
    const later = await open(osStore());
    expect(later.store.kept('c1')).toBe('none');
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ setAside: [{ connectionId: 'c1' }] });
  });
});

describe('openSecretStore with another store than before', () => {
  it.each([
    ['another backend', osStore('k', 'kwallet6'), 'kwallet6'],
    ['another key', osStore('other'), 'gnome_libsecret'],
  ])('names what cannot be read: %s', async (_what, changed, now) => {
    await (await open(osStore())).store.save('c1', 'one');
    const { store, problems } = await open(changed);
    expect(problems).toMatchObject([
      { code: 'secret-store-unavailable', params: { connection: 'c1', was: 'gnome_libsecret', now } },
    ]);
    await store.save('c1', 'two');
    expect(await store.read('c1')).toEqual({ ok: true, value: 'two' });
    const file: unknown = JSON.parse(await readFile(path, 'utf8'));
    expect(file).toMatchObject({ setAside: [{ connectionId: 'c1', backend: 'gnome_libsecret' }] });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"version":2,"secrets":{},"setAside":[]}',
    '{"version":1,"secrets":{"a":"clear"}}',
  ])('keeps an unreadable file aside: %s', async (content) => {
    await writeFile(path, content);
    const { store, problems } = await open(osStore());
    expect(problems).toMatchObject([{ code: 'state-unreadable', params: { file: 'secrets.json' } }]);
    const names = await readdir(folder);
    expect(names).toEqual(['secrets.unreadable-20260102T000000000Z.json']);
    expect(await readFile(join(folder, names[0] ?? ''), 'utf8')).toBe(content);
    await store.save('c1', 'one');
    expect((await open(osStore())).store.kept('c1')).toBe('os-store');
  });
});

describe('openOsStore', () => {
  const synchronous = {
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(`v11${text}`),
    decryptString: (value: Buffer) => value.toString().slice(3),
  };
  const asynchronous = {
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`async${text}`)),
    decryptStringAsync: (value: Buffer) =>
      Promise.resolve({ shouldReEncrypt: false, result: value.toString().slice(5) }),
  };
  const backend = (name: string) => ({ getSelectedStorageBackend: () => name });

  it('prefers the asynchronous calls', async () => {
    const found = await openOsStore({ ...synchronous, ...asynchronous, ...backend('kwallet6') }, 'linux');
    const encrypted = found.kind === 'available' ? await found.cipher.encrypt('x') : undefined;
    expect(Buffer.from(encrypted ?? []).toString()).toBe('asyncx');
  });

  it('uses the synchronous ones where there are no others, and turns what they throw into a rejection', async () => {
    const throwing = {
      ...synchronous,
      decryptString: () => {
        throw new Error('no');
      },
    };
    const found = await openOsStore({ ...throwing, ...backend('gnome_libsecret') }, 'linux');
    expect(found).toMatchObject({ kind: 'available', cipher: { backend: 'gnome_libsecret' } });
    const read = found.kind === 'available' ? found.cipher.decrypt(Buffer.from('v11x')) : Promise.resolve('');
    await expect(read).rejects.toThrow('no');
  });

  it.each([
    [
      'basic_text, whatever it says of itself',
      { ...synchronous, ...asynchronous, ...backend('basic_text') },
      'linux',
    ],
    ['asked too early', { ...synchronous, ...backend('unknown') }, 'linux'],
    [
      'a locked keyring',
      { ...synchronous, isEncryptionAvailable: () => false, ...backend('gnome_libsecret') },
      'linux',
    ],
    [
      'a locked keyring, asked asynchronously',
      {
        ...synchronous,
        ...asynchronous,
        isAsyncEncryptionAvailable: () => Promise.resolve(false),
        ...backend('kwallet'),
      },
      'linux',
    ],
    ['no call at all', {}, 'win32'],
  ])('finds no store: %s', async (_what, safeStorage, platform) => {
    expect((await openOsStore(safeStorage, platform)).kind).toBe('none');
  });

  it.each([
    ['darwin', 'keychain'],
    ['win32', 'dpapi'],
  ])('names the store of %s', async (platform, name) => {
    expect(await openOsStore(synchronous, platform)).toMatchObject({ cipher: { backend: name } });
  });
});
