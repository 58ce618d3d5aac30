import type { TFunction } from 'i18next';
import { problemCodes } from '../../../shared/model/problem';

/** What a problem code says happened; a code without words is shown as it is, not hidden. */
export function codeWords(code: string, t: TFunction): string {
  const known = problemCodes.find((name) => name === code);
  return known === undefined ? code : t(`problem.${known}.title`);
}
