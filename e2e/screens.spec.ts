import type { Page } from '@playwright/test';
import { accessibilityFindings, overflow, scrolledToRest, violations } from './consoleChecks';
import { expect, keepScreen, test } from './launchApp';
import { openPreview } from './screensPreview';
import type { Preview } from './screensPreview';

// The console itself on invented data: states that no server shows on demand, and far more rows than a
// demonstration has. Same policy, same runtime, same sandbox as the program.

let preview: Preview;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  preview = await openPreview();
  page = preview.page;
});

test.afterAll(() => preview.stop());

/** Way to each screen from the dashboard. */
const ways: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  dashboard: async (from) => {
    await from.getByTestId('menu-dashboard').click();
  },
  connections: async (from) => {
    await from.getByTestId('menu-connections').click();
    await expect(from.getByTestId('connection-row').first()).toBeVisible();
  },
  connection: async (from) => {
    await from.getByTestId('menu-connections').click();
    await from.getByTestId('connection-row').first().getByRole('button').click();
    await from.locator('[data-key="test"]').click();
    await expect(from.getByTestId('test-identity')).toHaveAttribute('data-state', 'passed');
  },
  synchronisations: async (from) => {
    await from.getByTestId('menu-synchronisations').click();
    await expect(from.getByTestId('setup-row').first()).toBeVisible();
  },
  synchronisation: async (from) => {
    await from.getByTestId('menu-synchronisations').click();
    await from.locator('[data-key="new"]').click();
    await from.locator('[data-key="save"]').click();
    await expect(from.getByRole('alert')).toBeVisible();
  },
  runs: async (from) => {
    await from.getByTestId('menu-runs').click();
    await expect(from.getByTestId('run-row').first()).toBeVisible();
  },
  run: async (from) => {
    await from.getByTestId('menu-runs').click();
    await from.getByTestId('run-row').filter({ hasText: 'VIH' }).getByRole('button').click();
    await from.getByTestId('quarantine-group').first().click();
    await expect(from.getByTestId('quarantined-record').first()).toBeVisible();
  },
  logs: async (from) => {
    await from.getByTestId('menu-logs').click();
    await expect(from.getByTestId('log-line').first()).toBeVisible();
  },
  settings: async (from) => {
    await from.getByTestId('menu-settings').click();
    await expect(from.getByTestId('about')).toBeVisible();
  },
};

for (const theme of ['light', 'dark'] as const) {
  for (const [screen, way] of Object.entries(ways)) {
    test(`${screen}, ${theme}: usable by all, nothing against the policy, fits`, async () => {
      await preview.show(`theme=${theme}`);
      await way(page);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await keepScreen(page, `screens-${screen}-${theme}`);
      await preview.show(`theme=${theme}`, { width: 1024, height: 640 });
      await way(page);
      expect(await overflow(page)).toBe(0);
      await keepScreen(page, `screens-${screen}-${theme}-1024`);
    });
  }
}

for (const [screen, way] of Object.entries(ways)) {
  test(`${screen}: holds with words a third longer`, async () => {
    await preview.show('words=longer', { width: 1024, height: 640 });
    await way(page);
    expect(await overflow(page)).toBe(0);
    await keepScreen(page, `screens-${screen}-longer`);
  });
}

for (const scene of ['empty', 'silent', 'loading']) {
  test(`dashboard when ${scene}: usable by all, nothing against the policy`, async () => {
    await preview.show(`scene=${scene}`);
    await expect(page.locator('h1')).toBeVisible();
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await keepScreen(page, `screens-dashboard-${scene}`);
  });
}

test('an engine that does not answer is said, and nothing is shown as verified', async () => {
  await preview.show('scene=silent');
  await expect(page.getByTestId('engine-silent')).toBeVisible();
  await expect(page.getByTestId('verified-equal')).toHaveCount(0);
});

test('of 500 synchronisations only those in view are drawn, and each can be reached', async () => {
  await preview.show('scene=crowded');
  const rows = page.getByTestId('synchronisation-row');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '501');
  await page.locator('[data-search]').fill('trimestrielle 500');
  await expect(rows).toHaveCount(1);
});

test('of 100,000 quarantined records only those in view are drawn, to the last one', async () => {
  await preview.show('scene=crowded');
  await page.getByTestId('menu-runs').click();
  await page.getByTestId('run-row').nth(2).getByRole('button').click();
  await page.getByTestId('quarantine-group').first().click();
  const records = page.getByTestId('quarantined-record');
  await expect(records.first()).toBeVisible();
  expect(await records.count()).toBeLessThan(100);
  // Rows that are drawn for the first time may make the page longer: its end is gone to until it is there.
  await expect(async () => {
    await page.locator('main').evaluate((element) => {
      element.scrollTo(0, element.scrollHeight);
    });
    await expect(records.last()).toContainText('99999', { timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  expect(await records.count()).toBeLessThan(100);
});

test('the tail pauses when the reader scrolls up, counts what comes, and End takes it up again', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('menu-logs').click();
  await expect(page.getByTestId('log-line').first()).toBeVisible();
  const follow = page.getByTestId('log-follow');
  await expect(follow).toHaveAttribute('data-state', 'following');
  const list = page.getByTestId('log-list');
  await list.hover();
  await page.mouse.wheel(0, -500);
  await expect(follow).toHaveAttribute('data-state', 'paused');
  const resume = page.getByTestId('log-resume');
  await expect(resume).toContainText(/\d/u);
  await scrolledToRest(list);
  const first = (): Promise<string | null> => page.getByTestId('log-line').first().getAttribute('data-row');
  const before = await first();
  const counted = await resume.innerText();
  await expect(resume).not.toHaveText(counted);
  expect(await first()).toBe(before);
  await page.keyboard.press('End');
  await expect(follow).toHaveAttribute('data-state', 'following');
  await expect(resume).toHaveCount(0);
  await expect.poll(async () => Number(await first())).toBeGreaterThan(Number(before));
});

test('the keyboard reaches every screen and the list of keys', async () => {
  await preview.show('scene=normal');
  for (const [index, section] of ['dashboard', 'synchronisations', 'connections', 'runs', 'logs'].entries()) {
    await page.keyboard.press(`Control+${index + 1}`);
    await expect(page.getByTestId(`menu-${section}`)).toHaveAttribute('aria-current', 'page');
  }
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByTestId('menu-runs')).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('what is typed is not lost by leaving: the console asks first', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('menu-connections').click();
  await page.locator('[data-key="new"]').click();
  await page.getByRole('textbox').first().fill('Essai');
  await page.getByTestId('menu-logs').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('button', { name: 'Rester' }).click();
  await expect(page.getByRole('textbox').first()).toHaveValue('Essai');
});

test('a question is answered from the dashboard: deletions by name, the first write by numbers', async () => {
  await preview.show('scene=normal');
  const answer = page.getByRole('button', { name: 'Voir et répondre' });
  await expect(answer).toHaveCount(2);
  await answer.last().click();
  await expect(page.getByText('Poste de santé n° 1', { exact: false }).first()).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Non, les garder' }).click();
  await expect(answer).toHaveCount(1);
});

test('the actions of a row are usable by all', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('row-actions').first().click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
});

test('a screen that fails says so and leaves the others usable', async () => {
  await preview.show('scene=broken');
  await page.getByTestId('menu-runs').click();
  await expect(page.locator('h1')).toHaveText('Cet écran n’a pas pu s’afficher');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.getByTestId('menu-connections').click();
  await expect(page.getByTestId('connection-row').first()).toBeVisible();
});
