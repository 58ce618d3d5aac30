import type { ElectronApplication, Page } from '@playwright/test';
import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBigLog } from './bigLog';
import {
  accessibilityFindings,
  overflow,
  scrolledToRest,
  violations,
  watchViolations,
} from './consoleChecks';
import { expect, keepScreen, test } from './launchApp';

// The log screen in the real program: the files on disk, the reader in its own process, the desktop's dialogs answered.

/** Answers the desktop's dialogs: nobody is there to click them. */
async function answerDialogs(
  electron: ElectronApplication,
  answers: { readonly open?: string; readonly save?: string },
): Promise<void> {
  await electron.evaluate(({ dialog }, { open, save }) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: open === undefined, filePaths: open === undefined ? [] : [open] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: save === undefined, filePath: save ?? '' });
  }, answers);
}

/** Opens a file from elsewhere by the panel of files and shows it alone. */
async function viewFile(electron: ElectronApplication, page: Page, path: string): Promise<void> {
  await answerDialogs(electron, { open: path });
  await page.getByTestId('log-files').click();
  await page.getByTestId('log-open-files').click();
  await expect(
    page
      .getByTestId('log-file-row')
      .filter({ hasText: path.split('/').at(-1) ?? path })
      .first(),
  ).toBeVisible();
  await page.getByTestId('log-view-chosen').click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** One line in our own form, `number` seconds after noon. */
function ownLine(number: number, level = 'INFO'): string {
  const at = new Date(2026, 10, 23, 12, 0, number);
  const local = `2026-11-23 ${at.toTimeString().slice(0, 8)}`;
  return `[${level}] ${local} [orchestrator] - Ligne vivante ${number} | seq=${9_000_000 + number} t=${at.toISOString()} code=stage\n`;
}

const lines = (page: Page) => page.getByTestId('log-line');

test('a file of 1 GB is scrolled, searched and narrowed, with few rows in the page and little memory', async ({
  launchApp,
  folder,
}) => {
  test.setTimeout(900_000);
  const path = join(folder, 'grand.log');
  const big = writeBigLog(path, 1_000_000_000);
  const app = await launchApp();
  const page = await app.window();
  await watchViolations(page);
  await page.getByTestId('menu-logs').click();
  await expect(lines(page).first()).toBeVisible();
  await viewFile(app.electron, page, path);

  const records = big.records.toLocaleString('fr-FR').replaceAll(/\s/gu, '');
  const status = page.getByTestId('log-status');
  const shownRecords = async (): Promise<string> =>
    (await status.innerText()).replaceAll(/[\s\u202f\u00a0]/gu, '');
  await expect.poll(shownRecords, { timeout: 300_000 }).toContain(`${records}lignes`);
  await keepScreen(page, 'logs-1gb-end');
  // It was opened at its end.
  await expect(page.locator(`[data-row="${big.records - 1}"]`)).toBeVisible();
  expect(await lines(page).count()).toBeLessThanOrEqual(80);

  await page.getByTestId('log-list').focus();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-row="0"]')).toBeVisible();
  await expect(page.getByTestId('log-follow')).toHaveAttribute('data-state', 'paused');
  await keepScreen(page, 'logs-1gb-beginning');

  await page.keyboard.press('/');
  await page.getByTestId('log-search').fill('AIGUILLE TROUVEE');
  const matches = page.getByTestId('log-matches');
  await expect(matches).toContainText(`${big.needles}`, { timeout: 300_000 });
  await expect(matches.getByTestId('log-search-cancel')).toHaveCount(0, { timeout: 300_000 });
  await expect(lines(page).first()).toContainText('AIGUILLE trouvée');
  // What a search finds is not new.
  await expect(page.getByTestId('log-resume')).toHaveText('Reprendre le suivi (Fin)');
  await keepScreen(page, 'logs-1gb-search');
  expect(await lines(page).count()).toBeLessThanOrEqual(80);

  // An invalid expression is told beside the field; what was found stays.
  await page.getByTestId('log-search').fill('/aiguille(/');
  await expect(page.getByRole('alert').or(page.locator('[aria-invalid="true"]')).first()).toBeVisible();
  await expect(lines(page).first()).toContainText('AIGUILLE trouvée');
  await keepScreen(page, 'logs-1gb-invalid');

  const memory = await page.evaluate(
    // Boundary: a measure that only Chromium has.
    () =>
      (performance as unknown as { readonly memory: { readonly usedJSHeapSize: number } }).memory
        .usedJSHeapSize,
  );
  expect(memory).toBeLessThan(150_000_000);
  const main = await app.electron.evaluate(() => process.memoryUsage().rss);
  expect(main).toBeLessThan(400_000_000);
  expect(await violations(page)).toEqual([]);
});

