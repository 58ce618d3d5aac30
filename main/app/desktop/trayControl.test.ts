import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type { StatusDelta, StatusSnapshot, SynchronisationStatus } from '../../../shared/model/status';
import { fail, succeed } from '../../../shared/result';
import { createTranslator } from '../../../shared/text/translator';
import type { Engine } from '../../engine/enginePort';
import { startTrayControl, trayIntervalMs } from './trayControl';
import { trayHostIntervalMs } from './trayHost';
import type { TrayHost } from './trayHost';
import type { TrayAction, TrayView } from './trayMenu';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function status(syncId: string, change: Partial<SynchronisationStatus> = {}): SynchronisationStatus {
  return {
    syncId,
    name: syncId,
    sourceName: 's',
    destinationName: 'd',
    domains: ['metadata'],
    mode: 'automatic',
    checkIntervalSeconds: 300,
    state: 'waiting',
    since: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

/** A desktop with or without a panel, an engine with two synchronisations, and what was done with them. */
function desktop(host: TrayHost = 'present') {
  const world = {
    host,
    snapshot: { seq: 1, synchronisations: [status('a'), status('b')] } as StatusSnapshot,
  };
  const shown: TrayView[] = [];
  const done: string[] = [];
  const problems: Problem[] = [];
  let listener: (delta: StatusDelta) => void = () => undefined;
  let click: (action: TrayAction) => void = () => undefined;
  const note = (what: string) => (id: string) => {
    done.push(`${what} ${id}`);
    return Promise.resolve(id === 'refused' ? fail(problem('already-running')) : succeed(null));
  };
  const engine = {
    snapshot: () => world.snapshot,
    onStatus: (fn: (delta: StatusDelta) => void) => {
      listener = fn;
      return () => (listener = () => undefined);
    },
    runNow: note('run'),
    pauseSynchronisation: note('pause'),
    resumeSynchronisation: note('resume'),
    startSynchronisation: note('start'),
    stopSynchronisation: note('stop'),
  };
  const start = () =>
    startTrayControl({
      // The control uses these members of the engine and no others.
      engine: engine as unknown as Engine,
      texts: createTranslator('fr'),
      createIcon: (first, onAction) => {
        click = onAction;
        shown.push(first);
        done.push('icon made');
        return { show: (view) => shown.push(view), destroy: () => done.push('icon gone') };
      },
      lookForHost: () => Promise.resolve(world.host),
      openWindow: () => done.push('open'),
      exportBundle: () => done.push('export bundle'),
      quit: () => done.push('quit'),
      onProblem: (found) => problems.push(found),
      onPresence: (presence) => done.push(presence),
    });
  const act = async (action: TrayAction) => {
    click(action);
    await vi.advanceTimersByTimeAsync(1);
  };
  const change = (next: StatusSnapshot): void => {
    world.snapshot = next;
    listener({ seq: next.seq, changed: next.synchronisations, removed: [] });
  };
  return { world, shown, done, problems, start, act, change };
}

describe('startTrayControl', () => {
  it('follows the status, at most once a second, and ends with the newest', async () => {
    const { shown, start, change } = desktop();
    const control = await start();
    for (let done = 0; done <= 100; done++) {
      const progress = { phase: 'sending', done, total: 100, unit: 'values', acknowledged: done } as const;
      change({ seq: done, synchronisations: [status('a', { state: 'syncing', progress })] });
      await vi.advanceTimersByTimeAsync(25);
    }
    await vi.advanceTimersByTimeAsync(trayIntervalMs);
    expect(shown.length).toBeLessThanOrEqual(6);
    expect(shown.at(-1)?.tooltip).toBe('Passerelle : 1 en cours (100 %)');
    control.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[TrayAction, string[]]>([
    [{ kind: 'open' }, ['open']],
    [{ kind: 'export-bundle' }, ['export bundle']],
    [{ kind: 'quit' }, ['quit']],
    [{ kind: 'run-now', syncId: 'a' }, ['run a']],
    [{ kind: 'pause', syncId: 'a' }, ['pause a']],
    [{ kind: 'resume', syncId: 'a' }, ['resume a']],
    [{ kind: 'start', syncId: 'a' }, ['start a']],
    [{ kind: 'stop', syncId: 'a' }, ['stop a']],
    [{ kind: 'pause-all' }, ['pause a', 'pause b']],
    [{ kind: 'stop-all' }, ['stop a', 'stop b']],
    [{ kind: 'start-all' }, []],
    [{ kind: 'resume-all' }, []],
  ])('carries out %j', async (action, expected) => {
    const { done, start, act } = desktop();
    await start();
    await act(action);
    expect(done).toEqual(['icon made', 'present', ...expected]);
  });

  it('tells what the engine refused', async () => {
    const { problems, start, act } = desktop();
    await start();
    await act({ kind: 'run-now', syncId: 'refused' });
    expect(problems).toEqual([problem('already-running')]);
  });

  it('takes the icon up when a panel comes late, and says when it goes away', async () => {
    const { world, done, start } = desktop('unknown');
    const control = await start();
    expect(control.presence()).toBe('absent');
    world.host = 'present';
    await vi.advanceTimersByTimeAsync(trayHostIntervalMs);
    expect(control.presence()).toBe('present');
    world.host = 'unknown';
    await vi.advanceTimersByTimeAsync(trayHostIntervalMs);
    expect(control.presence()).toBe('present');
    world.host = 'absent';
    await vi.advanceTimersByTimeAsync(trayHostIntervalMs);
    expect(control.presence()).toBe('absent');
    expect(done).toEqual(['icon made', 'present', 'icon gone', 'absent']);
  });
});
