/// <reference lib="dom" />
import type { Locator, Page } from '@playwright/test';

// What is noted inside the page while it draws. Everything here runs in the page, next to the program's own code.

/** What the page noted about its frames. */
export interface PageFrames {
  /** Milliseconds between one frame and the next. */
  readonly gaps: readonly number[];
  /** Most rows of the list that were in the document at once. */
  readonly mostRows: number;
  /** Milliseconds of each task that Chromium calls long (above 50). */
  readonly longTasks: readonly number[];
}

/** What the benches keep on the page. */
interface Noted {
  frames?: { gaps: number[]; mostRows: number; longTasks: number[]; running: boolean };
  /** Instants (milliseconds since the epoch) at which a line was on screen, by its number. */
  seen?: Record<string, number>;
  /** Milliseconds from the last key to its result. */
  result?: Promise<number>;
}

declare global {
  // The page's own window, with a place for the bench.
  interface Window {
    noted: Noted;
  }
}

/** Begins to note frames, long tasks and rows. */
export async function noteFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames = { gaps: [] as number[], mostRows: 0, longTasks: [] as number[], running: true };
    window.noted = { ...window.noted, frames };
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) frames.longTasks.push(entry.duration);
    });
    observer.observe({ type: 'longtask' });
    const list = document.querySelector('[data-testid="log-list"]');
    let before: number | undefined;
    const note = (at: number): void => {
      if (!frames.running) {
        observer.disconnect();
        return;
      }
      if (before !== undefined) frames.gaps.push(at - before);
      before = at;
      // Counting costs time in the very frames that are measured: one in eight is enough.
      if (frames.gaps.length % 8 === 0) {
        const rows = list?.querySelectorAll('[data-row]').length ?? 0;
        frames.mostRows = Math.max(frames.mostRows, rows);
      }
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

/** Ends the noting and gives what was noted. */
export function notedFrames(page: Page): Promise<PageFrames> {
  return page.evaluate(() => {
    const { frames } = window.noted;
    if (frames === undefined) return { gaps: [], mostRows: 0, longTasks: [] };
    frames.running = false;
    return { gaps: frames.gaps, mostRows: frames.mostRows, longTasks: frames.longTasks };
  });
}

/** From now on notes when each line that carries `word` and a number is on screen: after the frame that drew it. */
export async function noteLines(page: Page, word: string): Promise<void> {
  await page.evaluate((wanted) => {
    const seen: Record<string, number> = {};
    window.noted = { ...window.noted, seen };
    const list = document.querySelector('[data-testid="log-list"]');
    if (list === null) throw new Error('no list');
    const number = new RegExp(`${wanted} (\\d+)`, 'u');
    const fresh = new Set<string>();
    const channel = new MessageChannel();
    // A message that is sent when a frame begins arrives when it was laid out and painted.
    channel.port1.onmessage = () => {
      const now = performance.timeOrigin + performance.now();
      for (const line of fresh) seen[line] ??= now;
      fresh.clear();
    };
    new MutationObserver(() => {
      const before = fresh.size;
      for (const row of [...list.querySelectorAll('[data-testid="log-line"]')].slice(-8)) {
        const found = number.exec(row.textContent)?.[1];
        if (found !== undefined && seen[found] === undefined) fresh.add(found);
      }
      if (fresh.size > before)
        requestAnimationFrame(() => {
          channel.port2.postMessage(0);
        });
    }).observe(list, { childList: true, subtree: true, characterData: true });
  }, word);
}

/** When each line was on screen, in milliseconds since the epoch. */
export function seenLines(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(() => window.noted.seen ?? {});
}

/** A line with a text that is wholly in view: of those that are drawn beyond the edges, a click would scroll the list. */
export async function lineInView(page: Page, text: string): Promise<Locator> {
  const row = await page.evaluate((wanted) => {
    const list = document.querySelector('[data-testid="log-list"]')?.getBoundingClientRect();
    const found = [...document.querySelectorAll('[data-testid="log-line"]')].find((line) => {
      const { top, bottom } = line.getBoundingClientRect();
      return (
        list !== undefined && top >= list.top && bottom <= list.bottom && line.textContent.includes(wanted)
      );
    });
    return found?.getAttribute('data-row') ?? '';
  }, text);
  if (row === '') throw new Error(`no line with ${text} in view`);
  return page.locator(`[data-row="${row}"]`);
}

/** What a search must show before it counts as done. */
export interface WantedResult {
  readonly text: string;
  /** Records that hold it, as digits. */
  readonly matches: string;
}

/**
 * Listens in the page for the next key and then for the frame in which the whole result of it is drawn: the count is
 * the right one, nothing is under way any more, and the first row marks what was typed. {@link keyToResult} waits for it.
 */
export async function listenForKey(page: Page, wanted: WantedResult): Promise<void> {
  await page.evaluate(({ text, matches }) => {
    const isDrawn = (): boolean => {
      const count = document.querySelector('[data-testid="log-matches"] [role="status"]')?.textContent ?? '';
      const mark = document.querySelector('[data-testid="log-line"] mark')?.textContent ?? '';
      const list = document.querySelector('[data-testid="log-list"]');
      return (
        count.replaceAll(/\D/gu, '') === matches &&
        mark.length === text.length &&
        list?.getAttribute('aria-busy') === 'false'
      );
    };
    const result = new Promise<number>((resolve) => {
      const onKey = (event: KeyboardEvent): void => {
        const channel = new MessageChannel();
        // A message that is sent when a frame begins arrives when it was laid out and painted.
        channel.port1.onmessage = () => {
          resolve(performance.now() - event.timeStamp);
        };
        const look = (): void => {
          if (isDrawn()) channel.port2.postMessage(0);
          else if (performance.now() - event.timeStamp > 5000) resolve(Number.POSITIVE_INFINITY);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      window.addEventListener('keydown', onKey, { capture: true, once: true });
    });
    window.noted = { ...window.noted, result };
  }, wanted);
}

/** Milliseconds from the key to its result; infinite when it did not come within five seconds. */
export function keyToResult(page: Page): Promise<number> {
  return page.evaluate(() => window.noted.result ?? Number.POSITIVE_INFINITY);
}

/** Milliseconds from the click that ends a search until the screen is no longer busy. */
export async function cancelled(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    await page.getByTestId('log-search').fill(`/[a-z]+${round}[^ ]* zzz|qqq${round}/`);
    const stop = page.getByTestId('log-search-cancel');
    const found = await stop.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (!found) continue;
    const time = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const button = document.querySelector<HTMLElement>('[data-testid="log-search-cancel"]');
          const startedAt = performance.now();
          const look = (): void => {
            const busy = document.querySelector('[data-testid="log-list"]')?.getAttribute('aria-busy');
            const bar = document.querySelector('[data-testid="log-search-cancel"]');
            if (busy === 'false' && bar === null) resolve(performance.now() - startedAt);
            else requestAnimationFrame(look);
          };
          if (button === null) {
            resolve(Number.NaN);
            return;
          }
          button.click();
          requestAnimationFrame(look);
        }),
    );
    if (!Number.isNaN(time)) times.push(time);
  }
  await page.getByTestId('log-search').fill('');
  return times;
}
