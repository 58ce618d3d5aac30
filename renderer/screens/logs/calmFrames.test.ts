import { expect, test } from 'vitest';
import { createCalmFrames } from './calmFrames';

/** Frames that begin when the test says so. */
function frames() {
  let begins: (() => void)[] = [];
  return {
    onFrame: (begin: () => void) => {
      begins.push(begin);
    },
    frame: () => {
      const now = begins;
      begins = [];
      now.forEach((begin) => {
        begin();
      });
      return now.length;
    },
  };
}

test('Each frame has one piece of work, in the order in which they were given.', () => {
  const { onFrame, frame } = frames();
  const calm = createCalmFrames(onFrame);
  const done: string[] = [];
  for (const name of ['counts', 'chart', 'strip']) calm.next(() => done.push(name));
  expect(done).toEqual([]);
  frame();
  expect(done).toEqual(['counts']);
  frame();
  frame();
  expect(done).toEqual(['counts', 'chart', 'strip']);
  expect(frame()).toBe(0);
});

test('A frame that draws rows has no other work.', () => {
  const { onFrame, frame } = frames();
  const calm = createCalmFrames(onFrame);
  const done: string[] = [];
  calm.next(() => done.push('chart'));
  calm.rowsComing();
  frame();
  expect(done).toEqual([]);
  frame();
  expect(done).toEqual(['chart']);
});

test('Work is done in the end, also where every frame draws rows.', () => {
  const { onFrame, frame } = frames();
  const calm = createCalmFrames(onFrame);
  const done: number[] = [];
  calm.next(() => done.push(1));
  calm.next(() => done.push(2));
  for (let at = 0; at < 30; at += 1) {
    calm.rowsComing();
    frame();
  }
  expect(done).toEqual([1, 2]);
});

test('Work that gives more work is followed by it in the next frame.', () => {
  const { onFrame, frame } = frames();
  const calm = createCalmFrames(onFrame);
  const done: string[] = [];
  calm.next(() => {
    done.push('first');
    calm.next(() => done.push('second'));
  });
  expect(frame()).toBe(1);
  expect(done).toEqual(['first']);
  expect(frame()).toBe(1);
  expect(done).toEqual(['first', 'second']);
});
