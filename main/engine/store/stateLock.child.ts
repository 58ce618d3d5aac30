import { acquireStateLock } from './stateLock';

/*
 * A process of stateLock.test.ts: says when it is ready, takes the lock when told `take`, lets go when told `release`,
 * and otherwise stays until it is killed.
 */
const folder = process.argv[2] ?? '';
let release: (() => Promise<unknown>) | undefined;

async function take(): Promise<void> {
  const lock = await acquireStateLock(folder);
  release = lock.ok ? () => lock.value.release() : undefined;
  process.send?.(lock.ok ? { got: 'lock', from: lock.value.takenOverFrom?.pid } : { got: lock.error.code });
}

process.on('message', (message) => {
  if (message === 'take') void take();
  else void release?.().then(() => process.send?.({ got: 'released' }));
});
process.send?.({ got: 'ready' });
