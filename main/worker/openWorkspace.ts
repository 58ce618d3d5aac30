import { join } from 'node:path';
import { fail, succeed } from '../../shared/result';
import type { Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import type { Language } from '../../shared/text/translator';
import { createLog } from '../engine/logs/createLog';
import type { FileLog } from '../engine/logs/createLog';
import { tellInterrupted } from '../engine/run/runLog';
import { openRunHistory } from '../engine/store/runHistory';
import type { RunHistory } from '../engine/store/runHistory';
import { acquireStateLock } from '../engine/store/stateLock';
import type { StateLock } from '../engine/store/stateLock';
import { systemClock } from '../engine/systemPorts';

/** A state folder that this process holds: lock, logs, history. */
export interface Workspace {
  readonly folder: string;
  readonly lock: StateLock;
  readonly log: FileLog;
  readonly history: RunHistory;
  close(): Promise<void>;
}

/** Takes the lock of a state folder first, since it guards the logs and the state alike. */
export async function openWorkspace(folder: string, language: Language): Promise<Result<Workspace, Problem>> {
  const lock = await acquireStateLock(folder);
  if (!lock.ok) return lock;
  const log = createLog({ folder: join(folder, 'logs'), language: () => language, clock: systemClock });
  const history = await openRunHistory(folder);
  const close = async () => {
    log.close();
    await lock.value.release();
  };
  if (!history.ok) {
    await close();
    return fail(history.error);
  }
  const { takenOverFrom } = lock.value;
  if (takenOverFrom !== undefined) {
    log.write({ level: 'WARNING', module: 'worker', code: 'lock-taken-over', params: takenOverFrom });
  }
  tellInterrupted(log, history.value.interrupted);
  return succeed({ folder, lock: lock.value, log, history: history.value, close });
}
