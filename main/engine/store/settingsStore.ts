import { basename, join } from 'node:path';
import { Low } from 'lowdb';
import type { Adapter } from 'lowdb';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { logMegabyteRange } from '../../../shared/model/settings';
import type { Settings } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { backupEnding, ensureFolder, keepAside, readWholeFile, writeFileAtomically } from './atomicFile';
import type { Disk } from './disk';
import { realDisk } from './disk';
import { checkSettings, parseSettings, settingsText } from './settingsSchema';

/** What a first start begins with. */
export const noSettings: Settings = {
  connections: [],
  synchronisations: [],
  preferences: {
    language: 'fr',
    theme: 'system',
    closeToTrayExplained: false,
    logMegabytes: logMegabyteRange.usual,
  },
};

/** Connections, synchronisations and preferences on disk; no secrets. */
export interface SettingsStore {
  /** What was unreadable at opening: kept aside, and replaced by the backup where that was good. */
  readonly problems: readonly Problem[];
  current(): Settings;
  /** Writes what the function makes of the current settings; calls take place one after the other. */
  update(change: (settings: Settings) => Settings): Promise<Result<Settings, Problem>>;
}

/** A write that failed, on its way through lowdb. */
class WriteFailure extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** lowdb's door to the disk: fsynced, atomic, with a backup. */
function fsyncedAdapter(path: string, initial: Settings, disk: Disk): Adapter<Settings> {
  return {
    read: () => Promise.resolve(initial),
    write: async (settings) => {
      const written = await writeFileAtomically(path, settingsText(settings), { backup: 'keep', disk });
      if (!written.ok) throw new WriteFailure(written.error);
    },
  };
}

async function readGood(
  path: string,
  disk: Disk,
): Promise<Result<Settings | 'absent' | 'unreadable', Problem>> {
  const content = await readWholeFile(path, disk);
  if (!content.ok) return content;
  if (content.value === undefined) return succeed('absent');
  return succeed(parseSettings(content.value.toString('utf8')) ?? 'unreadable');
}

/** Opens `<state>/settings.json`; the state lock must be held. */
export async function openSettingsStore(
  stateFolder: string,
  options: { readonly disk?: Disk; readonly now?: () => number } = {},
): Promise<Result<SettingsStore, Problem>> {
  const disk = options.disk ?? realDisk;
  const path = join(stateFolder, 'settings.json');
  const ready = await ensureFolder(stateFolder, disk);
  if (!ready.ok) return ready;
  const read = await readGood(path, disk);
  if (!read.ok) return read;
  const backup =
    typeof read.value === 'string' ? await readGood(path + backupEnding, disk) : succeed('absent');
  if (!backup.ok) return backup;
  const usedBackup = typeof backup.value !== 'string';

  const problems: Problem[] = [];
  if (read.value === 'unreadable' || (read.value === 'absent' && backup.value !== 'absent')) {
    const kept = await keepAside(path, (options.now ?? Date.now)(), disk);
    if (!kept.ok) return kept;
    problems.push(
      problem('state-unreadable', {
        file: basename(path),
        keptAs: kept.value === undefined ? '' : basename(kept.value),
        instead: usedBackup ? 'backup' : 'nothing',
      }),
    );
  }
  const initial =
    typeof read.value !== 'string'
      ? read.value
      : typeof backup.value !== 'string'
        ? backup.value
        : noSettings;
  const low = new Low(fsyncedAdapter(path, initial, disk), initial);
  if (problems.length > 0) {
    // Written at once, without touching the backup: the next start must find a good file again.
    const written = await writeFileAtomically(path, settingsText(initial), { disk });
    if (!written.ok) return written;
  }
  return succeed(assemble(low, problems));
}

function assemble(low: Low<Settings>, problems: readonly Problem[]): SettingsStore {
  let queue: Promise<unknown> = Promise.resolve();
  const change = async (next: (settings: Settings) => Settings): Promise<Result<Settings, Problem>> => {
    const before = low.data;
    const after = next(before);
    if (!checkSettings(after)) return fail(problem('internal-error', { reason: 'settings-form' }));
    low.data = after;
    try {
      await low.write();
      return succeed(after);
    } catch (error) {
      low.data = before;
      if (error instanceof WriteFailure) return fail(error.problem);
      throw error;
    }
  };
  return {
    problems,
    current: () => low.data,
    update: (next) => {
      const done = queue.then(() => change(next));
      queue = done.catch(() => undefined);
      return done;
    },
  };
}
