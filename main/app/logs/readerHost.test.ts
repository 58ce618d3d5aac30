import { expect, test } from 'vitest';
import type { LogEvent } from '../../../shared/model/log';
import { startReaderHost } from './readerHost';
import type { ReaderProcess } from './readerHost';

function isClosing(message: unknown): message is { readonly id: number } {
  return typeof message === 'object' && message !== null && 'name' in message && message.name === 'close';
}

interface Child {
  posted: unknown[];
  exit: (code: number) => void;
  killed: boolean;
}

/** Processes that the test plays: what was posted to each, and how to end it. */
function bench() {
  const children: Child[] = [];
  const states: string[] = [];
  const lines: LogEvent[] = [];
  let now = 0;
  const host = startReaderHost({
    fork: (): ReaderProcess => {
      const child: Child = { posted: [], exit: () => undefined, killed: false };
      children.push(child);
      let answer: ((message: unknown) => void) | undefined;
      return {
        post: (message) => {
          child.posted.push(message);
          // It does what closing needs, and nothing else.
          if (isClosing(message))
            answer?.({ kind: 'answer', id: message.id, result: { ok: true, value: null } });
        },
        onMessage: (listener) => {
          answer = listener;
        },
        onExit: (listener) => {
          child.exit = listener;
        },
        kill: () => {
          child.killed = true;
        },
      };
    },
    places: { logFolder: '/logs', scratchFolder: '/scratch' },
    onEvent: () => undefined,
    onState: (state) => void states.push(state),
    log: { write: (event) => void lines.push(event) },
    now: () => now,
  });
  return { host, children, states, lines, pass: (ms: number) => void (now += ms) };
}

test('the places are the first message, and requests follow', () => {
  const { host, children } = bench();
  void host.reader.list({});
  expect(children[0]?.posted[0]).toEqual({ logFolder: '/logs', scratchFolder: '/scratch' });
  expect(children[0]?.posted).toHaveLength(2);
});

test('a reader that ends fails what was asked, is started again, and both are told', async () => {
  const { host, children, states, lines } = bench();
  const asked = host.reader.list({});
  children[0]?.exit(11);
  expect(await asked).toMatchObject({ ok: false, error: { code: 'log-reader-gone' } });
  expect(children).toHaveLength(2);
  expect(states).toEqual(['restarted']);
  expect(lines).toMatchObject([{ level: 'ERROR', code: 'log-reader-ended', params: { code: 11 } }]);
});

test('a reader that ends again and again is given up, and says so to whoever asks', async () => {
  const { host, children, states } = bench();
  void host.reader.list({});
  for (let end = 0; end < 5; end += 1) children[end]?.exit(1);
  expect(children).toHaveLength(5);
  expect(states.at(-1)).toBe('failed');
  expect(await host.reader.list({})).toMatchObject({ ok: false, error: { code: 'log-reader-gone' } });
});

test('ends that lie far apart are no reason to give up', () => {
  const { host, children, states, pass } = bench();
  void host.reader.list({});
  for (let end = 0; end < 20; end += 1) {
    children[end]?.exit(1);
    pass(300_000);
  }
  expect(states).not.toContain('failed');
});

test('a reader that is stopped is killed and not started again', async () => {
  const { host, children, states } = bench();
  void host.reader.list({});
  await host.stop();
  children[0]?.exit(0);
  expect(children).toHaveLength(1);
  expect(children[0]?.killed).toBe(true);
  expect(states).toEqual([]);
});

test('nothing is started for an operator who never looks at logs', async () => {
  const { host, children } = bench();
  expect(children).toHaveLength(0);
  await host.stop();
  expect(await host.reader.list({})).toMatchObject({ ok: false, error: { code: 'log-reader-gone' } });
  expect(children).toHaveLength(0);
});
