import { describe, expect, it } from 'vitest';
import type { ConnectionInput } from '../../../shared/ipc/contract';
import type { ConnectionTestResult } from '../../../shared/model/connectionTest';
import type { Preferences } from '../../../shared/model/settings';
import { succeed } from '../../../shared/result';
import type { Engine } from '../../engine/enginePort';
import { createHandlers } from './handlers';
import type { HandlerNeeds } from './handlers';
import type { LogHandlerNeeds } from './logHandlers';

const step: ConnectionTestResult = { step: 'address', result: 'passed', params: {} };
const connection: ConnectionInput = {
  name: 'A',
  url: 'http://127.0.0.1:9',
  allowHttp: true,
  auth: { type: 'token' },
  secret: 's',
};

function bench() {
  let preferences: Preferences = {
    language: 'fr',
    theme: 'system',
    closeToTrayExplained: false,
    logMegabytes: 450,
  };
  const events: unknown[] = [];
  const changes: unknown[] = [];
  const engine: Partial<Engine> = {
    setPreferences: (change) => {
      preferences = { ...preferences, ...change };
      return Promise.resolve(succeed(preferences));
    },
    testConnection: (_input, onStep, signal) =>
      new Promise((resolve) => {
        onStep(step);
        signal.addEventListener('abort', () => {
          resolve([]);
        });
      }),
  };
  const handlers = createHandlers({
    // The commands tested use these members of the engine and no others.
    engine: engine as Engine,
    status: { snapshot: () => ({ seq: 4, synchronisations: [] }), stop: () => undefined },
    publish: (name, payload) => void events.push([name, payload]),
    info: () => {
      throw new Error('not asked for here');
    },
    onPreferences: (_preferences, change) => void changes.push(change),
    quit: () => void events.push('quit'),
    // The commands about logs have a test of their own.
    reading: {} as LogHandlerNeeds,
  } satisfies HandlerNeeds);
  return { handlers, events, changes };
}

describe('createHandlers', () => {
  it('announces changed preferences to the window and the shell', async () => {
    const { handlers, events, changes } = bench();
    await handlers['app.setPreferences']({ language: 'en' });
    expect(events).toEqual([
      ['preferences', { language: 'en', theme: 'system', closeToTrayExplained: false, logMegabytes: 450 }],
    ]);
    expect(changes).toEqual([{ language: 'en' }]);
  });

  it('sends the steps of a connection test under its identifier, and ends it when told to', async () => {
    const { handlers, events } = bench();
    const testing = handlers['connections.test']({ testId: 't1', connection });
    expect(events).toEqual([['connectionTest', { testId: 't1', result: step }]]);
    expect(await handlers['connections.test']({ testId: 't1', connection })).toMatchObject({ ok: false });
    await handlers['connections.cancelTest']({ testId: 'unknown' });
    await handlers['connections.cancelTest']({ testId: 't1' });
    expect(await testing).toEqual(succeed([]));
  });

  it('answers before it quits', async () => {
    const { handlers, events } = bench();
    expect(handlers['app.quit']({})).toEqual(succeed(null));
    expect(events).toEqual([]);
    await new Promise(setImmediate);
    expect(events).toEqual(['quit']);
  });
});
