import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeBigLog } from '../../e2e/bigLog';
import type { BigLog } from '../../e2e/bigLog';
import {
  cancelled,
  keyToResult,
  lineInView,
  listenForKey,
  noteFrames,
  notedFrames,
  noteLines,
  seenLines,
} from './framesPage';
import type { PageFrames } from './framesPage';
import { traced } from './framesTrace';
import type { MainThreadWork } from './framesTrace';

// Drives the built application, as an ordinary user, and writes what was measured as JSON: `--out FILE`.

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: '' },
    lines: { type: 'string', default: '10000000' },
    megabytes: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});
const project = resolve(__dirname, '..', '..');
const seconds = Number(options.seconds);
const failed: { readonly part: string; readonly why: string }[] = [];

/** What happened on the screen while it moved. */
export interface Moved extends PageFrames, MainThreadWork {}

/** Everything that the driver measured; a part that was left out is absent. */
export interface ScreenSamples {
  readonly electron: string;
  readonly records?: number;
  readonly wheel?: Moved;
  readonly jumps?: Moved;
  readonly cancel?: readonly number[];
  readonly keystrokes?: readonly number[];
  readonly appended?: readonly number[];
  readonly follow?: Moved & { readonly linesPerSecond: number };
  readonly longShown?: Moved;
  readonly longExpanded?: Moved;
  /** Parts that were begun and could not be measured, and why. */
  readonly failed?: readonly { readonly part: string; readonly why: string }[];
}

/** Starts the application as a person would, without the driver's own switches. */
async function launch(userData: string): Promise<ElectronApplication> {
  const electron = join(project, 'node_modules', 'electron');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(?:ELECTRON_|NODE_OPTIONS$)/u.test(entry[0]),
    ),
  );
  return _electron.launch({
    executablePath: join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8')),
    chromiumSandbox: true,
    cwd: project,
    args: ['.', `--user-data-dir=${userData}`],
    env,
    timeout: 60_000,
  });
}

/** Shows one file alone, opened through the panel of files. */
async function viewFile(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, path);
  await page.getByTestId('log-files').click();
  await page.getByTestId('log-open-files').click();
  await page
    .getByTestId('log-file-row')
    .filter({ hasText: path.split('/').at(-1) ?? path })
    .first()
    .waitFor();
  await page.getByTestId('log-view-chosen').click();
}

async function untilRecords(page: Page, records: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const shown = document.querySelector('[data-testid="log-status"] span')?.textContent ?? '';
      const busy = document.querySelector('[data-testid="log-list"]')?.getAttribute('aria-busy');
      return shown.replaceAll(/\D/gu, '') === wanted && busy === 'false';
    },
    `${records}`,
    { timeout: 60_000 },
  );
}

/** Traces and notes frames while something moves. */
async function moved(page: Page, work: () => Promise<void>): Promise<Moved> {
  let frames: PageFrames = { gaps: [], mostRows: 0, longTasks: [] };
  const main = await traced(page, async () => {
    await noteFrames(page);
    await work();
    frames = await notedFrames(page);
  });
  return { ...frames, ...main };
}

/** A wheel that turns as fast as it can: each frame a notch or several, downwards and back. */
async function turnWheel(page: Page): Promise<void> {
  await page.getByTestId('log-list').hover();
  const until = performance.now() + seconds * 1000;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await page.mouse.wheel(0, turn % 200 < 150 ? 600 : -600);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  }
}

/** The scrollbar dragged: in each frame somewhere else in the file. */
async function dragScrollbar(page: Page): Promise<void> {
  await page.evaluate(
    (forMs) =>
      new Promise<void>((done) => {
        const list = document.querySelector('[data-testid="log-list"]');
        if (list === null) throw new Error('no list');
        const until = performance.now() + forMs;
        let at = 0;
        const step = (now: number): void => {
          at += 1;
          // A place that the eye cannot follow, and that no cache of neighbours holds.
          list.scrollTop = ((at * 0.618_033_98) % 1) * (list.scrollHeight - list.clientHeight);
          if (now < until) requestAnimationFrame(step);
          else done();
        };
        requestAnimationFrame(step);
      }),
    seconds * 1000,
  );
}

