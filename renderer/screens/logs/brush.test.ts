import { describe, expect, test } from 'vitest';
import { brushStep, chosenRange, idleBrush } from './brush';
import type { Brush, BrushEvent, BrushWish } from './brush';

const axis = { from: 1_000, width: 100, count: 10 };

/** What comes of several events, one after the other. */
function after(...events: readonly BrushEvent[]): { readonly brush: Brush; readonly wishes: BrushWish[] } {
  const wishes: BrushWish[] = [];
  const brush = events.reduce((before: Brush, event) => {
    const step = brushStep(before, event, axis);
    if (step.wish !== undefined) wishes.push(step.wish);
    return step.brush;
  }, idleBrush);
  return { brush, wishes };
}

const step = (by: number, anchor: 'moves' | 'stays' = 'moves'): BrushEvent => ({ kind: 'step', by, anchor });

describe('with a pointer', () => {
  test('a click leads to its moment', () => {
    const { brush, wishes } = after({ kind: 'press', fraction: 0.25, x: 50 }, { kind: 'release' });
    expect(wishes).toEqual([{ kind: 'jump', time: 1_250 }]);
    expect(brush).toEqual(idleBrush);
  });

  test('a hand that trembles still clicks', () => {
    const { wishes } = after(
      { kind: 'press', fraction: 0.25, x: 50 },
      { kind: 'move', fraction: 0.26, x: 52 },
      { kind: 'release' },
    );
    expect(wishes).toEqual([{ kind: 'jump', time: 1_250 }]);
  });

  test.each([
    ['forwards', 0.21, 0.58],
    ['backwards', 0.58, 0.21],
  ])('a drag %s zooms to the whole slices that it touched', (_way, first, last) => {
    const { wishes } = after(
      { kind: 'press', fraction: first, x: 200 * first },
      { kind: 'move', fraction: last, x: 200 * last },
      { kind: 'release' },
    );
    expect(wishes).toEqual([{ kind: 'zoom', range: { from: 1_200, until: 1_599 } }]);
  });

  test('a drag beyond the edge ends at the edge', () => {
    const { wishes } = after(
      { kind: 'press', fraction: 0.85, x: 170 },
      { kind: 'move', fraction: 1.7, x: 340 },
      { kind: 'release' },
    );
    expect(wishes).toEqual([{ kind: 'zoom', range: { from: 1_800, until: 1_999 } }]);
  });

  test('a drag that is called off wishes nothing', () => {
    const { brush, wishes } = after(
      { kind: 'press', fraction: 0.2, x: 40 },
      { kind: 'move', fraction: 0.6, x: 120 },
      { kind: 'cancel' },
      { kind: 'release' },
    );
    expect(wishes).toEqual([]);
    expect(brush).toEqual(idleBrush);
  });

  test('a drag keeps its beginning while new slices come', () => {
    const dragging = after(
      { kind: 'press', fraction: 0.2, x: 40 },
      { kind: 'move', fraction: 0.5, x: 100 },
    ).brush;
    expect(chosenRange(dragging, { ...axis, count: 20 })).toEqual({ from: 1_200, until: 1_599 });
  });
});

describe('with the keyboard', () => {
  test('begins at the newest slice and moves by one', () => {
    expect(chosenRange(after(step(-1)).brush, axis)).toEqual({ from: 1_900, until: 1_999 });
    expect(chosenRange(after(step(-1), step(-1)).brush, axis)).toEqual({ from: 1_800, until: 1_899 });
  });

  test('stops at both ends', () => {
    expect(chosenRange(after(step(1), step(1), step(5)).brush, axis)).toEqual({ from: 1_900, until: 1_999 });
    expect(chosenRange(after(step(-1), step(-50)).brush, axis)).toEqual({ from: 1_000, until: 1_099 });
  });

  test('Shift widens, and Enter zooms to what is chosen', () => {
    const { brush, wishes } = after(step(-1), step(-1), step(-1, 'stays'), step(-1, 'stays'), {
      kind: 'zoom',
    });
    expect(wishes).toEqual([{ kind: 'zoom', range: { from: 1_600, until: 1_899 } }]);
    expect(brush).toEqual(idleBrush);
  });

  test('Home with Shift chooses everything up to the first slice', () => {
    const { brush } = after(step(-1), { kind: 'edge', to: 'first', anchor: 'stays' });
    expect(chosenRange(brush, axis)).toEqual({ from: 1_000, until: 1_999 });
  });

  test('Space leads to the beginning of what is chosen and leaves it chosen', () => {
    const { brush, wishes } = after(step(-1), step(-1), step(-1, 'stays'), { kind: 'go' });
    expect(wishes).toEqual([{ kind: 'jump', time: 1_700 }]);
    expect(chosenRange(brush, axis)).toEqual({ from: 1_700, until: 1_899 });
  });

  test.each(['zoom', 'go'] as const)('without anything chosen %s wishes nothing', (kind) => {
    expect(after({ kind })).toEqual({ brush: idleBrush, wishes: [] });
  });
});
