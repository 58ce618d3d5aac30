import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { JsonTree } from './JsonTree';
import { jsonInText } from './jsonInText';
import styles from './record.module.css';

/** Letters of a detail that are drawn at first. */
const lettersAtFirst = 20_000;

/** The full text that a line was cut from, read when it is asked for. */
export function StoredDetail(props: { readonly reference: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [shown, setShown] = useState<'start' | 'all'>('start');
  const read = (): void => {
    void call('logs.detail', { reference: props.reference }).then((answer) => {
      if (answer.ok) setText(answer.value.text);
      else setProblem(answer.error);
    });
  };
  if (problem !== undefined) return <ProblemNotice problem={problem} kind="neutral" voice="announced" />;
  if (text === undefined) {
    return (
      <button type="button" className={styles.linkButton} data-testid="record-detail" onClick={read}>
        {t('screens.logs.record.detail')}
      </button>
    );
  }
  const cut = shown === 'start' && text.length > lettersAtFirst;
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('screens.logs.record.detailTitle')}</h3>
      <pre className={styles.text} tabIndex={0} data-testid="record-detail-text">
        {cut ? `${text.slice(0, lettersAtFirst)}…` : text}
      </pre>
      {cut ? (
        <button
          type="button"
          className={styles.linkButton}
          onClick={() => {
            setShown('all');
          }}
        >
          {t('screens.logs.record.allDetail')}
        </button>
      ) : null}
      {jsonInText(text).map((piece) => (
        <JsonTree key={piece.from} value={piece.value} opened="opened" />
      ))}
    </div>
  );
}
