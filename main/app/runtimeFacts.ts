import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { devDependencies, version } from '../../package.json';

/** Which program and which Electron run. */
export interface RuntimeFacts {
  readonly version: string;
  readonly electronVersion: string;
  readonly runtime: 'supported' | 'fallback';
  readonly chromeVersion: string;
  readonly nodeVersion: string;
  readonly platform: string;
}

/** Left beside the binary by the set-up that prepares the fallback; packages have none. */
const fallbackMark = '.complete';

/** Reads the facts off the running process: only the exact pinned release, as published, counts as supported. */
export function runtimeFacts(
  versions: Readonly<Record<string, string | undefined>>,
  execPath: string,
  platform: string,
): RuntimeFacts {
  const electronVersion = versions['electron'] ?? '?';
  const prepared = existsSync(join(dirname(execPath), fallbackMark));
  return {
    version,
    electronVersion,
    runtime: electronVersion === devDependencies.electron && !prepared ? 'supported' : 'fallback',
    chromeVersion: versions['chrome'] ?? '?',
    nodeVersion: versions['node'] ?? '?',
    platform,
  };
}
