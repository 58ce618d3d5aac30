import type { Log } from '../../engine/ports';
import type { Problem } from '../../../shared/model/problem';
import { problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { createReaderClient } from '../../engine/logReading/channel/createReaderClient';
import { readerRequests } from '../../engine/logReading/logReader';
import type { LogReader, LogReaderPlaces, OnReaderEvent } from '../../engine/logReading/logReader';

/** A process that reads logs; made by {@link startReaderHost}, by Electron in {@link forkReader}. */
export interface ReaderProcess {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** What a host needs. */
export interface ReaderHostNeeds {
  readonly fork: () => ReaderProcess;
  readonly places: LogReaderPlaces;
  readonly onEvent: OnReaderEvent;
  /** `restarted`: views are gone and must be opened again; `failed`: it ends too often to be started again. */
  readonly onState: (state: 'restarted' | 'failed') => void;
  readonly log: Log;
  readonly now: () => number;
}

/** The reader, whichever process it lives in at the moment. */
export interface ReaderHost {
  readonly reader: LogReader;
  stop(): Promise<void>;
}

/** A reader that ended so many times within {@link spanMs} is not started again. */
const mostEnds = 5;
const spanMs = 600_000;
/** How long a reader may take to clean up, in milliseconds. */
const closeMs = 1_000;

/**
 * Keeps one reader process alive from the first request on. What is asked while it is down fails with `log-reader-gone`,
 * at once: the screen opens its views again when it hears that the reader was restarted.
 */
export function startReaderHost(needs: ReaderHostNeeds): ReaderHost {
  const ends: number[] = [];
  let state: 'running' | 'failed' | 'stopped' = 'running';
  let child: ReaderProcess | undefined;
  let current: LogReader | undefined;

  const start = (): void => {
    const started = needs.fork();
    child = started;
    let gone: (() => void) | undefined;
    const reader = createReaderClient(
      {
        post: (message) => {
          started.post(message);
        },
        onMessage: (listener) => {
          started.onMessage(listener);
        },
        onClose: (listener) => {
          gone = listener;
        },
      },
      needs.onEvent,
    );
    current = reader;
    started.onExit((code) => {
      child = undefined;
      current = undefined;
      gone?.();
      if (state === 'stopped') return;
      const now = needs.now();
      ends.push(now);
      const often = ends.filter((end) => now - end < spanMs).length >= mostEnds;
      state = often ? 'failed' : 'running';
      const params = { code, again: often ? 'no' : 'yes' };
      needs.log.write({ level: 'ERROR', module: 'app', code: 'log-reader-ended', params });
      if (!often) start();
      needs.onState(often ? 'failed' : 'restarted');
    });
    // The first message says where to work: paths are no arguments of a process, everybody could list those.
    started.post(needs.places);
  };

  const forward =
    (name: keyof LogReader) =>
    (input: unknown): Promise<Result<unknown, Problem>> => {
      // Not before the first request: an operator who never looks at logs has no such process.
      if (child === undefined && state === 'running') start();
      if (current === undefined) return Promise.resolve(fail(problem('log-reader-gone')));
      // Boundary: each name is forwarded to the request of the same name, whose types are those of LogReader.
      const requests = current as unknown as Record<
        keyof LogReader,
        (input: unknown) => Promise<Result<unknown, Problem>>
      >;
      return requests[name](input);
    };
  const forwarding = Object.fromEntries(readerRequests.map((name) => [name, forward(name)]));
  return {
    // Boundary: the list of names is checked against LogReader where it is written.
    reader: forwarding as unknown as LogReader,
    stop: async () => {
      state = 'stopped';
      if (current === undefined) return;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, closeMs);
      });
      await Promise.race([current.close({}), late]);
      clearTimeout(timer);
      child?.kill();
    },
  };
}
