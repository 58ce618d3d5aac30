import type { TFunction } from 'i18next';
import { problemCodes } from '../../../shared/model/problem';

/** What a problem code says happened; a code without words is shown as it is, not hidden. */
export function codeWords(code: string, t: TFunction): string {
  const known = problemCodes.find((name) => name === code);
  return known === undefined ? code : t(`problem.${known}.title`);
}

/** What a problem code asks to be done about a file; nothing for a code without words. */
export function codeAdvice(code: string, params: { readonly file: string }, t: TFunction): string {
  const known = problemCodes.find((name) => name === code);
  return known === undefined ? '' : t(`problem.${known}.next`, params);
}
