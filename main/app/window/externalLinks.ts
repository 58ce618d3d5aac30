import { shell } from 'electron';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { mayOpenOutside } from './externalHosts';

/** Hands a link to the operator's browser, if it leads to a host of our list; the only place that may. */
export function openOutside(address: string): 'opened' | 'refused' {
  if (!mayOpenOutside(address)) return 'refused';
  void shell.openExternal(new URL(address).href);
  return 'opened';
}

/** Shows one of our own folders in the desktop's file browser; never a path that came from a page. */
export async function openFolder(path: string): Promise<Result<null, Problem>> {
  const failure = await shell.openPath(path);
  return failure === ''
    ? succeed(null)
    : fail(problem('internal-error', { what: 'open-folder', path }, failure));
}

/** Shows a file that we wrote in the desktop's file browser; never a path that came from a page. */
export function showFile(path: string): void {
  shell.showItemInFolder(path);
}
