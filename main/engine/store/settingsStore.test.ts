import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Settings } from '../../../shared/model/settings';
import { parseSettings } from './settingsSchema';
import { noSettings, openSettingsStore } from './settingsStore';
import type { SettingsStore } from './settingsStore';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(): Promise<SettingsStore> {
  const store = await openSettingsStore(folder, { now: () => Date.UTC(2026, 10, 23, 14, 23, 1) });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

function named(name: string): (settings: Settings) => Settings {
  return (settings) => ({
    ...settings,
    connections: [
      ...settings.connections,
      { id: name, name, url: 'https://a.example.org', allowHttp: false, auth: { type: 'token' } },
    ],
  });
}

describe('the settings store', () => {
  test('begins with nothing and keeps what is written, unreadable for others', async () => {
    const store = await open();
    expect(store.current()).toEqual(noSettings);
    expect(store.problems).toEqual([]);
    expect(await store.update(named('one'))).toMatchObject({ ok: true });
    const again = await open();
    expect(again.current().connections.map(({ name }) => name)).toEqual(['one']);
    expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  test('loses no change when several are made at once', async () => {
    const store = await open();
    const names = Array.from({ length: 20 }, (_, index) => `c${index}`);
    await Promise.all(names.map((name) => store.update(named(name))));
    const again = await open();
    expect(again.current().connections.map(({ name }) => name)).toEqual(names);
  });

  test('a file from before the log folder had a bound has the usual one', async () => {
    const preferences = { language: 'en', theme: 'dark', closeToTrayExplained: true };
    const older = { version: 1, connections: [], synchronisations: [], preferences };
    await writeFile(join(folder, 'settings.json'), JSON.stringify(older));
    const store = await open();
    expect(store.problems).toEqual([]);
    expect(store.current().preferences).toEqual({ ...preferences, logMegabytes: 450 });
  });

  test('refuses settings that it could not read back', async () => {
    const store = await open();
    const refused = await store.update(named('not a valid id'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'internal-error' } });
    expect(store.current()).toEqual(noSettings);
  });

  test.each([
    ['half-written', '{"version":1,"connections":[{"id":"a'],
    ['newer', '{"version":2,"connections":[],"synchronisations":[],"preferences":{}}'],
    ['foreign', '[]'],
    ['empty', ''],
    ['of zeros', '\0\0\0\0'],
  ])('a %s file is kept aside and reported, the backup takes its place', async (_, content) => {
    const store = await open();
    await store.update(named('one'));
    await store.update(named('two'));
    await writeFile(join(folder, 'settings.json'), content);

    const again = await open();
    expect(again.current().connections.map(({ name }) => name)).toEqual(['one']);
    const keptAs = 'settings.unreadable-20261123T142301000Z.json';
    expect(again.problems).toEqual([
      { code: 'state-unreadable', params: { file: 'settings.json', keptAs, instead: 'backup' } },
    ]);
    expect(await readFile(join(folder, keptAs), 'utf8')).toBe(content);

    const third = await open();
    expect(third.problems).toEqual([]);
    expect(third.current().connections.map(({ name }) => name)).toEqual(['one']);
  });

  test('without a good backup it begins anew, reports it, and keeps the unreadable file', async () => {
    await writeFile(join(folder, 'settings.json'), '{');
    const store = await open();
    expect(store.problems).toMatchObject([{ code: 'state-unreadable', params: { instead: 'nothing' } }]);
    expect(store.current()).toEqual(noSettings);
    expect((await readdir(folder)).filter((name) => name.includes('unreadable'))).toHaveLength(1);
  });

  test('a file that disappeared is made up for by its backup and reported', async () => {
    const store = await open();
    await store.update(named('one'));
    await store.update(named('two'));
    await rm(join(folder, 'settings.json'));
    const again = await open();
    expect(again.problems).toMatchObject([{ code: 'state-unreadable', params: { instead: 'backup' } }]);
    expect(again.current().connections.map(({ name }) => name)).toEqual(['one']);
  });

  test('older versions are brought up step by step', () => {
    const text = JSON.stringify({ version: 1, links: [] });
    const migrations = {
      1: () => ({ connections: [], synchronisations: [] }),
      2: (content: unknown) => ({ ...(content as object), preferences: noSettings.preferences }),
    };
    expect(parseSettings(text, migrations, 3)).toEqual(noSettings);
    expect(parseSettings(text, { 2: migrations[2] }, 3)).toBeUndefined();
  });
});
