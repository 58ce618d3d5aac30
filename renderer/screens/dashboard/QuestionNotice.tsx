import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Question, SynchronisationStatus } from '../../../shared/model/status';
import { useFormat } from '../../format/useFormat';
import { act } from '../../ui/act';
import { Notice } from '../../ui/Notice';
import styles from './dashboard.module.css';

type Of<K extends Question['kind']> = Extract<Question, { kind: K }>;

function useAnswerQuestion(syncId: string, question: Question['kind']) {
  const { i18n } = useTranslation();
  const [busy, setBusy] = useState<'yes' | 'no'>();
  const answer = (reply: 'yes' | 'no'): void => {
    setBusy(reply);
    void act(i18n, 'synchronisations.answer', { id: syncId, question, answer: reply }).then(() => {
      setBusy(undefined);
    });
  };
  return { busy, answer };
}

function Counts(props: { readonly question: Of<'first-write'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { sourceCounts, destinationCounts } = props.question;
  const names = [...new Set([...sourceCounts, ...destinationCounts].map((entry) => entry.name))];
  const source = new Map(sourceCounts.map((entry) => [entry.name, entry.count]));
  const destination = new Map(destinationCounts.map((entry) => [entry.name, entry.count]));
  return (
    <div
      className={styles.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('screens.dashboard.question.counts')}
    >
      <table className={styles.counts}>
        <thead>
          <tr>
            <th scope="col">{t('screens.dashboard.question.what')}</th>
            <th scope="col" className={styles.figure}>
              {t('screens.dashboard.question.atSource')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('screens.dashboard.question.atDestination')}
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.figure}>{format.number(source.get(name) ?? 0)}</td>
              <td className={styles.figure}>{format.number(destination.get(name) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface QuestionProps<K extends Question['kind']> {
  readonly status: SynchronisationStatus;
  readonly question: Of<K>;
}

function FirstWrite(props: QuestionProps<'first-write'>) {
  const { t } = useTranslation();
  const { status } = props;
  const { busy, answer } = useAnswerQuestion(status.syncId, 'first-write');
  return (
    <Notice
      kind="warning"
      voice="announced"
      title={t('screens.dashboard.question.firstWrite', {
        name: status.name,
        destination: status.destinationName,
      })}
      actions={
        <>
          <Button
            loading={busy === 'yes'}
            onClick={() => {
              answer('yes');
            }}
          >
            {t('screens.dashboard.question.write', { destination: status.destinationName })}
          </Button>
          <Button
            variant="default"
            loading={busy === 'no'}
            onClick={() => {
              answer('no');
            }}
          >
            {t('screens.dashboard.question.doNotWrite')}
          </Button>
        </>
      }
    >
      {t('screens.dashboard.question.firstWriteText')}
      <Counts question={props.question} />
    </Notice>
  );
}

function Deletions(props: QuestionProps<'deletions'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, question } = props;
  const { busy, answer } = useAnswerQuestion(status.syncId, 'deletions');
  const count = { count: question.total, formatted: format.number(question.total) };
  const more = question.total - question.items.length;
  return (
    <Notice
      kind="warning"
      voice="announced"
      title={t('screens.dashboard.question.deletions', { ...count, name: status.name })}
      actions={
        <>
          <Button
            color="red"
            loading={busy === 'yes'}
            onClick={() => {
              answer('yes');
            }}
          >
            {t('screens.dashboard.question.delete', { ...count, destination: status.destinationName })}
          </Button>
          <Button
            variant="default"
            loading={busy === 'no'}
            onClick={() => {
              answer('no');
            }}
          >
            {t('screens.dashboard.question.keep')}
          </Button>
        </>
      }
    >
      {t('screens.dashboard.question.deletionsText')}
      <ul className={styles.names} tabIndex={0} aria-label={t('screens.dashboard.question.deletionList')}>
        {question.items.map((item) => (
          <li key={`${item.domain} ${item.slice} ${item.key}`}>
            {item.label ?? item.key} <span className={styles.second}>{item.slice}</span>
          </li>
        ))}
        {more > 0 ? <li>{t('screens.dashboard.question.andMore', { count: more })}</li> : null}
      </ul>
    </Notice>
  );
}

/** The question that holds a synchronisation, with what is needed to answer it; folded when it is one of several. */
export function QuestionNotice(props: {
  readonly status: SynchronisationStatus;
  readonly first: 'folded' | 'open';
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState(props.first);
  const { status } = props;
  const { question } = status;
  if (question === undefined) return null;
  if (shown === 'folded') {
    return (
      <Notice
        kind="warning"
        shape="line"
        title={
          question.kind === 'first-write'
            ? t('screens.dashboard.question.firstWrite', {
                name: status.name,
                destination: status.destinationName,
              })
            : t('screens.dashboard.question.deletions', {
                name: status.name,
                count: question.total,
                formatted: format.number(question.total),
              })
        }
        actions={
          <Button
            size="compact-sm"
            onClick={() => {
              setShown('open');
            }}
          >
            {t('screens.dashboard.question.answer')}
          </Button>
        }
      />
    );
  }
  return question.kind === 'first-write' ? (
    <FirstWrite status={status} question={question} />
  ) : (
    <Deletions status={status} question={question} />
  );
}
