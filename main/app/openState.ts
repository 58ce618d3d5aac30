import { safeStorage } from 'electron';
import { join } from 'node:path';
import type { Problem } from '../../shared/model/problem';
import { succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import type { Language } from '../../shared/text/translator';
import { createEngine } from '../engine/createEngine';
import { claimDemonstrationFolder } from '../engine/demonstration/demonstrationFolder';
import type { Engine, SecretStore } from '../engine/enginePort';
import { createLog } from '../engine/logs/createLog';
import type { FileLog } from '../engine/logs/createLog';
import { openDetailStore } from '../engine/logs/detailStore';
import type { DetailStore } from '../engine/logs/detailStore';
import { mostLogBytesOf } from '../engine/logs/logRoutes';
import { createSessionSecrets } from '../engine/sessionSecrets';
import { acquireStateLock } from '../engine/store/stateLock';
import { systemClock, systemRandom } from '../engine/systemPorts';
import { openOsStore } from './desktop/cipher';
import { openSecretStore } from './desktop/secretStore';
import type { OpenSecrets } from './desktop/secretStore';
import type { Profile } from './options';
import type { Running } from './shutdown';

/** State, logs, secrets and the engine on them, all held by this process. */
export interface OpenState {
  readonly engine: Engine;
  readonly log: FileLog;
  /** Texts that were too long for a log line. */
  readonly details: DetailStore;
  readonly stateFolder: string;
  readonly logFolder: string;
  readonly secretStore: SecretStore;
  /** What was found unreadable while opening; the engine has its own list. */
  readonly problems: readonly Problem[];
  /** To be ended, the first one last. */
  readonly running: readonly Running[];
}

/** What {@link openState} needs. */
export interface OpenStateNeeds {
  readonly profile: Profile;
  /** Folder of everything that belongs to this profile. */
  readonly userData: string;
  readonly language: () => Language;
  /** First line of the log. */
  readonly onLog: (log: FileLog) => void;
  /** Takes log lines from INFO on while developing. */
  readonly console?: (line: string) => void;
}

/**
 * Opens everything durable: the lock first, since it guards the log files too; then logs, secrets, engine. When a part
 * fails, what was opened before is closed again.
 */
export async function openState(needs: OpenStateNeeds): Promise<Result<OpenState, Problem>> {
  const { profile, userData } = needs;
  const stateFolder = join(userData, profile === 'demonstration' ? 'demonstration' : 'state');
  const lock =
    profile === 'demonstration'
      ? await claimDemonstrationFolder(stateFolder)
      : await acquireStateLock(stateFolder);
  if (!lock.ok) return lock;
  const logFolder = join(stateFolder, 'logs');
  const details = openDetailStore({ stateFolder, now: () => systemClock.now() });
  const log = createLog({
    folder: logFolder,
    language: needs.language,
    clock: systemClock,
    details,
    ...(needs.console === undefined ? {} : { console: needs.console }),
  });
  needs.onLog(log);
  const { takenOverFrom } = lock.value;
  if (takenOverFrom !== undefined) {
    log.write({ level: 'WARNING', module: 'app', code: 'lock-taken-over', params: takenOverFrom });
  }
  const secrets = await openSecrets(profile, stateFolder, log);
  const secretStore = masked(secrets.store, log);
  const engine = createEngine({
    stateFolder,
    lock: lock.value,
    clock: systemClock,
    random: systemRandom,
    log,
    secretStore,
  });
  const releaseLock = async (): Promise<void> => {
    await lock.value.release();
  };
  const started = await engine.start();
  if (!started.ok) {
    await log.close();
    await releaseLock();
    return started;
  }
  log.setMostBytes(mostLogBytesOf(engine.preferences()));
  const running: readonly Running[] = [
    { name: 'lock', stop: releaseLock },
    { name: 'log', stop: () => log.close() },
    { name: 'engine', stop: () => engine.stop(engineDeadlineMs) },
  ];
  return succeed({
    engine,
    log,
    details,
    stateFolder,
    logFolder,
    secretStore,
    problems: secrets.problems,
    running,
  });
}

/** How long the engine may take to end what runs, in milliseconds; less than the whole shutdown has. */
const engineDeadlineMs = 4000;

async function openSecrets(profile: Profile, stateFolder: string, log: FileLog): Promise<OpenSecrets> {
  // The demonstration's servers and passwords end with it: the operator's keyring is left alone.
  if (profile === 'demonstration') return { store: createSessionSecrets('demonstration'), problems: [] };
  // The floor's types lack the asynchronous calls, which `openOsStore` looks for at run time.
  const osStore = await openOsStore(safeStorage, process.platform);
  const path = join(stateFolder, 'secrets.json');
  const secrets = await openSecretStore({ osStore, path, clock: systemClock, log });
  const { kind, backend } = secrets.store;
  log.write({
    level: kind === 'os-store' ? 'INFO' : 'WARNING',
    module: 'app',
    code: kind === 'os-store' ? 'secrets-in-os-store' : 'secrets-this-session',
    params: { backend },
  });
  return secrets;
}

/** The store, with every secret that passes through it masked in the log from then on. */
function masked(store: SecretStore, log: FileLog): SecretStore {
  return {
    kind: store.kind,
    backend: store.backend,
    read: async (connectionId) => {
      const secret = await store.read(connectionId);
      if (secret.ok) log.protect(secret.value);
      return secret;
    },
    save: (connectionId, secret) => {
      log.protect(secret);
      return store.save(connectionId, secret);
    },
    remove: (connectionId) => store.remove(connectionId),
    kept: (connectionId) => store.kept(connectionId),
  };
}
