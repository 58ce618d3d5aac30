import { readFile, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Secrets } from '../ports';

async function readSecretFile(path: string, place: string): Promise<Result<string, Problem>> {
  try {
    const { mode } = await stat(path);
    // Windows has no such mode bits; there the folder's own rights decide.
    if (platform() !== 'win32' && (mode & 0o077) !== 0) {
      return fail(problem('secret-missing', { place, reason: 'file-readable-by-others' }));
    }
    const secret = (await readFile(path, 'utf8')).replace(/\r?\n$/u, '');
    return secret === '' ? fail(problem('secret-missing', { place, reason: 'empty' })) : succeed(secret);
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return fail(problem('secret-missing', { place, reason: 'file-unreadable' }, words));
  }
}

/**
 * Secrets of a headless run: `env:NAME`, or `file:PATH` of a file that only its owner may read (0600); relative paths
 * start at the setup file's folder.
 */
export function placedSecrets(
  places: ReadonlyMap<string, string>,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Secrets {
  return {
    read: async (connectionId) => {
      const place = places.get(connectionId) ?? '';
      if (place.startsWith('env:')) {
        const secret = environment[place.slice(4)];
        return secret === undefined || secret === ''
          ? fail(problem('secret-missing', { place, reason: 'not-set' }))
          : succeed(secret);
      }
      if (!place.startsWith('file:')) return fail(problem('secret-missing', { place, reason: 'not-set' }));
      const path = place.slice(5);
      return readSecretFile(isAbsolute(path) ? path : resolve(folder, path), place);
    },
  };
}
