import type { Page } from '@playwright/test';
import type { MenuItem } from './dbus/menu';
import type { TrayHost } from './dbus/trayHost';
import type { RunningApp } from './launchApp';
import { expect, keepScreen, test } from './launchApp';

// The real tray icon and its real menu, over D-Bus as a desktop's panel uses them.

type Operator = Record<string, (input: unknown) => Promise<{ ok: boolean; value: never }>>;

/** Asks main through the page's own bridge. */
async function ask<T>(page: Page, command: string, input: object = {}): Promise<T> {
  const answer = await page.evaluate(
    ([name, given]) => {
      const operator = Reflect.get(globalThis, 'operator') as Operator;
      return operator[name]?.(given);
    },
    [command, input] as const,
  );
  // The contract's envelope; the spec knows what it asked for.
  const envelope = answer as { ok: true; value: T } | { ok: false; error: unknown };
  if (!envelope.ok) throw new Error(`${command}: ${JSON.stringify(envelope.error)}`);
  return envelope.value;
}

/** Saves two connections to ports where nobody answers, and an automatic synchronisation between them. */
async function saveSynchronisation(page: Page, name: string): Promise<string> {
  const connect = async (place: string, port: number) => {
    const { id } = await ask<{ id: string }>(page, 'connections.save', {
      name: place,
      url: `http://127.0.0.1:${port}`,
      allowHttp: true,
      auth: { type: 'token' },
      secret: 'd2p_token',
    });
    return id;
  };
  const { id } = await ask<{ id: string }>(page, 'synchronisations.save', {
    name,
    sourceId: await connect('source', 9),
    destinationId: await connect('destination', 10),
    domains: ['metadata'],
    mode: 'automatic',
    checkIntervalSeconds: 3600,
    clone: 'not-a-clone',
  });
  return id;
}

async function stateOf(page: Page): Promise<string | undefined> {
  const { synchronisations } = await ask<{ synchronisations: { state: string }[] }>(page, 'status.snapshot');
  return synchronisations[0]?.state;
}

async function labels(trayHost: TrayHost): Promise<readonly string[]> {
  const flat = (items: readonly MenuItem[]): readonly MenuItem[] =>
    items.flatMap((item) => [item, ...flat(item.children)]);
  return flat(await trayHost.menu()).map((item) => item.label);
}

function windowShown(app: RunningApp): Promise<boolean | undefined> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
}

test('pauses and resumes from the tray menu, which tells what is going on', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  await trayHost.registered();
  const page = await app.window();
  const tooltip = async (): Promise<string> => (await trayHost.item()).tooltip;
  await expect.poll(tooltip).toBe('Passerelle : aucune synchronisation');
  await saveSynchronisation(page, 'Stocks & R_D');
  await expect.poll(() => labels(trayHost)).toContain('Stocks & R_D (pas encore vérifié)');
  const before = await trayHost.item();
  await trayHost.click('Mettre en pause');
  await expect.poll(() => stateOf(page)).toBe('paused');
  await expect.poll(tooltip).toBe('Passerelle : 1 en pause');
  await expect.poll(() => labels(trayHost)).toContain('Stocks & R_D (en pause)');
  // The icon comes on a way of its own, and the panel gets the one for double density first.
  await expect.poll(async () => (await trayHost.item()).icon.pixels.equals(before.icon.pixels)).toBe(false);
  expect([22, 44]).toContain((await trayHost.item()).icon.width);
  await expect(trayHost.click('Mettre en pause')).rejects.toThrow('disabled');
  await trayHost.click('Reprendre');
  await expect.poll(() => stateOf(page)).not.toBe('paused');
  await keepScreen(page, 'tray-resumed');
});

test('a dead destination is shown as failed in the tray, never as verified', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await trayHost.registered();
  await saveSynchronisation(page, 'Stocks');
  // The menu is drawn anew at most once a second.
  await expect.poll(() => labels(trayHost)).toContain('Stocks (pas encore vérifié)');
  await trayHost.click('Exécuter maintenant');
  // The client tries a dead server several times before it gives up.
  await expect
    .poll(async () => (await trayHost.item()).tooltip, { timeout: 180_000 })
    .toMatch(/attend le serveur|échouée/u);
  expect((await labels(trayHost)).join()).not.toContain('vérifié égal');
});

test('a diagnostic bundle is one click away, also while the window is hidden', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  await trayHost.registered();
  const page = await app.window();
  await expect(page.locator('h1')).toBeVisible();
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  await trayHost.click(/^Exporter un dossier de diagnostic/u);
  await expect(page.getByTestId('bundle-entry').first()).toBeVisible();
  expect(await windowShown(app)).toBe(true);
});

test('the menu speaks the language chosen in the window, at once', async ({ launchApp, trayHost }) => {
  const app = await launchApp();
  const page = await app.window();
  await trayHost.registered();
  await expect.poll(() => labels(trayHost)).toContain('Ouvrir la console');
  await ask(page, 'app.setPreferences', { language: 'en' });
  await expect.poll(() => labels(trayHost)).toContain('Open the console');
  await expect.poll(async () => (await trayHost.item()).tooltip).toBe('Passerelle: no synchronisation');
});

test('closing the window is explained once, then hides it; the tray brings it back and quits', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await trayHost.registered();
  const close = () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.evaluate(() => {
    const operator = Reflect.get(globalThis, 'operator') as {
      on: (event: string, listener: (payload: unknown) => void) => void;
    };
    const heard: unknown[] = [];
    operator.on('closeToTray', (payload) => heard.push(payload));
    Object.assign(globalThis, { closeEvents: heard });
  });
  await close();
  const heard = () => page.evaluate(() => Reflect.get(globalThis, 'closeEvents') as unknown);
  await expect.poll(heard).toEqual([{ tray: 'present' }]);
  expect(await windowShown(app)).toBe(true);
  await keepScreen(page, 'tray-close-explained');
  await ask(page, 'app.setPreferences', { closeToTrayExplained: true });
  await expect.poll(() => windowShown(app)).toBe(false);
  await trayHost.click('Ouvrir la console');
  await expect.poll(() => windowShown(app)).toBe(true);
  await close();
  await expect.poll(() => windowShown(app)).toBe(false);
  expect(await heard()).toHaveLength(1);
  const ended = app.electron.waitForEvent('close', { timeout: 60_000 });
  await trayHost.click(/^Quitter/u);
  await ended;
});

test('without a panel the window is not hidden: closing it says so, and then quits', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await ask(page, 'app.info')).toMatchObject({ tray: 'absent' });
  const close = () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  await close();
  expect(await windowShown(app)).toBe(true);
  await ask(page, 'app.setPreferences', { closeToTrayExplained: true });
  expect(await windowShown(app)).toBe(true);
  const ended = app.electron.waitForEvent('close', { timeout: 60_000 });
  await close();
  await ended;
});
