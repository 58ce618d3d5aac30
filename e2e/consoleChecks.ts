import type { Locator, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Watched {
  violations?: string[];
}

/** Notes every violation of the content security policy from the first line of the page on, which it reloads. */
export async function watchViolations(page: Page): Promise<void> {
  // A reload that cuts the first load would count as a failed start.
  await page.waitForSelector('header');
  await page.waitForLoadState('load');
  await page.addInitScript(() => {
    // Boundary: a place of the test's own on the page.
    const watched = window as unknown as Watched;
    watched.violations = [];
    window.addEventListener('securitypolicyviolation', (event) => {
      watched.violations?.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.reload();
  await page.waitForSelector('header');
}

/** What violated the content security policy so far; `undefined` when nobody watched. */
export function violations(page: Page): Promise<readonly string[] | undefined> {
  return page.evaluate(() => (window as unknown as Watched).violations);
}

interface AxeFinding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

interface Axe {
  run(options: object): Promise<{ readonly violations: readonly AxeFinding[] }>;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Waits until what appears, goes or changes colour has done so; what turns for ever (a loader) is not waited for. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moves = ({ playState, effect }: Animation): boolean =>
      playState === 'running' && effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
    // A transition begins a frame or two after the element is there: one calm frame would prove nothing.
    for (let calmFrames = 0; calmFrames < 4;) {
      await new Promise(requestAnimationFrame);
      calmFrames = document.getAnimations().some(moves) ? 0 : calmFrames + 1;
    }
  });
}

/** Waits until a list stands still: a turn of the wheel is animated, and on a busy machine slowly. */
export async function scrolledToRest(list: Locator): Promise<void> {
  await list.evaluate(async (element) => {
    let top = Number.NaN;
    for (let calmFrames = 0; calmFrames < 15;) {
      await new Promise(requestAnimationFrame);
      calmFrames = element.scrollTop === top ? calmFrames + 1 : 0;
      top = element.scrollTop;
    }
  });
}

/** Where an element is, in pixels of the page's window. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where an element is once it has come to rest there: what is drawn above it later moves it. */
export async function placeAtRest(element: Locator): Promise<Place> {
  return element.evaluate(async (found) => {
    const look = (): Place => {
      const { x, y, width, height } = found.getBoundingClientRect();
      return { x, y, width, height };
    };
    let place = look();
    for (let calmFrames = 0; calmFrames < 15;) {
      await new Promise(requestAnimationFrame);
      const now = look();
      calmFrames = JSON.stringify(now) === JSON.stringify(place) ? calmFrames + 1 : 0;
      place = now;
    }
    return place;
  });
}

/** Serious and critical accessibility findings on the page, once it is at rest, one line each. */
export async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  // A text that is still fading in has less contrast than the one that people read.
  await atRest(page);
  // Evaluated by the debugger, not by the page: its policy would forbid it.
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: Axe };
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
}

/** By how many pixels the page is wider than its window, once it is at rest. */
export async function overflow(page: Page): Promise<number> {
  await atRest(page);
  return page.evaluate(() => {
    const content = document.querySelector('main');
    const inner = content === null ? 0 : content.scrollWidth - content.clientWidth;
    return Math.max(inner, document.documentElement.scrollWidth - window.innerWidth);
  });
}
