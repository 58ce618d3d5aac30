import type { Page } from '@playwright/test';

/** One thing that the browser traced; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Processor time of it, which other programs on the machine do not lengthen. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What the page's main thread did, in milliseconds. */
export interface MainThreadWork {
  /** Work of each frame: scripts, style, layout and paint, everything since the frame before. */
  readonly frames: readonly number[];
  /** The same in processor time. */
  readonly framesCpu: readonly number[];
  readonly longestTask: number;
  readonly longestTaskCpu: number;
}

const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel', '__metadata'];

/** Does something while the browser traces what its threads do. */
export async function traced(page: Page, work: () => Promise<void>): Promise<MainThreadWork> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  // Boundary: the protocol says no more than that these are objects.
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => {
    session.once('Tracing.tracingComplete', () => {
      resolve();
    });
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: categories },
  });
  try {
    await work();
  } finally {
    // Also when it failed: what is measured next wants to be traced too.
    await session.send('Tracing.end');
    await complete;
    await session.detach();
  }
  return mainThreadWork(events);
}

/** Adds the tasks of the busiest page's main thread up, frame by frame: a frame ends with the task that commits it. */
export function mainThreadWork(events: readonly TraceEvent[]): MainThreadWork {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const commits = events.filter((event) => event.name === 'Commit' && threads.has(threadOf(event)));
  const thread = mostFrequent(commits.map(threadOf));
  const ends = commits
    .filter((event) => threadOf(event) === thread)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const tasks = events
    .filter((event) => threadOf(event) === thread && event.name.endsWith('RunTask') && event.ph === 'X')
    .toSorted((a, b) => a.ts - b.ts);
  const frames: number[] = [];
  const framesCpu: number[] = [];
  let longestTask = 0;
  let longestTaskCpu = 0;
  let wall = 0;
  let cpu = 0;
  let next = 0;
  let until = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    // A task within a task was counted with it.
    if (ts < until) continue;
    until = ts + dur;
    wall += dur / 1000;
    cpu += tdur / 1000;
    longestTask = Math.max(longestTask, dur / 1000);
    longestTaskCpu = Math.max(longestTaskCpu, tdur / 1000);
    if ((ends[next] ?? Infinity) > until) continue;
    while ((ends[next] ?? Infinity) <= until) next += 1;
    frames.push(wall);
    framesCpu.push(cpu);
    wall = 0;
    cpu = 0;
  }
  return { frames, framesCpu, longestTask, longestTaskCpu };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}.${tid}`;
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
