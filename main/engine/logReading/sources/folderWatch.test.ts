import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { FSWatcher } from 'chokidar';
import { FolderWatch } from './folderWatch';
import type { FolderHint } from './folderWatch';

/** A watcher that the test plays. */
class PlayedWatcher extends EventEmitter {
  state: 'open' | 'closed' = 'open';

  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }
}

function bench() {
  const watchers: PlayedWatcher[] = [];
  const hints: FolderHint[] = [];
  let now = 5000;
  const started = (): FSWatcher => {
    const watcher = new PlayedWatcher();
    watchers.push(watcher);
    // Boundary: of a watcher only its events and its end are used.
    return watcher as unknown as FSWatcher;
  };
  const folderWatch = new FolderWatch({
    folder: '/logs',
    now: () => now,
    onHint: (hint) => void hints.push(hint),
    watch: started,
  });
  folderWatch.start();
  const write = (times: number): void => {
    for (let time = 0; time < times; time += 1) watchers.at(-1)?.emit('raw', 'change', 'errors.log');
  };
  return { folderWatch, watchers, hints, write, pass: (ms: number) => void (now += ms) };
}

describe('a folder that is watched', () => {
  test('tells what was written by its name, and what came, went or moved', () => {
    const { watchers, hints } = bench();
    watchers[0]?.emit('raw', 'change', 'errors.log');
    watchers[0]?.emit('raw', 'rename', 'errors.log');
    watchers[0]?.emit('raw', 'change', null);
    watchers[0]?.emit('add', '/logs/errors.log.1');
    watchers[0]?.emit('unlink', '/logs/errors.log.1');
    expect(hints).toEqual([
      { of: 'file', name: 'errors.log' },
      { of: 'names' },
      { of: 'names' },
      { of: 'names' },
      { of: 'names' },
    ]);
  });

  test('is left when many events come within a second, and stays watched when as many come slowly', () => {
    const { folderWatch, watchers, hints, write, pass } = bench();
    for (let times = 0; times < 10; times += 1) {
      write(40);
      pass(1000);
    }
    expect(folderWatch.state).toBe('watching');
    write(41);
    expect(folderWatch.state).toBe('left');
    expect(watchers.map(({ state }) => state)).toEqual(['closed']);
    // The event with which it is left is told; what is still on its way is not.
    const told = hints.length;
    write(3);
    expect(hints).toHaveLength(told);
    expect(told).toBe(441);
  });

  test('is watched again after a second in which little was found, and not before', () => {
    const { folderWatch, watchers, write, pass } = bench();
    write(41);
    for (let looks = 0; looks < 79; looks += 1) {
      pass(50);
      folderWatch.looked('some');
    }
    expect(folderWatch.state).toBe('left');
    // Twenty finds of the second that is over, and then three.
    pass(1000);
    folderWatch.looked('some');
    expect(folderWatch.state).toBe('left');
    for (let looks = 0; looks < 3; looks += 1) {
      pass(300);
      folderWatch.looked('some');
    }
    expect(folderWatch.state).toBe('left');
    pass(100);
    folderWatch.looked('nothing');
    expect(folderWatch.state).toBe('watching');
    expect(watchers.map(({ state }) => state)).toEqual(['closed', 'open']);
    write(40);
    expect(folderWatch.state).toBe('watching');
  });

  test('is not watched any more once it was stopped, and an error of the watcher is no end', async () => {
    const { folderWatch, watchers, hints, pass } = bench();
    watchers[0]?.emit('error', new Error('too many watchers'));
    await folderWatch.stop();
    pass(5000);
    folderWatch.looked('nothing');
    watchers[0]?.emit('raw', 'change', 'errors.log');
    expect(folderWatch.state).toBe('off');
    expect(watchers.map(({ state }) => state)).toEqual(['closed']);
    expect(hints).toEqual([]);
  });
});
