import type { Events } from '../../../../shared/ipc/contract';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { readerRequests } from '../logReader';
import type { LogReader, LogReaderEvents, OnReaderEvent } from '../logReader';
import type { ReaderPort, ReaderReply } from './readerPort';

function isReply(message: unknown): message is ReaderReply {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    (message.kind === 'answer' || message.kind === 'event')
  );
}

/**
 * A reader at the other end of a port. Once that end is gone, every request that is open or comes later fails with
 * `log-reader-gone`.
 */
export function createReaderClient(port: ReaderPort, onEvent: OnReaderEvent): LogReader {
  const open = new Map<number, (result: Result<unknown, Problem>) => void>();
  let lastId = 0;
  let state: 'open' | 'gone' = 'open';
  const gone = (): Result<never, Problem> => fail(problem('log-reader-gone'));

  const announce = <N extends keyof LogReaderEvents>(event: N, payload: Events[N]): void =>
    onEvent(event, payload);

  port.onMessage((message) => {
    if (!isReply(message)) return;
    switch (message.kind) {
      case 'answer':
        open.get(message.id)?.(message.result);
        open.delete(message.id);
        return;
      case 'event':
        if (message.event === 'logView') announce(message.event, message.payload);
        else announce(message.event, message.payload);
    }
  });
  port.onClose(() => {
    state = 'gone';
    for (const answer of open.values()) answer(gone());
    open.clear();
  });

  const ask = (name: keyof LogReader, input: unknown): Promise<Result<unknown, Problem>> => {
    if (state === 'gone') return Promise.resolve(gone());
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      open.set(id, resolve);
      try {
        port.post({ kind: 'request', id, name, input });
      } catch (error) {
        open.delete(id);
        resolve(fail(problem('internal-error', {}, error instanceof Error ? error.message : String(error))));
      }
    });
  };
  const requests = readerRequests.map((name) => [name, (input: unknown) => ask(name, input)]);
  // Every request of a reader is in the list, which the compiler checks, and is answered by a reader of the same type.
  return Object.fromEntries(requests) as LogReader;
}
