import type { Page } from '@playwright/test';
import { accessibilityFindings, overflow, placeAtRest, violations } from './consoleChecks';
import { expect, keepScreen, test } from './launchApp';
import { openPreview } from './screensPreview';
import type { Preview } from './screensPreview';

// Chart, file list and diagnostic bundle on invented data: states that no log folder shows on demand.

let preview: Preview;
let page: Page;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  preview = await openPreview();
  page = preview.page;
});

test.afterAll(() => preview.stop());

async function usableByAll(name: string): Promise<void> {
  // A menu that is fading out is not what is looked at.
  await expect(page.getByRole('menu')).toBeHidden();
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await keepScreen(page, `log-tools-${name}`);
}

async function openBundle(scene: string, size?: { width: number; height: number }): Promise<void> {
  await preview.show(scene, size);
  await page.getByTestId('menu-settings').click();
  await page.getByTestId('settings-bundle').click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

for (const theme of ['light', 'dark']) {
  test(`the chart, ${theme}: a drag narrows the lines, the way back leads to all of them`, async () => {
    await preview.show(`theme=${theme}`);
    await page.getByTestId('menu-logs').click();
    const chart = page.getByTestId('histogram');
    await expect(chart).toBeVisible();
    await chart.hover();
    await expect(page.getByTestId('histogram-tooltip')).toBeVisible();
    const box = await placeAtRest(chart);
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 5 });
    await expect(page.getByTestId('histogram-chosen')).toBeVisible();
    await page.mouse.up();
    await expect(page.getByTestId('histogram-wider')).toBeVisible();
    await usableByAll(`chart-${theme}`);
    await page.getByTestId('histogram-wider').click();
    await expect(page.getByTestId('histogram-wider')).toBeHidden();
  });

  test(`the bundle, ${theme}: choices, contents, preview`, async () => {
    await openBundle(`theme=${theme}`, { width: 1024, height: 640 });
    await expect(page.getByTestId('bundle-plan')).toHaveAttribute('data-state', 'ready');
    await usableByAll(`bundle-${theme}`);
    await page.getByTestId('bundle-entry').first().getByRole('button').click();
    await expect(page.getByTestId('bundle-preview')).toContainText('connexion-2');
    await usableByAll(`bundle-preview-${theme}`);
  });
}

test('the chart is used with the keyboard alone, and says what is chosen', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('menu-logs').click();
  const chart = page.getByTestId('histogram');
  await expect(chart).toBeVisible();
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+Control+ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /\d.*lignes?, dont .*information/u);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('histogram-wider')).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Backspace');
  await expect(page.getByTestId('histogram-wider')).toBeHidden();
  expect(await page.getByTestId('histogram-table').locator('tbody tr').count()).toBeLessThanOrEqual(50);
});

