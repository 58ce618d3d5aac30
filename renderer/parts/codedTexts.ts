import type { TFunction } from 'i18next';
import type { RunNote } from '../../shared/model/run';
import { leftOut } from '../../shared/text/fr/leftOut';
import { note } from '../../shared/text/fr/note';

function isLeftOut(code: string): code is keyof typeof leftOut {
  return Object.hasOwn(leftOut, code);
}

/** Words for something that a comparison leaves out; a code without words is shown as it is, not hidden. */
export function leftOutText(code: string, t: TFunction): string {
  return isLeftOut(code) ? t(`leftOut.${code}`) : code;
}

function isNote(code: string): code is keyof typeof note {
  return Object.hasOwn(note, code);
}

/** Words for a fact of a run; a code without words is shown as it is, not hidden. */
export function noteText(entry: RunNote, t: TFunction): string {
  if (isNote(entry.code)) return t(`note.${entry.code}`, entry.params);
  const params = Object.entries(entry.params).map(([name, value]) => `${name}=${value}`);
  return [entry.code, ...params].join(' ');
}
