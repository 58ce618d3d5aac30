import { shell } from 'electron';
import { mayOpenOutside } from './externalHosts';

/** Hands a link to the operator's browser, if it leads to a host of our list; the only place that may. */
export function openOutside(address: string): 'opened' | 'refused' {
  if (!mayOpenOutside(address)) return 'refused';
  void shell.openExternal(new URL(address).href);
  return 'opened';
}
