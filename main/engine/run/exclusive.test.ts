import { expect, test } from 'vitest';
import { createExclusive } from './exclusive';

test('work for one key runs in the order in which it came, and only what has to wait is told so', async () => {
  const exclusively = createExclusive();
  const told: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = exclusively(
    'server',
    async () => {
      await gate;
      told.push('first ran');
    },
    () => told.push('first waits'),
  );
  const second = exclusively(
    'server',
    () => Promise.resolve(told.push('second ran')),
    () => told.push('second waits'),
  );
  await exclusively(
    'another server',
    () => Promise.resolve(told.push('other ran')),
    () => told.push('other waits'),
  );
  open();
  await Promise.all([first, second]);
  expect(told).toEqual(['second waits', 'other ran', 'first ran', 'second ran']);
});

test('work after a failed one does not wait, and is not told that it does', async () => {
  const exclusively = createExclusive();
  const told: string[] = [];
  await expect(exclusively('server', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  // The failure is forgotten one turn after it was told.
  await Promise.resolve();
  await exclusively(
    'server',
    () => Promise.resolve(told.push('ran')),
    () => told.push('waits'),
  );
  expect(told).toEqual(['ran']);
});
