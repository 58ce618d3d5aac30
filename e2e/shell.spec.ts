import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from './launchApp';
import { expect, keepScreen, test } from './launchApp';

/** Processes whose command line holds all these words. */
function processesWith(...words: readonly string[]): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      const commandLine = commandLineOf(pid);
      return words.every((word) => commandLine.includes(word));
    })
    .map(Number);
}

function commandLineOf(pid: string): string {
  return factOf(pid, 'cmdline').replaceAll('\0', ' ');
}

function factOf(pid: string, name: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
}

/** Servers of the demonstration that this application started. */
function serversOf(app: RunningApp): readonly number[] {
  return processesWith('sandbox.cjs', '--port 0').filter((pid) =>
    factOf(String(pid), 'status').includes(`\nPPid:\t${app.pid}\n`),
  );
}

function windowShown(app: RunningApp): Promise<boolean | undefined> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
}

test('opens the console, says which runtime runs, and ends cleanly when asked', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  await trayHost.registered();
  const page = await app.window();
  await expect(page).toHaveTitle('Passerelle');
  await expect(page.locator('#root')).not.toBeEmpty();
  await keepScreen(page, 'shell-first-start');
  const version = await app.electron.evaluate(() => process.versions.electron);
  await expect
    .poll(() => readFileSync(join(app.userData, 'state', 'logs', 'dhis2_sync.log'), 'utf8').split('\n')[0])
    .toMatch(
      new RegExp(
        `^\\[INFO\\].* \\[app\\] - Passerelle \\S+ démarre : Electron ${version} \\((supported|fallback)\\)`,
        'u',
      ),
    );
  expect(await app.close()).toBe('closed');
  expect(readFileSync(join(app.userData, 'state', 'logs', 'dhis2_sync.log'), 'utf8')).toContain(
    'code=app-stopped',
  );
});

test('19: a second launch brings the first window to the front and ends', async ({ launchApp, trayHost }) => {
  const first = await launchApp();
  await trayHost.registered();
  const page = await first.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  await first.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  await expect.poll(() => windowShown(first)).toBe(false);
  // The second one ends before Playwright has a window of it, or even a connection.
  await launchApp({ userData: first.userData }).then(
    () => undefined,
    () => undefined,
  );
  await expect.poll(() => windowShown(first)).toBe(true);
  expect(first.electron.windows()).toHaveLength(1);
});

test('a page that breaks down is opened again, and knows the state', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  const reopened = app.electron.waitForEvent('window', { timeout: 60_000 });
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const again = await reopened;
  await expect(again.locator('#root')).not.toBeEmpty();
  const snapshot = await again.evaluate(() => {
    const operator = Reflect.get(globalThis, 'operator') as Record<
      string,
      (input: object) => Promise<unknown>
    >;
    return operator['status.snapshot']?.({});
  });
  expect(snapshot).toMatchObject({ ok: true, value: { synchronisations: [] } });
  // What the program says comes through another process.
  await expect.poll(() => app.output()).toContain('code=page-gone');
});

test('what nobody caught in main is logged as critical and told in the window', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  await app.electron.evaluate(() => {
    setTimeout(() => {
      throw new Error('unforeseen-4711');
    });
    void Promise.reject(new Error('unforeseen-4712'));
  });
  await expect
    .poll(() => readFileSync(join(app.userData, 'state', 'logs', 'errors.log'), 'utf8'))
    .toMatch(/\[CRITICAL\][^\n]*unforeseen-471/u);
  await keepScreen(page, 'shell-uncaught');
  expect(await app.close()).toBe('closed');
});

test('the demonstration starts its servers, begins by itself and leaves nothing behind', async ({
  launchApp,
}) => {
  test.setTimeout(600_000);
  const app = await launchApp({ args: ['--demo', '--demo-scale=0.05'] });
  const page = await app.window();
  const snapshot = () =>
    page.evaluate(async () => {
      const operator = Reflect.get(globalThis, 'operator') as Record<
        string,
        (input: object) => Promise<unknown>
      >;
      const answer = await operator['status.snapshot']?.({});
      return JSON.stringify(answer);
    });
  await expect.poll(snapshot, { timeout: 120_000 }).toContain('Pays de démonstration');
  const mine = serversOf(app);
  expect(mine).toHaveLength(2);
  await keepScreen(page, 'demonstration-waiting');
  await expect
    .poll(snapshot, { timeout: 120_000 })
    .toMatch(/"state":"(detecting|syncing|proving)"|"lastRun"/u);
  await expect.poll(snapshot, { timeout: 180_000 }).toContain('"lastRun"');
  await keepScreen(page, 'demonstration-finished');
  expect(JSON.parse(await snapshot())).toMatchObject({
    value: { synchronisations: [{ lastRun: { outcome: 'changed', proof: { result: 'equal' } } }] },
  });
  expect(await app.close()).toBe('closed');
  await expect.poll(() => processesWith('sandbox.cjs').filter((pid) => mine.includes(pid))).toEqual([]);
});

test('a killed demonstration leaves no server running', async ({ launchApp }) => {
  const app = await launchApp({ args: ['--demo', '--demo-scale=0.05'] });
  await app.window();
  await expect.poll(() => serversOf(app), { timeout: 120_000 }).toHaveLength(2);
  const mine = serversOf(app);
  await app.kill();
  await expect.poll(() => processesWith('sandbox.cjs').filter((pid) => mine.includes(pid))).toEqual([]);
});