test('a period is typed by date and time, with the keyboard alone; what does not hold is told beside its field', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('menu-logs').click();
  await expect(page.getByTestId('histogram')).toBeVisible();
  await page.getByTestId('log-period').focus();
  await page.keyboard.press('Enter');
  const from = page.getByTestId('log-period-from');
  const until = page.getByTestId('log-period-until');
  await expect(from).toBeFocused();
  await expect(from).toHaveValue(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/u);
  const begins = await from.inputValue();
  // What is being typed is not yet wrong; what was confirmed is.
  await until.fill('30/02/2026');
  await expect(page.getByText('Écrivez une date et une heure qui existent')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Écrivez une date et une heure qui existent')).toBeVisible();
  await expect(until).toHaveAttribute('aria-invalid', 'true');
  await usableByAll('period-unclear');
  await until.fill('01/01/2020 00:00:00');
  await expect(page.getByText('La fin est avant le début.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await usableByAll('period');
  await until.fill(begins);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByTestId('histogram-wider')).toBeVisible();
  await expect(page.getByTestId('log-chip')).toHaveCount(1);
});

for (const theme of ['light', 'dark']) {
  for (const language of ['fr', 'en']) {
    test(`dates, ${language}, ${theme}: the form of the language, in a wide and in a small window`, async () => {
      for (const [width, height] of [
        [1366, 768],
        [683, 384],
      ] as const) {
        const name = `${language}-${theme}-${width}`;
        await preview.show(`theme=${theme}`, { width, height });
        if (language === 'en') await page.getByTestId('switch-language').click();
        await page.getByTestId('menu-logs').click();
        await expect(page.getByTestId('log-line').first()).toBeVisible();
        await page.keyboard.press('t');
        const moment = page.getByTestId('go-to-time');
        await expect(moment).toHaveValue(
          language === 'fr' ? /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/u : /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u,
        );
        await moment.fill('');
        await page.getByTestId('go-to-go').click();
        await expect(moment).toHaveAttribute('aria-invalid', 'true');
        await expect(moment).toBeFocused();
        await usableByAll(`go-to-${name}`);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await page.getByTestId('log-period').click();
        await expect(page.getByTestId('log-period-from')).toBeFocused();
        await usableByAll(`period-${name}`);
      }
    });
  }
}

test('a window of 683 × 384 (twice the size of letters) is not exceeded', async () => {
  await preview.show('scene=normal', { width: 683, height: 384 });
  await page.getByTestId('menu-logs').click();
  await expect(page.getByTestId('log-line').first()).toBeVisible();
  await usableByAll('small');
  await page.getByTestId('log-search').fill('connexion');
  await expect(page.getByTestId('log-matches')).toBeVisible();
  await usableByAll('small-search');
});

test('files: old, archived and unreadable ones are told apart; clearing asks first and archives', async () => {
  await preview.show('scene=normal', { width: 1024, height: 640 });
  await page.getByTestId('menu-logs').click();
  await page.getByRole('button', { name: 'Fichiers', exact: true }).click();
  const row = page.locator('[data-file="errors.log"]');
  await expect(row).toContainText('96 lignes');
  await page.getByTestId('log-open-files').click();
  await expect(page.locator('[data-file="photo.log"]')).toContainText('Illisible');
  await usableByAll('files');
  await row.getByTestId('log-file-actions').click();
  await page.getByTestId('log-file-clear').click();
  await expect(page.getByText('rien n’est détruit', { exact: false })).toBeVisible();
  await usableByAll('files-clear');
  await page.keyboard.press('Escape');
  await expect(page.getByText('rien n’est détruit', { exact: false })).toBeHidden();
  await expect(row.getByTestId('log-file-actions')).toBeFocused();
  await row.getByTestId('log-file-actions').click();
  await page.getByTestId('log-file-clear').click();
  await expect(page.getByRole('menu')).toBeHidden();
  await page.getByRole('button', { name: 'Mettre aux archives et vider' }).click();
  await expect(row).toContainText('0 ligne');
});

test('a bundle is written with progress, can be cancelled, and says what to do next', async () => {
  // The first one that is written here comes to no end by itself.
  await openBundle('scene=stalled');
  const save = page.getByTestId('bundle-save');
  await save.click();
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuetext', /sur/u);
  await usableByAll('bundle-writing');
  await page.getByRole('button', { name: 'Annuler l’écriture' }).click();
  await expect(page.getByText('aucun fichier n’a été laissé', { exact: false })).toBeVisible();
  await save.click();
  await expect(page.getByTestId('bundle-saved')).toContainText('équipe de support');
  await usableByAll('bundle-saved');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByTestId('settings-bundle')).toBeFocused();
});

test('a period without lines, a reader that is gone and a full disk are said, never taken for success', async () => {
  await openBundle('scene=empty');
  await expect(page.getByText('Aucune ligne de journal dans cette période')).toBeVisible();
  await usableByAll('bundle-empty');
  await openBundle('scene=silent');
  await expect(page.getByText('La lecture des journaux s’est interrompue')).toBeVisible();
  await expect(page.getByTestId('bundle-save')).toBeDisabled();
  await usableByAll('bundle-silent');
  await openBundle('scene=crowded');
  await page.getByTestId('bundle-save').click();
  await expect(page.getByText('Le dossier n’a pas été enregistré', { exact: false })).toBeVisible();
  await usableByAll('bundle-failed');
});

test('choices that do not hold are told beside their field, and nothing is saved meanwhile', async () => {
  await openBundle('scene=normal');
  await page.getByRole('radio', { name: 'Dates choisies' }).check();
  await page.getByLabel('Du', { exact: true }).fill('01/01/2035 10:00');
  await expect(page.getByText('Ce moment n’est pas encore venu.')).toBeVisible();
  await expect(page.getByTestId('bundle-save')).toBeDisabled();
  await page.getByRole('radio', { name: '7 derniers jours' }).check();
  await page.getByRole('radio', { name: 'Celles que je choisis' }).check();
  await expect(page.getByText('Choisissez au moins une exécution.')).toBeVisible();
  await usableByAll('bundle-no-run');
  await page.getByTestId('bundle-run').first().check();
  await expect(page.getByTestId('bundle-save')).toBeEnabled();
});

test('from a run to its log and to a bundle about it; a screen that failed offers a bundle too', async () => {
  await preview.show('scene=normal');
  await page.getByTestId('menu-runs').click();
  await page.getByTestId('run-row').filter({ hasText: 'VIH' }).getByRole('button').click();
  await page.getByRole('button', { name: 'Exporter un dossier de diagnostic…' }).click();
  await expect(page.getByRole('radio', { name: 'Cette exécution' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByTestId('run-log').click();
  await expect(page.getByTestId('log-chip')).toContainText('run-vih');
  await preview.show('scene=broken');
  await page.getByTestId('menu-runs').click();
  await page.getByRole('button', { name: 'Exporter un dossier de diagnostic…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a file that is not wholly shown is named, with the reason and what to do', async () => {
  await preview.show('scene=broken');
  await page.getByTestId('menu-logs').click();
  const notice = page.getByRole('status').filter({ hasText: 'errors.log.2' });
  await expect(notice).toContainText('Résultat incomplet');
  await expect(notice).toContainText('Le fichier de journal ne peut pas être lu');
  await usableByAll('incomplete');
});
