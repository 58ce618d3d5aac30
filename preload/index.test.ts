import { beforeAll, describe, expect, it, vi } from 'vitest';
import { commandNames, eventNames } from '../shared/ipc/contract';

const electron = vi.hoisted(() => {
  const exposed = new Map<string, Record<string, unknown>>();
  return {
    exposed,
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, unknown>) => exposed.set(name, api),
    },
    ipcRenderer: {
      invoke: vi.fn<(channel: string, input: unknown) => Promise<string>>(() => Promise.resolve('answer')),
      on: vi.fn<(channel: string, listener: (event: unknown, payload: unknown) => void) => void>(),
      off: vi.fn(),
    },
  };
});
vi.mock('electron', () => electron);

beforeAll(() => import('./index'));

/** The bridge as the page gets it. */
function bridge(): Record<string, (...args: unknown[]) => unknown> {
  // Exposed by the module under test, whose shape is what the tests are about.
  return electron.exposed.get('operator') as Record<string, (...args: unknown[]) => unknown>;
}

describe('preload', () => {
  it('exposes one frozen object with exactly the contract', () => {
    expect([...electron.exposed.keys()]).toEqual(['operator']);
    expect(Object.keys(bridge()).sort()).toEqual([...commandNames, 'on'].sort());
    expect(Object.isFrozen(bridge())).toBe(true);
  });

  it('sends each command on its own channel, with its input and nothing else', async () => {
    for (const name of commandNames) {
      electron.ipcRenderer.invoke.mockClear();
      expect(await bridge()[name]?.({ id: 'a' }, 'surplus')).toBe('answer');
      expect(electron.ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(`command:${name}`, { id: 'a' });
    }
  });

  it('listens to events of the contract only, and hands over the payload without the event', () => {
    for (const name of eventNames) {
      electron.ipcRenderer.on.mockClear();
      const heard = vi.fn();
      const stop = bridge()['on']?.(name, heard);
      const [channel, listener] = electron.ipcRenderer.on.mock.calls[0] ?? [];
      listener?.({ sender: 'secret way to main' }, 'payload');
      expect(heard).toHaveBeenCalledExactlyOnceWith('payload');
      // What `on` returns is the way to stop listening.
      (stop as () => void)();
      expect(electron.ipcRenderer.off).toHaveBeenLastCalledWith(channel, listener);
    }
    expect(() => bridge()['on']?.('command:app.quit', vi.fn())).toThrow('unknown event');
  });
});