test('lines that are written meanwhile appear; scrolling up pauses and counts, End resumes', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await page.getByTestId('menu-logs').click();
  await expect(lines(page).first()).toBeVisible();
  const file = join(app.userData, 'state', 'logs', 'sync_jobs.log');
  await page.getByRole('checkbox', { name: 'Exécutions' }).check();
  await page.getByRole('checkbox', { name: 'Toute l’application' }).uncheck();
  let written = 0;
  const write = (count: number): void => {
    let text = '';
    for (let more = 0; more < count; more += 1) text += ownLine((written += 1));
    appendFileSync(file, text);
  };
  write(500);
  await expect(page.getByText('Ligne vivante 500', { exact: false })).toBeVisible();
  await expect(page.getByTestId('log-follow')).toHaveAttribute('data-state', 'following');
  const list = page.getByTestId('log-list');
  await list.hover();
  const end = await list.evaluate((element) => element.scrollTop);
  await page.mouse.wheel(0, -400);
  await expect(page.getByTestId('log-follow')).toHaveAttribute('data-state', 'paused');
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBeLessThan(end);
  await scrolledToRest(list);
  const first = await lines(page).first().getAttribute('data-row');
  write(128);
  await expect(page.getByTestId('log-resume')).toContainText('128 nouvelles lignes');
  await expect(lines(page).first()).toHaveAttribute('data-row', first ?? '');
  await keepScreen(page, 'logs-paused');
  await page.keyboard.press('End');
  await expect(page.getByText('Ligne vivante 628', { exact: false })).toBeVisible();
  await expect(page.getByTestId('log-resume')).toHaveCount(0);

  // The line under the pointer, and a link to it, go to the clipboard.
  await page.getByText('Ligne vivante 628', { exact: false }).click();
  await page.keyboard.press('c');
  const clipboard = () => app.electron.evaluate(({ clipboard: own }) => own.readText());
  await expect.poll(clipboard).toContain('[orchestrator] - Ligne vivante 628 | seq=9000628');
  await page.keyboard.press('l');
  await expect.poll(clipboard).toMatch(/^\S*sync_jobs\.log\S*9000628\S*$/u);
  await page.keyboard.press('Escape');
  await page.keyboard.press('End');

  // A message beside the search takes height from the list and gives it back: nobody scrolled.
  await page.getByTestId('log-search').fill('/vivante(/');
  await expect(page.getByTestId('log-search')).toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('log-search').fill('');
  await expect(page.getByTestId('log-matches')).toHaveCount(0);

  // A live filter: what comes and matches is shown, the rest is not.
  await page.getByTestId('log-search').fill('"vivante 7"');
  // 7, and 70 to 79.
  await expect(lines(page)).toHaveCount(11);
  write(100);
  await expect(page.getByText('Ligne vivante 728', { exact: false })).toBeVisible();
  await expect(lines(page).filter({ hasNotText: 'vivante 7' })).toHaveCount(0);

  // The keys of the screen work beside a search, whose closed list of choices is still in the page.
  const chosen = lines(page).and(page.locator('[aria-selected="true"]'));
  await page.getByTestId('log-list').focus();
  await page.keyboard.press('n');
  await expect(chosen).toContainText('Ligne vivante 728');
  await page.keyboard.press('Shift+N');
  await expect(chosen).toContainText('Ligne vivante 727');
  await page.keyboard.press('t');
  await expect(page.getByTestId('go-to-time')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  // All lines are no result of an expression that was not taken.
  const search = page.getByTestId('log-search');
  await search.fill('');
  await expect(page.getByTestId('log-status')).not.toContainText('sur');
  await search.fill('/vivante(/');
  await expect(search).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('log-matches').getByRole('status')).toHaveText('');
});

test('40,000 lines that come in a hundred pieces while the screen follows are all there, once', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await page.getByTestId('menu-logs').click();
  await expect(lines(page).first()).toBeVisible();
  await page.getByRole('checkbox', { name: 'Exécutions' }).check();
  await page.getByRole('checkbox', { name: 'Toute l’application' }).uncheck();
  const file = join(app.userData, 'state', 'logs', 'sync_jobs.log');
  expect(statSync(file).size).toBe(0);
  for (let batch = 0; batch < 100; batch += 1) {
    let text = '';
    for (let line = 0; line < 400; line += 1) text += ownLine(batch * 400 + line);
    appendFileSync(file, text);
    // The page draws between two pieces.
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const status = page.getByTestId('log-status');
  await expect
    .poll(async () => (await status.innerText()).replaceAll(/[\s\u202f\u00a0]/gu, ''))
    .toContain('40000lignes');
  await expect(page.getByText('Ligne vivante 39999', { exact: false })).toBeVisible();
  expect(await lines(page).count()).toBeLessThanOrEqual(80);
});

