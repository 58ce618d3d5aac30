import { statfs } from 'node:fs/promises';
import { arch, cpus, freemem, release, totalmem, uptime, version } from 'node:os';
import { dirname } from 'node:path';
import type { AppInfo } from '../../../../shared/ipc/contract';
import { bareProblem } from './runDocuments';

/** What machine this is, without the name of it or of anybody. */
export async function systemFacts(logFolder: string, info: AppInfo | undefined): Promise<object> {
  const processors = cpus();
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return {
    platform: process.platform,
    release: release(),
    systemVersion: version(),
    arch: arch(),
    processors: { count: processors.length, model: processors[0]?.model },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    uptimeSeconds: Math.round(uptime()),
    // The state stands beside the logs.
    disk: await diskFacts(dirname(logFolder)),
    locale,
    timeZone,
    program:
      info === undefined
        ? { profile: 'command-line' }
        : {
            profile: info.profile,
            runtime: info.runtime,
            secretStore: info.secretStore,
            secretBackend: info.secretBackend,
            tray: info.tray,
            stateProblems: info.stateProblems.map(bareProblem),
          },
  };
}

async function diskFacts(folder: string): Promise<object> {
  try {
    const { bsize, blocks, bavail } = await statfs(folder);
    return { totalBytes: bsize * blocks, freeBytes: bsize * bavail };
  } catch {
    return { unknown: true };
  }
}
