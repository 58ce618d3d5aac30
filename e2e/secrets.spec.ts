import type { Page } from '@playwright/test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startKeyring } from './keyring';
import { expect, keepScreen, test } from './launchApp';

/** A secret found nowhere else. */
const canary = 'Canary-7421-Sable';

interface Kept {
  readonly id: string;
  readonly secretKept: string;
  readonly hasSecret: boolean;
}
type Operator = Record<string, (input: unknown) => Promise<{ ok: boolean; value: unknown }>>;

async function ask(page: Page, command: string, input: object): Promise<unknown> {
  const answer = await page.evaluate(
    ([name, given]) => {
      const operator = Reflect.get(globalThis, 'operator') as Operator;
      return operator[name]?.(given);
    },
    [command, input] as const,
  );
  expect(answer).toMatchObject({ ok: true });
  return answer?.value;
}

async function saveConnection(page: Page): Promise<Kept> {
  const saved = await ask(page, 'connections.save', {
    name: 'Ministère',
    url: 'http://127.0.0.1:9',
    allowHttp: true,
    auth: { type: 'basic', username: 'admin' },
    secret: canary,
  });
  return saved as Kept;
}

/** Every file of a folder that holds these words. */
function filesWith(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path).includes(words);
  });
}

/** Looks at every file once Chromium's last processes, too, have written and removed theirs. */
async function noFileWith(folder: string, words: string): Promise<void> {
  await expect(() => {
    expect(filesWith(folder, words)).toEqual([]);
  }).toPass({ timeout: 60_000 });
}

test('an unlocked keyring keeps a secret over restarts, and no file or screen has it in clear', async ({
  bus,
  folder,
  launchApp,
}) => {
  const keyring = await startKeyring(bus, folder);
  const first = await launchApp({ env: keyring.env });
  const page = await first.window();
  expect(await ask(page, 'app.info', {})).toMatchObject({
    secretStore: 'os-store',
    secretBackend: 'gnome_libsecret',
  });
  expect(await saveConnection(page)).toMatchObject({ secretKept: 'os-store', hasSecret: true });
  // Once more through the whole engine: a test of the connection uses the secret, and fails at the dead port.
  const [kept] = (await ask(page, 'connections.list', {})) as Kept[];
  expect(JSON.stringify(kept)).not.toContain(canary);
  expect(await first.close()).toBe('closed');

  const second = await launchApp({ env: keyring.env });
  const again = await second.window();
  expect(await ask(again, 'connections.list', {})).toMatchObject([
    { secretKept: 'os-store', hasSecret: true },
  ]);
  expect(await second.close()).toBe('closed');
  await noFileWith(first.userData, canary);
  const secrets = join(first.userData, 'state', 'secrets.json');
  expect(statSync(secrets).mode & 0o777).toBe(0o600);
  expect(first.output() + second.output()).not.toContain(canary);

  // The keyring is gone: the connection is explained as lost for now, its value stays in the file.
  await keyring.stop();
  const before = readFileSync(secrets, 'utf8');
  const third = await launchApp();
  const without = await third.window();
  expect(await ask(without, 'connections.list', {})).toMatchObject([
    { secretKept: 'none', hasSecret: false },
  ]);
  expect(await ask(without, 'app.info', {})).toMatchObject({
    secretStore: 'this-session',
    stateProblems: [{ code: 'secret-store-unavailable', params: { was: 'gnome_libsecret' } }],
  });
  await keepScreen(without, 'secrets-keyring-gone');
  expect(readFileSync(secrets, 'utf8')).toBe(before);
});

for (const [what, args] of [
  ['without a keyring', []],
  ['with the basic store, whose key is the same everywhere,', ['--password-store=basic']],
] as const) {
  test(`${what} a secret is kept for this session only, and the screen says so`, async ({ launchApp }) => {
    const first = await launchApp({ args });
    const page = await first.window();
    expect(await ask(page, 'app.info', {})).toMatchObject({
      secretStore: 'this-session',
      secretBackend: 'basic_text',
    });
    await expect(page.getByTestId('secrets-this-session')).toBeVisible();
    await keepScreen(page, 'secrets-this-session');
    expect(await saveConnection(page)).toMatchObject({ secretKept: 'this-session', hasSecret: true });
    expect(await first.close()).toBe('closed');
    await noFileWith(first.userData, canary);

    const second = await launchApp({ args });
    expect(await ask(await second.window(), 'connections.list', {})).toMatchObject([
      { secretKept: 'none', hasSecret: false },
    ]);
  });
}
