import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { LogViewState } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import { readerRequests } from '../logReader';
import type { LogReader, OnReaderEvent } from '../logReader';
import { createReaderClient } from './createReaderClient';
import type { ReaderPort } from './readerPort';
import { serveLogReader } from './serveLogReader';

function portOf(port: MessagePort): ReaderPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.once('close', listener),
  };
}

/** A reader of which each request that is not given echoes its name. */
function someReader(part: Partial<LogReader> = {}): LogReader {
  const echo = readerRequests.map((name) => [
    name,
    () => Promise.resolve(fail(problem('not-found', { name }))),
  ]);
  return { ...(Object.fromEntries(echo) as LogReader), ...part };
}

function connected(part: Partial<LogReader>) {
  const { port1, port2 } = new MessageChannel();
  const heard: unknown[] = [];
  let announce: OnReaderEvent = () => undefined;
  let closed: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    closed = resolve;
  });
  serveLogReader(
    portOf(port1),
    (onEvent) => {
      announce = onEvent;
      return someReader(part);
    },
    () => closed(),
  );
  const reader = createReaderClient(portOf(port2), (event, payload) => heard.push([event, payload]));
  return { reader, heard, ended, announce: () => announce, server: port1, client: port2 };
}

const state: LogViewState = {
  viewId: 'v',
  version: 3,
  rows: 2,
  sameRows: 1,
  matches: 2,
  records: 9,
  reading: { done: 1, total: 1 },
  searching: { done: 0, total: 0 },
};

describe('the channel of the log reader', () => {
  test('carries each request to its own piece of the reader and brings the answer back, in any order', async () => {
    let slow: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      slow = resolve;
    });
    const { reader, client } = connected({
      view: async () => {
        await waits;
        return succeed(state);
      },
      record: ({ offset }) => Promise.resolve(succeed({ text: `${offset}`, fields: [], link: '' })),
    });
    const late = reader.view({
      viewId: 'v',
      selection: { files: [], old: 'with' },
      filter: emptyLogFilter,
      show: 'all',
      context: 0,
    });
    const pieces = [5, 6, 7].map((offset) =>
      reader.record({ viewId: 'v', ref: { source: 's', offset: 0 }, offset }),
    );
    const texts = (await Promise.all(pieces)).map((piece) => (piece.ok ? piece.value.text : ''));
    expect(texts).toEqual(['5', '6', '7']);
    for (const name of readerRequests.filter(
      (one) => one !== 'view' && one !== 'record' && one !== 'close',
    )) {
      expect(await reader[name]({} as never)).toEqual(fail(problem('not-found', { name })));
    }
    slow();
    expect(await late).toEqual(succeed(state));
    client.close();
  });

  test('carries announcements', async () => {
    const { reader, heard, announce, client } = connected({});
    announce()('logView', state);
    await reader.list({});
    expect(heard).toEqual([['logView', state]]);
    client.close();
  });

  test('turns an exception in the reader into a problem, and goes on', async () => {
    const { reader, client } = connected({
      list: () => Promise.reject(new Error('broken')),
      counts: () => {
        throw new Error('broken at once');
      },
    });
    expect(await reader.list({})).toEqual(fail(problem('internal-error', {}, 'broken')));
    expect(await reader.counts({ viewId: 'v' })).toEqual(
      fail(problem('internal-error', {}, 'broken at once')),
    );
    client.close();
  });

  test('fails every request that is open, and every later one, when the reader is gone', async () => {
    const { reader, server } = connected({ list: () => new Promise(() => undefined) });
    const waiting = reader.list({});
    server.close();
    expect(await waiting).toEqual(fail(problem('log-reader-gone')));
    expect(await reader.list({})).toEqual(fail(problem('log-reader-gone')));
  });

  test('closes the reader when nobody asks it any more', async () => {
    const asked: string[] = [];
    const { client, ended } = connected({
      close: () => {
        asked.push('close');
        return Promise.resolve(succeed(null));
      },
    });
    client.close();
    await ended;
    expect(asked).toEqual(['close']);
  });

  test('does not heed messages that are no requests of the reader', async () => {
    const { reader, client } = connected({ list: () => Promise.resolve(fail(problem('cancelled'))) });
    for (const message of [null, 1, {}, { kind: 'request', id: 1, name: 'constructor', input: {} }]) {
      client.postMessage(message);
    }
    expect(await reader.list({})).toEqual(fail(problem('cancelled')));
    client.close();
  });

  test('answers a request whose input cannot be sent', async () => {
    const { reader, client } = connected({});
    expect(await reader.list({ list: () => undefined } as never)).toMatchObject({
      ok: false,
      error: { code: 'internal-error' },
    });
    client.close();
  });
});
