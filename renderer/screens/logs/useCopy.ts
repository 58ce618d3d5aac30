import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '../../../shared/model/logView';
import { call } from '../../bridge';
import { tellDone, tellProblem } from '../../ui/act';
import { copyText } from './clipboard';
import type { Chosen } from './LogRows';
import type { LogSession } from './logSession';
import { readOn, readWhole } from './recordText';

/** Most records that are copied together; more are saved as a file. */
const mostCopied = 500;

async function rowsOf(session: LogSession, first: number, last: number): Promise<readonly LogRow[]> {
  const known = Array.from({ length: last - first + 1 }, (_, at) => session.row(first + at));
  if (known.every((row) => row !== undefined)) return known;
  const answer = await call('logs.rows', { viewId: session.viewId, from: first, count: last - first + 1 });
  return answer.ok ? answer.value.rows : [];
}

/** Copies records as they stand in their files, or the link to one. */
export function useCopy(session: LogSession): {
  readonly copyRows: (chosen: Chosen) => Promise<void>;
  readonly copyRecord: (row: LogRow, what: 'text' | 'link') => Promise<void>;
} {
  const { t, i18n } = useTranslation();
  const tell = useCallback(
    (text: string, done: string): void => {
      tellDone(i18n, copyText(text) === 'copied' ? done : t('screens.logs.copy.refused'));
    },
    [i18n, t],
  );
  const copyRows = async (chosen: Chosen): Promise<void> => {
    const first = Math.min(chosen.cursor, chosen.from);
    const last = Math.max(chosen.cursor, chosen.from);
    if (last - first >= mostCopied) {
      tellDone(i18n, t('screens.logs.copy.tooMany', { count: mostCopied }));
      return;
    }
    const texts: string[] = [];
    for (const row of await rowsOf(session, first, last)) {
      const whole = await readWhole({ call }, session.viewId, row.ref);
      if (!whole.ok) {
        tellProblem(i18n, whole.error);
        return;
      }
      texts.push(whole.value.text);
    }
    tell(texts.join('\n'), t('screens.logs.copy.done', { count: texts.length }));
  };
  const copyRecord = async (row: LogRow, what: 'text' | 'link'): Promise<void> => {
    const read = await (what === 'link' ? readOn : readWhole)({ call }, session.viewId, row.ref);
    if (!read.ok) {
      tellProblem(i18n, read.error);
      return;
    }
    if (what === 'link') tell(read.value.link, t('screens.logs.copy.link'));
    else tell(read.value.text, t('screens.logs.copy.done', { count: 1 }));
  };
  return { copyRows, copyRecord };
}