async function scrolled(app: ElectronApplication, page: Page, folder: string) {
  const path = join(folder, 'grand.log');
  const block = writeBigLog(join(folder, 'block.log'), 1);
  const wanted = Math.ceil(Number(options.lines) / block.records);
  const big = writeBigLog(path, wanted * block.bytes);
  await viewFile(app, page, path);
  await untilRecords(page, big.records);
  await page.getByTestId('log-list').focus();
  await page.keyboard.press('Home');
  await page.locator('[data-row="0"]').waitFor();
  const wheel = await moved(page, () => turnWheel(page));
  const jumps = await moved(page, () => dragScrollbar(page));
  const cancel = await cancelled(page);
  rmSync(path);
  return { records: big.records, wheel, jumps, cancel };
}

/** How many records of the file hold a text, case and accents ignored: each block is like the first. */
function recordsWith(path: string, big: BigLog, text: string): number {
  const folded = (whole: string): string => whole.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const needle = folded(text);
  const lines = folded(readFileSync(path, 'utf8')).split('\n');
  return lines.filter((line) => line.includes(needle)).length * big.needles;
}

/**
 * What is typed, letter by letter; the result of each is drawn before the next one is pressed. One word each, found in
 * sentences: what is marked on the screen is then as long as what was typed.
 */
const typed = ['AIGUILLE', 'reseau', 'retabli', 'detectes', 'dernier', 'accept', 'valeurs', 'trouvee'];

async function typing(app: ElectronApplication, page: Page, folder: string): Promise<readonly number[]> {
  const block = join(folder, 'one-block.log');
  writeBigLog(block, 1);
  const path = join(folder, 'cent.log');
  const big = writeBigLog(path, Number(options.megabytes) * 1_000_000);
  await viewFile(app, page, path);
  await untilRecords(page, big.records);
  const times: number[] = [];
  for (const word of typed) {
    await page.getByTestId('log-search').fill('');
    await untilRecords(page, big.records);
    await page.getByTestId('log-search').focus();
    for (let letters = 1; letters <= word.length; letters += 1) {
      const text = word.slice(0, letters);
      const matches = recordsWith(block, big, text);
      await listenForKey(page, { text, matches: `${matches}` });
      await page.keyboard.press(text.at(-1) ?? '');
      const time = await keyToResult(page);
      if (!Number.isFinite(time)) console.error(`no result for “${text}”, ${matches} lines expected`);
      times.push(time);
      // A person's pause between two letters.
      await page.waitForTimeout(120);
    }
  }
  await page.getByTestId('log-search').fill('');
  rmSync(path);
  return times;
}

