import { useTranslation } from 'react-i18next';
import type { LogViewState } from '../../../shared/model/logView';
import { Notice } from '../../ui/Notice';
import { codeAdvice, codeWords } from './codeWords';

/** Says which file is not wholly shown or searched, why, and what to do. */
export function IncompleteNotice(props: { readonly of: NonNullable<LogViewState['incomplete']> }) {
  const { t } = useTranslation();
  const { code, file = '—' } = props.of;
  const why = codeWords(code, t);
  const advice = codeAdvice(code, { file }, t);
  // Such a file is read to its end: only what filters know of it is not whole.
  if (code === 'log-too-varied')
    return (
      <Notice kind="warning" voice="announced" title={why}>
        {advice}
      </Notice>
    );
  return (
    <Notice kind="warning" voice="announced" title={t('screens.logs.incomplete', { file })}>
      {[why, advice].filter((part) => part !== '').join('. ')}
    </Notice>
  );
}