test('lines of 511 kB, of JSON and of one word, are opened and shown to their last letter', async ({
  launchApp,
  folder,
}) => {
  const length = 511_100;
  const path = join(folder, 'longues.log');
  const piece = '{"type":"ERROR","message":"Valeur refusée par la destination"},';
  const json = `{"all":[${piece.repeat(Math.floor(length / piece.length))}{}]}`;
  const word = 'x'.repeat(length);
  writeFileSync(
    path,
    `${ownLine(1)}${ownLine(2).replace('Ligne vivante 2', `${json} fin du JSON`)}` +
      `${ownLine(3)}${ownLine(4).replace('Ligne vivante 4', `${word}fin du mot`)}${ownLine(5)}`,
  );
  const app = await launchApp();
  const page = await app.window();
  await watchViolations(page);
  await page.getByTestId('menu-logs').click();
  await expect(lines(page).first()).toBeVisible();
  await viewFile(app.electron, page, path);
  await expect(lines(page)).toHaveCount(5);
  const text = page.getByTestId('record-text');
  for (const [line, seq, last] of [
    [1, 9_000_002, 'fin du JSON'],
    [3, 9_000_004, 'fin du mot'],
  ] as const) {
    await lines(page).nth(line).click();
    await expect(text).toContainText(`12:00:0${line + 1}`);
    await page.getByTestId('record-all').click();
    await expect(text).toContainText(new RegExp(`${last} \\| seq=${seq} t=\\S+ code=stage$`, 'u'));
    await expect(page.getByTestId('record-all')).toBeHidden();
    expect(((await text.textContent()) ?? '').length).toBeGreaterThan(length);
    // The last letters are in view once the reader has scrolled there.
    await expect(async () => {
      await text.evaluate((pre) => {
        pre.scrollTop = pre.scrollHeight;
      });
      await expect(text.locator('span').last()).toBeInViewport({ timeout: 1000 });
    }).toPass({ timeout: 60_000 });
    await keepScreen(page, `logs-long-${line}`);
  }
  await lines(page).nth(1).click();
  await page.getByTestId('record-all').click();
  const tree = page.getByTestId('record-json');
  await expect(tree).toHaveCount(1);
  await expect(tree).toContainText('all');
  await page.getByTestId('record-close').click();
  await expect(lines(page)).toHaveCount(5);
  expect(await violations(page)).toEqual([]);
});

test('a bundle is chosen, previewed, saved and opened again in the console', async ({
  launchApp,
  folder,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await watchViolations(page);
  const saved = join(folder, 'diagnostic.zip');
  await page.getByTestId('menu-logs').click();
  await page.getByTestId('log-bundle').click();
  await expect(page.getByTestId('bundle-entry').filter({ hasText: 'dhis2_sync.log' })).toBeVisible();
  await keepScreen(page, 'logs-bundle');
  expect(await accessibilityFindings(page)).toEqual([]);
  await answerDialogs(app.electron, { save: saved });
  await page.getByTestId('bundle-save').click();
  await expect(page.getByTestId('bundle-saved')).toBeVisible({ timeout: 120_000 });
  await keepScreen(page, 'logs-bundle-saved');
  expect(statSync(saved).size).toBeGreaterThan(500);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await viewFile(app.electron, page, saved);
  await expect(lines(page).filter({ hasText: 'Passerelle' }).first()).toBeVisible();
  await keepScreen(page, 'logs-bundle-opened');
  expect(await violations(page)).toEqual([]);
});

test('a reader that is killed starts again, and the screen with it', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await page.getByTestId('menu-logs').click();
  await expect(lines(page).first()).toBeVisible();
  const readers = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter(
        ({ type, serviceName, name }) =>
          type === 'Utility' && `${serviceName ?? ''} ${name ?? ''}`.includes('logs'),
      )
      .map(({ pid }) => pid),
  );
  expect(readers).toHaveLength(1);
  process.kill(readers[0] ?? 0, 'SIGKILL');
  await expect(lines(page).filter({ hasText: 'lecture des journaux' }).first()).toBeVisible();
  await keepScreen(page, 'logs-reader-restarted');
});

test('the screen in both languages and themes: nothing inaccessible, nothing wider than its window', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  await expect(page.locator('h1')).toBeVisible();
  const file = join(app.userData, 'state', 'logs', 'dhis2_sync.log');
  let text = '';
  for (let number = 0; number < 300; number += 1) {
    text += ownLine(number, number % 40 === 3 ? 'ERROR' : number % 15 === 2 ? 'WARNING' : 'INFO');
  }
  text += 'Traceback (most recent call last):\n  File "x.py", line 1\n';
  text += ownLine(301).replace('Ligne vivante', `${'{"a":"long"},'.repeat(400)} Ligne`);
  appendFileSync(file, text);
  for (const language of ['fr', 'en']) {
    for (const theme of ['light', 'dark'] as const) {
      await page.getByTestId('menu-settings').click();
      await page.locator(`input[type="radio"][value="${theme}"]`).check();
      await page.getByTestId('menu-logs').click();
      await expect(lines(page).first()).toBeVisible();
      await keepScreen(page, `logs-${language}-${theme}`);
      expect(await accessibilityFindings(page)).toEqual([]);
      await page.keyboard.press('Shift+E');
      await expect(page.locator('[aria-selected="true"]')).toBeVisible();
      await page.keyboard.press('o');
      await expect(page.getByTestId('log-record')).toBeVisible();
      await keepScreen(page, `logs-record-${language}-${theme}`);
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.keyboard.press('Escape');
    }
    await page.getByTestId('switch-language').click();
  }
});
