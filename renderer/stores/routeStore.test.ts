import { expect, test } from 'vitest';
import { opened, steppedBack, steppedForward } from './routeStore';

const start = {
  route: { screen: 'dashboard' },
  past: [],
  future: [],
  guard: 'none',
  refreshes: 0,
} as const;

test('back and forward lead through the places that were opened', () => {
  const there = opened(opened(start, { screen: 'runs' }), { screen: 'run', runId: 'r' });
  const back = steppedBack(there);
  expect(back.route).toEqual({ screen: 'runs' });
  expect(steppedForward(back).route).toEqual({ screen: 'run', runId: 'r' });
  expect(steppedBack(start)).toBe(start);
  expect(steppedForward(start)).toBe(start);
});

test('opening a place forgets what lay ahead', () => {
  const back = steppedBack(opened(start, { screen: 'runs' }));
  expect(opened(back, { screen: 'logs' }).future).toEqual([]);
});

test('unsaved work stops every way out and remembers where to', () => {
  const form = { ...opened(start, { screen: 'connection' }), guard: 'unsaved' } as const;
  for (const next of [opened(form, { screen: 'logs' }), steppedBack(form)]) {
    expect(next.route).toEqual({ screen: 'connection' });
    expect(next.wanted).toBeDefined();
  }
});