/** One line in the program's own form. */
function ownLine(number: number): string {
  const at = new Date().toISOString();
  const head = `[INFO] ${at.slice(0, 19).replace('T', ' ')} [orchestrator] - Ligne vivante ${number}`;
  return `${head} | seq=${9_000_000 + number} t=${at} code=stage\n`;
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Shows one of the five files alone: those are followed. */
async function viewLive(page: Page, name: string): Promise<void> {
  const pick = page.locator(`[data-testid="log-file"][title="${name}"]`);
  if ((await pick.getAttribute('aria-checked')) === 'false') await pick.click();
  const others = page
    .locator('[data-testid="log-file"][aria-checked="true"]')
    .and(page.locator(`:not([title="${name}"])`));
  while ((await others.count()) > 0) await others.first().click();
}

/** Milliseconds from a line that was written alone, at an odd moment, until the frame that shows it was painted. */
async function appended(page: Page, logs: string): Promise<readonly number[]> {
  const path = join(logs, 'sync_jobs.log');
  await viewLive(page, 'sync_jobs.log');
  appendFileSync(path, ownLine(0));
  await untilRecords(page, 1);
  await noteLines(page, 'Ligne vivante');
  const written: number[] = [];
  for (let line = 1; line <= 200; line += 1) {
    written[line] = performance.timeOrigin + performance.now();
    appendFileSync(path, ownLine(line));
    await wait(70 + ((line * 37) % 90));
  }
  await untilRecords(page, 201);
  const seen = await seenLines(page);
  // The first lines find a reader that looks at a quiet file four times a second.
  return written.flatMap((at, line) => (line <= 10 ? [] : [(seen[line] ?? Number.POSITIVE_INFINITY) - at]));
}

/** Follows a file that grows by 20,000 lines a second. */
async function followed(page: Page, logs: string) {
  const path = join(logs, 'auto_sync.log');
  await viewLive(page, 'auto_sync.log');
  appendFileSync(path, ownLine(0));
  await untilRecords(page, 1);
  let lines = 0;
  const startedAt = performance.now();
  const moves = await moved(page, async () => {
    const perMillisecond = 20;
    while (performance.now() - startedAt < seconds * 1000) {
      const due = Math.floor((performance.now() - startedAt) * perMillisecond);
      let text = '';
      while (lines < due) text += ownLine((lines += 1));
      if (text !== '') appendFileSync(path, text);
      await wait(4);
    }
  });
  const linesPerSecond = (lines * 1000) / (performance.now() - startedAt);
  await untilRecords(page, lines + 1);
  return { ...moves, linesPerSecond };
}

/** Lines of 511 kB among others: scrolled over, then one of them opened and shown whole. */
async function long(app: ElectronApplication, page: Page, folder: string) {
  const path = join(folder, 'long.log');
  const body = '{"type":"ERROR","message":"Valeur refusée par la destination"},'
    .repeat(8_000)
    .slice(0, 510_000);
  let text = '';
  for (let line = 0; line < 400; line += 1) {
    text += line % 4 === 2 ? ownLine(line).replace('Ligne', `{"all":[${body}{}]} Ligne`) : ownLine(line);
  }
  writeFileSync(path, text);
  await viewFile(app, page, path);
  await untilRecords(page, 400);
  const longShown = await moved(page, async () => {
    await page.getByTestId('log-list').hover();
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, turn < 30 ? -200 : 200);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    }
  });
  const longExpanded = await moved(page, async () => {
    await (await lineInView(page, '{"all"')).click();
    await page.getByTestId('record-all').click();
    await page.waitForFunction(
      () => (document.querySelector('[data-testid="record-text"]')?.textContent.length ?? 0) > 500_000,
    );
    await page.getByTestId('record-text').hover();
    for (let turn = 0; turn < 30; turn += 1) {
      await page.mouse.wheel(0, 400);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    }
  });
  await page.keyboard.press('Escape');
  return { longShown, longExpanded };
}

/** Measures one part; one that fails is told, in the table too, and leaves the others alone. */
async function part<T extends object>(name: string, measure: () => Promise<T>): Promise<Partial<T>> {
  if (options.only !== undefined && !options.only.split(',').includes(name)) return {};
  console.error(`screen: ${name}`);
  try {
    return await measure();
  } catch (error) {
    console.error(`screen: ${name} could not be measured`, error);
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    failed.push({ part: name, why });
    return {};
  }
}

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'frames-'));
  mkdirSync(join(folder, 'profile'));
  const app = await launch(join(folder, 'profile'));
  try {
    const page = await app.firstWindow();
    await page.getByTestId('menu-logs').click();
    await page.getByTestId('log-line').first().waitFor();
    const logs = join(folder, 'profile', 'state', 'logs');
    const samples: ScreenSamples = {
      electron: await app.evaluate(() => process.versions.electron),
      ...(await part('appended', async () => ({ appended: await appended(page, logs) }))),
      ...(await part('follow', async () => ({ follow: await followed(page, logs) }))),
      ...(await part('typing', async () => ({ keystrokes: await typing(app, page, folder) }))),
      ...(await part('long', () => long(app, page, folder))),
      ...(await part('scroll', () => scrolled(app, page, folder))),
      failed,
    };
    writeFileSync(options.out, JSON.stringify(samples));
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

void run();
