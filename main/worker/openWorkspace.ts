import { join } from 'node:path';
import { version } from '../../package.json';
import { fail, succeed } from '../../shared/result';
import type { Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import type { Language } from '../../shared/text/translator';
import { createLog } from '../engine/logs/createLog';
import type { FileLog } from '../engine/logs/createLog';
import { openDetailStore } from '../engine/logs/detailStore';
import { defaultMostLogBytes, mostLogBytesOf } from '../engine/logs/logRoutes';
import { readWholeFile } from '../engine/store/atomicFile';
import { tellInterrupted } from '../engine/run/runLog';
import { openRunHistory } from '../engine/store/runHistory';
import type { RunHistory } from '../engine/store/runHistory';
import { parseSettings } from '../engine/store/settingsSchema';
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

/** Takes the lock of a state folder first, since it guards the logs and the state alike; opening and closing are logged. */
export async function openWorkspace(folder: string, language: Language): Promise<Result<Workspace, Problem>> {
  const lock = await acquireStateLock(folder);
  if (!lock.ok) return lock;
  const log = createLog({
    folder: join(folder, 'logs'),
    language: () => language,
    clock: systemClock,
    details: openDetailStore({ stateFolder: folder, now: () => systemClock.now() }),
  });
  log.setMostBytes(await readMostLogBytes(folder));
  const { versions, platform } = process;
  const started = { version, runtime: 'cli', node: versions.node, platform };
  log.write({ level: 'INFO', module: 'worker', code: 'app-started', params: started });
  // Only watched: the program ends by it as it would without a log.
  const onCrash = (error: Error): void => {
    const params = { reason: error.message };
    log.write({ level: 'CRITICAL', module: 'worker', code: 'app-failed', params, detail: error.stack ?? '' });
  };
  process.on('uncaughtExceptionMonitor', onCrash);
  const history = await openRunHistory(folder);
  const close = async () => {
    process.off('uncaughtExceptionMonitor', onCrash);
    log.write({ level: 'INFO', module: 'worker', code: 'app-stopped' });
    await log.close();
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

/** What the operator set in the desktop program for the same state; otherwise what is usual. */
async function readMostLogBytes(folder: string): Promise<number> {
  const file = await readWholeFile(join(folder, 'settings.json'));
  const settings =
    file.ok && file.value !== undefined ? parseSettings(file.value.toString('utf8')) : undefined;
  return settings === undefined ? defaultMostLogBytes : mostLogBytesOf(settings.preferences);
}
