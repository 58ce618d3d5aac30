import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LogFileFacts, LogViewRequest, LogViewState } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { createLogReader } from '../../engine/logReading/createLogReader';
import type { LogReader } from '../../engine/logReading/logReader';
import { ripgrepInModules } from '../../engine/logReading/search/ripgrepPlace';

/** A reader in this process, with the one view that a command needs. */
export interface ReaderSession {
  readonly reader: LogReader;
  /** Opens the view, or changes it. */
  view(request: LogViewRequest): Promise<Result<LogViewState, Problem>>;
  /** Resolves when everything is read and searched, or when it was aborted. */
  settled(first: LogViewState, signal: AbortSignal): Promise<LogViewState>;
  close(): Promise<void>;
}

/** Name of the view. */
export const viewId = 'terminal';

function isSettled({ reading, searching }: LogViewState): boolean {
  return reading.done >= reading.total && searching.done >= searching.total;
}

/** Opens a reader on the logs of a state folder; without one only files from elsewhere can be opened. */
export async function openReaderSession(state: string | undefined): Promise<ReaderSession> {
  const temporary = await mkdtemp(join(tmpdir(), 'passerelle-logs-'));
  const listeners: ((state: LogViewState) => void)[] = [];
  const reader = createLogReader(
    {
      logFolder: state === undefined ? join(temporary, 'none') : join(resolve(state), 'logs'),
      scratchFolder: join(temporary, 'scratch'),
      // The built program stands two folders below the root of the checkout.
      ripgrep: ripgrepInModules(process, join(__dirname, '../..')),
    },
    (event, payload) => {
      if (event !== 'logView' || !('rows' in payload)) return;
      for (const listener of listeners) listener(payload);
    },
  );
  return {
    reader,
    view: (request) => reader.view({ ...request, viewId }),
    settled: (first, signal) =>
      new Promise((settle) => {
        let last = first;
        const end = (): void => {
          settle(last);
        };
        if (isSettled(first) || signal.aborted) {
          end();
          return;
        }
        signal.addEventListener('abort', end, { once: true });
        listeners.push((state_) => {
          last = state_;
          if (isSettled(state_)) end();
        });
      }),
    close: async () => {
      await reader.close({});
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

/**
 * Files by what was typed. What is called like a file of the list is that file; anything else is the path of a file from
 * elsewhere, which is opened to be read only, and of which a zip may hold several. Fails with `log-unknown` and the word.
 */
export async function chosenFiles(
  { reader }: ReaderSession,
  words: readonly string[],
): Promise<Result<readonly LogFileFacts[], Problem>> {
  const list = await reader.list({});
  if (!list.ok) return list;
  const chosen: LogFileFacts[] = [];
  for (const word of words) {
    const found = list.value.files.find(({ name }) => name === word);
    if (found !== undefined) {
      chosen.push(found);
      continue;
    }
    const opened = await reader.openPath({ path: resolve(word) });
    if (!opened.ok) {
      const isAbsent = opened.error.params['reason'] === 'ENOENT';
      return isAbsent ? fail(problem('log-unknown', { file: word })) : opened;
    }
    chosen.push(...opened.value);
  }
  return succeed(chosen);
}
