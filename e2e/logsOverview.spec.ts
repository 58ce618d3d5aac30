import type { ElectronApplication, Page } from '@playwright/test';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityFindings, overflow, placeAtRest } from './consoleChecks';
import { expect, keepScreen, test } from './launchApp';

// The strip beside the lines: where in all of them errors, warnings and matches stand.

const count = 2_000;
const errorAt = 1_202;
const criticalAt = 1_600;
const needleAt = 400;

/** Lines in our own form: a needle, one error, one critical, and warnings at the beginning. */
function writtenLines(): string {
  const began = new Date(2026, 10, 23, 12, 0, 0).getTime();
  let text = '';
  for (let number = 0; number < count; number += 1) {
    const at = new Date(began + number * 1_000);
    const level =
      number === errorAt ? 'ERROR' : number === criticalAt ? 'CRITICAL' : number < 5 ? 'WARNING' : 'INFO';
    const what = number === needleAt ? 'Aiguille' : 'Ligne';
    text += `[${level}] 2026-11-23 ${at.toTimeString().slice(0, 8)} [orchestrator] - ${what} ${number} | seq=${9_000_000 + number} t=${at.toISOString()} code=stage\n`;
  }
  return text;
}

/** Shows the file of the runs alone, which this test writes. */
async function openWritten(page: Page): Promise<void> {
  await page.getByTestId('menu-logs').click();
  await page.getByRole('checkbox', { name: 'Exécutions' }).check();
  await page.getByRole('checkbox', { name: 'Toute l’application' }).uncheck();
  await expect(page.locator(`[data-row="${count - 1}"]`)).toBeVisible();
  // What stands above the lines comes a moment later.
  await expect(page.getByTestId('histogram')).toBeVisible();
  await expect(page.getByTestId('level-ERROR')).toContainText(/\d/u);
}

async function resize(electron: ElectronApplication, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setMinimumSize(300, 300);
      window?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
}

/** Clicks at the place of a row. */
async function clickAt(page: Page, row: number, x: number): Promise<void> {
  const box = await placeAtRest(page.getByTestId('log-overview'));
  await page.mouse.click(box.x + x, box.y + Math.min(box.height - 2, (row / count) * box.height + 1));
}

const isChosen = (page: Page, row: number) =>
  expect(page.locator(`[data-row="${row}"][aria-selected="true"]`)).toBeVisible();

test('the overview tells where errors and matches stand, and a click leads there', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  const file = join(app.userData, 'state', 'logs', 'sync_jobs.log');
  await expect(page.locator('h1')).toBeVisible();
  appendFileSync(file, writtenLines());
  await openWritten(page);
  const strip = page.getByTestId('log-overview');
  await expect(strip).toHaveAttribute('data-state', 'drawn');
  await expect(strip).toHaveAttribute(
    'aria-label',
    /1 critique, 1 erreur et 5 avertissements\. Première erreur à la ligne 1\s203\.$/u,
  );
  // Each level has a form of its own, and nothing was looked for yet.
  for (const kind of ['warning', 'error', 'critical']) {
    await expect(strip.locator(`[data-kind="${kind}"]`)).toHaveCount(1);
  }
  await expect(strip.locator('[data-kind="match"]')).toHaveCount(0);

  await clickAt(page, errorAt, 4);
  await isChosen(page, errorAt);
  await expect(page.getByTestId('log-follow')).toHaveAttribute('data-state', 'paused');
  await expect(page.getByTestId('log-list')).toBeFocused();
  await clickAt(page, criticalAt, 4);
  await isChosen(page, criticalAt);
  await page.mouse.move(0, 0);
  await clickAt(page, 0, 4);
  await isChosen(page, 0);
  await expect(strip).toHaveAttribute('title', /5 avertissements\. Cliquer pour aller à la ligne 1\.$/u);
  // The keyboard has keys of its own for this: the strip is no stop on its way.
  expect(await strip.evaluate((element) => element.tabIndex)).toBe(-1);

  // Matches are marked among all lines; where only they are lines, marks would say nothing.
  await page.getByTestId('log-search').fill('Aiguille');
  await expect(page.getByTestId('log-line')).toHaveCount(1);
  await expect(strip).toHaveAttribute('aria-label', /ni erreur ni avertissement\.$/u);
  await page.getByTestId('log-matches').getByText('Toutes').click();
  await expect(strip.locator('[data-kind="match"]')).toHaveCount(1);
  await expect(strip).toHaveAttribute('aria-label', /1 résultat\..* Premier résultat à la ligne 401\.$/u);
  await clickAt(page, needleAt, 16);
  await isChosen(page, needleAt);

  // What is written meanwhile is counted too.
  appendFileSync(file, writtenLines().replaceAll('[INFO]', '[ERROR]').replaceAll('seq=9', 'seq=8'));
  await expect(strip).toHaveAttribute('aria-label', /1\s995 erreurs|1\s99\d erreurs/u);
});

test('the overview in both languages and themes, in a window of 1366 × 768 and of 683 × 384', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  const file = join(app.userData, 'state', 'logs', 'sync_jobs.log');
  await expect(page.locator('h1')).toBeVisible();
  appendFileSync(file, writtenLines());
  await resize(app.electron, 1366, 768);
  await openWritten(page);
  await page.getByTestId('log-search').fill('Ligne 7');
  await page.getByTestId('log-matches').getByText('Toutes').click();
  const strip = page.getByTestId('log-overview');
  const languages = { fr: /^Vue d’ensemble des lignes.*erreur/u, en: /^Overview of the lines: .*error/u };
  for (const [language, label] of Object.entries(languages)) {
    for (const theme of ['light', 'dark'] as const) {
      await page.getByTestId('menu-settings').click();
      await page.locator(`input[type="radio"][value="${theme}"]`).check();
      await page.getByTestId('menu-logs').click();
      for (const [width, height] of [
        [1366, 768],
        [683, 384],
      ] as const) {
        await resize(app.electron, width, height);
        // Without a window manager a window may come out a pixel smaller than asked for.
        await expect
          .poll(() => page.evaluate((asked) => Math.abs(window.innerWidth - asked), width))
          .toBeLessThanOrEqual(1);
        await expect(strip).toHaveAttribute('aria-label', label);
        await expect(strip.locator('[data-kind="match"]')).toHaveCount(1);
        await keepScreen(page, `logs-overview-${language}-${theme}-${width}`);
        expect(await accessibilityFindings(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      }
      await resize(app.electron, 1366, 768);
    }
    await page.getByTestId('switch-language').click();
  }
});
