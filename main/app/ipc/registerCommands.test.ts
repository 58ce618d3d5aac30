import fc from 'fast-check';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { commandNames } from '../../../shared/ipc/contract';
import type { CommandName, CommandResult } from '../../../shared/ipc/contract';
import { commandSchemas } from '../../../shared/ipc/schemas';
import type { LogEvent } from '../../../shared/model/log';
import { problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import { registerCommands } from './registerCommands';
import type { CommandDoor, CommandHandlers } from './registerCommands';
import type { SenderEvent } from './senderCheck';

const page: SenderEvent = {
  sender: { id: 7 },
  senderFrame: { url: 'app://passerelle/index.html', origin: 'app://passerelle', parent: null },
};
const foreign: SenderEvent = {
  sender: { id: 7 },
  senderFrame: { url: 'https://example.net/', origin: 'https://example.net', parent: null },
};

/** A door that tests knock at, with a handler behind each command that answers its own name as a failure. */
function openDoor(override: Partial<CommandHandlers> = {}) {
  const listeners = new Map<string, (event: SenderEvent, input: unknown) => unknown>();
  const door: CommandDoor = { handle: (channel, listener) => void listeners.set(channel, listener) };
  const handle = vi.fn<(name: CommandName, input: unknown) => CommandResult<never>>((name) =>
    fail(problem('not-found', { name })),
  );
  const each = commandNames.map((name) => [name, (input: unknown) => handle(name, input)]);
  // A table of all names is built from the names themselves; the compiler cannot see that none is missing.
  const handlers = { ...(Object.fromEntries(each) as unknown as CommandHandlers), ...override };
  const lines: LogEvent[] = [];
  registerCommands({ handlers, isOwnWindow: (id) => id === 7, log: { write: (e) => lines.push(e) }, door });
  const call = async (
    name: CommandName,
    input: unknown,
    event = page,
  ): Promise<CommandResult<CommandName>> => {
    const listener = listeners.get(`command:${name}`);
    if (listener === undefined) throw new Error(`no handler for ${name}`);
    const answer = await listener(event, input);
    return (typeof answer === 'string' ? JSON.parse(answer) : answer) as CommandResult<CommandName>;
  };
  return { call, handle, lines, channels: [...listeners.keys()], listeners };
}

describe('registerCommands', () => {
  it('answers every command of the contract, and no other channel', () => {
    expect(openDoor().channels).toEqual(commandNames.map((name) => `command:${name}`));
    expect(Object.keys(commandSchemas).sort()).toEqual([...commandNames].sort());
  });

  it('does not compile when a handler is missing or answers something else', () => {
    expectTypeOf<Omit<CommandHandlers, 'app.info'>>().not.toExtend<CommandHandlers>();
    expectTypeOf<CommandHandlers['runs.detail']>().parameter(0).toEqualTypeOf<{ runId: string }>();
  });

  it('hands rows over as one text, everything else as it is', async () => {
    const { listeners } = openDoor();
    const answer = fail(problem('not-found', { name: 'logs.rows' }));
    const rows = await listeners.get('command:logs.rows')?.(page, { viewId: 'v', from: 0, count: 1 });
    expect(rows).toBe(JSON.stringify(answer));
    const counts = await listeners.get('command:logs.counts')?.(page, { viewId: 'v' });
    expect(counts).toEqual(fail(problem('not-found', { name: 'logs.counts' })));
  });

  it('hands valid input to the handler and its answer back', async () => {
    const { call, handle } = openDoor();
    const answer = await call('synchronisations.runNow', { id: 'a-1' });
    expect(handle).toHaveBeenCalledExactlyOnceWith('synchronisations.runNow', { id: 'a-1' });
    expect(answer).toEqual(fail(problem('not-found', { name: 'synchronisations.runNow' })));
  });

  it.each(commandNames)('refuses %s from elsewhere, answers it and logs it', async (name) => {
    const { call, handle, lines } = openDoor();
    const answer = await call(name, {}, foreign);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input', params: { what: 'sender' } } });
    expect(handle).not.toHaveBeenCalled();
    expect(lines).toMatchObject([{ level: 'WARNING', code: 'command-refused', params: { command: name } }]);
  });

  it.each(commandNames)('refuses unknown keys for %s', async (name) => {
    const { call, handle } = openDoor();
    const answer = await call(name, { id: 'a', runId: 'a', testId: 'a', surplus: 1 });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(handle).not.toHaveBeenCalled();
  });

  it.each(commandNames)(
    'lets no generated input through to %s that its schema refuses, and never throws',
    async (name) => {
      const { call, handle } = openDoor();
      const key = fc.constantFrom(
        'id',
        'testId',
        'runId',
        'secret',
        'name',
        'url',
        '__proto__',
        'limit',
        'files',
      );
      const value = fc.oneof(
        fc.anything({ maxDepth: 2 }),
        fc.constant('../../etc/passwd'),
        fc.constant('x'.repeat(5000)),
      );
      const input = fc.oneof(fc.anything({ maxDepth: 2 }), fc.dictionary(key, value));
      await fc.assert(
        fc.asyncProperty(input, async (generated) => {
          handle.mockClear();
          const wanted = commandSchemas[name].safeParse(generated);
          const answer = await call(name, generated);
          expect(answer).toMatchObject({
            ok: false,
            error: { code: wanted.success ? 'not-found' : 'invalid-input' },
          });
          expect(handle).toHaveBeenCalledTimes(wanted.success ? 1 : 0);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('never repeats a refused value, which may be a secret, neither in the answer nor in the log', async () => {
    const { call, lines } = openDoor();
    const connection = { name: '', url: 'x', allowHttp: 1, auth: { type: 'token' }, secret: 'Canary-4711' };
    const answer = await call('connections.save', { ...connection, 'Canary-4711': 'Canary-4711' });
    expect(JSON.stringify([answer, lines])).not.toContain('Canary-4711');
    expect(answer).toMatchObject({ ok: false });
  });

  it('answers a handler that throws with an internal error and logs it', async () => {
    const { call, lines } = openDoor({
      'app.quit': () => {
        throw new Error('bad day');
      },
    });
    expect(await call('app.quit', {})).toEqual(
      fail(problem('internal-error', { command: 'app.quit' }, 'bad day')),
    );
    expect(lines).toMatchObject([{ level: 'ERROR', code: 'command-failed' }]);
  });
});
