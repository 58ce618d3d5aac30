import type { Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { accessibilityFindings, violations, watchViolations } from './consoleChecks';
import { expect, keepScreen, test } from './launchApp';

// The real program against real servers: what the operator does, from the window.

interface Server {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly stop: () => void;
}

/** Starts a sandbox server as a process of its own. */
async function startServer(version: string): Promise<Server> {
  const program = join(resolve(import.meta.dirname, '..'), 'out', 'main', 'sandbox.cjs');
  const child = spawn(process.execPath, [program, '--port', '0', '--version', version, '--data', 'empty'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    // Boundary: the line that docs/SANDBOX promises.
    const ready = JSON.parse(line) as {
      readonly url: string;
      readonly accounts: readonly { readonly username: string; readonly password: string }[];
    };
    const account = ready.accounts[0];
    if (account === undefined) throw new Error('the sandbox has no account');
    return { url: ready.url, ...account, stop: () => child.kill('SIGTERM') };
  }
  throw new Error('the sandbox ended before it was ready');
}

/** Fills the connection form; the address may be http. */
async function fillConnection(
  page: Page,
  values: {
    readonly name: string;
    readonly url: string;
    readonly username: string;
    readonly password: string;
  },
): Promise<void> {
  await page.getByTestId('menu-connections').click();
  await page.locator('[data-key="new"]').click();
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill(values.name);
  await page.getByLabel('URL de l’instance').fill(values.url);
  await page.getByRole('checkbox').check();
  await page.getByRole('textbox', { name: 'Nom d’utilisateur' }).fill(values.username);
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(values.password);
}

/** Saves the form and waits for the list. */
async function saveConnection(page: Page, name: string): Promise<void> {
  await page.locator('[data-key="save"]').click();
  await expect(page.getByTestId('connection-row').filter({ hasText: name })).toBeVisible();
}

/** Notes from now on whether a row shows its progress: a small run may be over before anybody looks. */
async function watchProgress(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => {
    const shown = '[data-testid="synchronisation-row"] [role="progressbar"]';
    const look = (): void => {
      if (document.querySelector(shown)?.checkVisibility() === true)
        Object.assign(globalThis, { progressSeen: true });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'progressSeen') === true);
}

test('the demonstration runs to "verified equal", in two languages and both themes, usable by all', async ({
  launchApp,
  trayHost,
}) => {
  test.setTimeout(900_000);
  const app = await launchApp({ args: ['--demo', '--demo-scale=0.05'] });
  await trayHost.registered();
  const page = await app.window();
  await watchViolations(page);
  const progressSeen = await watchProgress(page);
  await expect(page.getByText('Démonstration', { exact: true })).toBeVisible();
  await expect(page.getByTestId('secrets-this-session')).toBeVisible();
  const row = page.getByTestId('synchronisation-row');
  await expect(row).toHaveCount(1, { timeout: 120_000 });
  await expect.poll(progressSeen, { timeout: 120_000 }).toBe(true);
  await keepScreen(page, 'console-demonstration-running');
  await expect(row.getByTestId('verified-equal')).toBeVisible({ timeout: 300_000 });
  await expect(row).toContainText('Métadonnées, Données agrégées');
  await keepScreen(page, 'console-demonstration-verified');

  await page.getByTestId('switch-language').click();
  await expect(row.getByTestId('verified-equal')).toHaveText('Verified equal');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  await page.getByTestId('menu-runs').click();
  await page.getByTestId('run-row').first().getByRole('button').click();
  await expect(page.getByTestId('outcome-sentence')).toContainText(
    'the destination received what had changed',
  );
  await expect(page.getByText('Verified equal')).toBeVisible();
  await keepScreen(page, 'console-demonstration-run');

  await page.getByTestId('menu-settings').click();
  for (const theme of ['Dark', 'Light']) {
    await page.getByRole('radio', { name: theme }).check();
    for (const section of ['dashboard', 'synchronisations', 'connections', 'runs', 'logs', 'settings']) {
      await page.getByTestId(`menu-${section}`).click();
      await expect(page.locator('h1')).toBeVisible();
      expect(await accessibilityFindings(page)).toEqual([]);
      await keepScreen(page, `console-${section}-${theme.toLowerCase()}`);
    }
  }
  expect(await violations(page)).toEqual([]);
});

test('a wrong password is told in words, and the tail of the logs moves', async ({ launchApp }) => {
  const server = await startServer('2.41');
  try {
    const app = await launchApp();
    const page = await app.window();
    await expect(page.getByText('Aucune synchronisation pour l’instant')).toBeVisible();
    await fillConnection(page, { ...server, name: 'Source', password: 'not-this-one' });
    await page.locator('[data-key="test"]').click();
    const account = page.getByTestId('test-account');
    await expect(page.getByText('Cette connexion ne fonctionne pas encore.')).toBeVisible();
    await expect(page.getByText('Le serveur refuse l’identifiant ou le secret').first()).toBeVisible();
    await expect(account).not.toHaveAttribute('data-state', 'passed');
    await keepScreen(page, 'console-wrong-password');

    await page.getByRole('textbox', { name: 'Mot de passe' }).fill(server.password);
    await page.locator('[data-key="test"]').click();
    await expect(page.getByTestId('test-identity')).toHaveAttribute('data-state', 'passed');
    await expect(page.getByTestId('test-version')).toContainText('DHIS2 2.41');
    await keepScreen(page, 'console-connection-tested');

    await page.getByTestId('menu-logs').click();
    await page.getByRole('button', { name: 'Quitter sans enregistrer' }).click();
    const list = page.getByTestId('log-list');
    await expect(page.getByTestId('log-line').first()).toBeVisible();
    await expect(list).not.toContainText('not-this-one');
    const before = await list.innerText();
    await page.keyboard.press('Control+3');
    await fillConnection(page, { ...server, name: 'Source' });
    await saveConnection(page, 'Source');
    await page.keyboard.press('Control+5');
    await expect(page.getByTestId('log-line').last()).toBeVisible();
    await expect.poll(async () => (await list.innerText()) !== before).toBe(true);
    await expect(list).not.toContainText(server.password);
  } finally {
    server.stop();
  }
});

test('a dead destination is never green', async ({ launchApp }) => {
  const server = await startServer('2.41');
  try {
    const app = await launchApp();
    const page = await app.window();
    await expect(page.getByText('Aucune synchronisation pour l’instant')).toBeVisible();
    await fillConnection(page, { ...server, name: 'Vivante' });
    await saveConnection(page, 'Vivante');
    // Port 1 of this machine: nobody listens there.
    await fillConnection(page, { ...server, name: 'Morte', url: 'http://127.0.0.1:1' });
    await saveConnection(page, 'Morte');

    await page.getByTestId('menu-synchronisations').click();
    await page.locator('[data-key="new"]').click();
    await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Vers la morte');
    await page.getByLabel('Source (lue)').first().click();
    await page.getByRole('option', { name: 'Vivante' }).click();
    await page.getByLabel('Destination (écrite)').first().click();
    await page.getByRole('option', { name: 'Morte' }).click();
    await page.locator('[data-key="save"]').click();

    const row = page.getByTestId('synchronisation-row');
    await expect(row).toContainText('Pas commencé');
    await row.getByTestId('row-actions').click();
    await page.getByRole('menuitem', { name: 'Exécuter maintenant' }).click();
    await expect(row).toContainText('Le serveur refuse la connexion réseau', { timeout: 180_000 });
    await expect(row).toContainText('Impossible de vérifier');
    await expect(row.getByTestId('verified-equal')).toHaveCount(0);
    await expect(page.getByRole('alert').first()).toContainText('Le serveur refuse la connexion réseau');
    await keepScreen(page, 'console-dead-destination');
  } finally {
    server.stop();
  }
});

test('closing the window is explained once, and not again', async ({ launchApp, trayHost }) => {
  const app = await launchApp();
  await trayHost.registered();
  const page = await app.window();
  await expect(page.locator('h1')).toBeVisible();
  const close = (): Promise<void> =>
    app.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.close();
    });
  const shown = (): Promise<boolean | undefined> =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await close();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Passerelle continue sans la fenêtre');
  expect(await shown()).toBe(true);
  expect(await accessibilityFindings(page)).toEqual([]);
  await keepScreen(page, 'console-close-explained');
  await page.getByTestId('close-explained').click();
  await expect.poll(shown).toBe(false);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.show();
  });
  await expect.poll(shown).toBe(true);
  await close();
  await expect.poll(shown).toBe(false);
  await expect(dialog).toBeHidden();
});
