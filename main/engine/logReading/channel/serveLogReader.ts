import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { readerRequests } from '../logReader';
import type { LogReader, OnReaderEvent } from '../logReader';
import type { ReaderPort, ReaderRequest } from './readerPort';

function isRequest(message: unknown): message is ReaderRequest {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    message.kind === 'request' &&
    'id' in message &&
    typeof message.id === 'number' &&
    'name' in message &&
    readerRequests.some((name) => name === message.name) &&
    'input' in message
  );
}

type Work = (input: unknown) => Promise<Result<unknown, Problem>>;

async function answerTo(reader: LogReader, request: ReaderRequest): Promise<Result<unknown, Problem>> {
  try {
    // The other end is our own client, whose types tie each name to its input.
    const requests = reader as unknown as Record<keyof LogReader, Work>;
    return await requests[request.name](request.input);
  } catch (error) {
    return fail(problem('internal-error', {}, error instanceof Error ? error.message : String(error)));
  }
}

/**
 * Answers the requests of one port with a reader that is made for it, and hands on what the reader announces. The reader
 * is closed when the other end is gone; `onClosed` is called after that, and also when it was asked to close.
 */
export function serveLogReader(
  port: ReaderPort,
  makeReader: (onEvent: OnReaderEvent) => LogReader,
  onClosed: () => void = () => undefined,
): void {
  let state: 'open' | 'closed' = 'open';
  const reader = makeReader((event, payload) => {
    if (state === 'open') port.post({ kind: 'event', event, payload });
  });
  const ended = (): void => {
    if (state === 'closed') return;
    state = 'closed';
    onClosed();
  };
  port.onMessage((message) => {
    if (!isRequest(message)) return;
    void answerTo(reader, message).then((result) => {
      if (state === 'open') port.post({ kind: 'answer', id: message.id, result });
      if (message.name === 'close') ended();
    });
  });
  port.onClose(() => {
    void answerTo(reader, { kind: 'request', id: 0, name: 'close', input: {} }).then(ended);
  });
}
