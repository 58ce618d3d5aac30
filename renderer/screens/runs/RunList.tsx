import { Button, Select } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/model/run';
import type { RunSummary } from '../../../shared/model/status';
import { useFormat } from '../../format/useFormat';
import { OutcomeTag, ProofTag } from '../../parts/StateTag';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { useAnswer } from '../../stores/useAnswer';
import { EmptyState } from '../../ui/EmptyState';
import { LinkButton, Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { Waiting } from '../../ui/Waiting';
import { Stamp, When } from '../../ui/When';
import styles from './runs.module.css';

/** Most runs asked for at once; main accepts no more than 1,000. */
const mostRuns = 1_000;

const outcomes = ['all', 'changed', 'verified-unchanged', 'could-not-look', 'partly-looked'] as const;

function Records(props: { readonly run: RunSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run } = props;
  return (
    <>
      <div>{t('screens.runs.sent', { count: format.number(run.sent) })}</div>
      {(['deleted', 'quarantined', 'heldDeletions'] as const).map((name) =>
        run[name] > 0 ? (
          <div key={name} className={styles.second}>
            {t(`screens.runs.${name}`, { count: format.number(run[name]) })}
          </div>
        ) : null,
      )}
      <div className={styles.second}>
        {t('screens.runs.unchanged', { count: format.number(run.unchanged) })}
      </div>
    </>
  );
}

function ProofSummary(props: { readonly run: RunSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { proof } = props.run;
  return (
    <>
      <ProofTag
        result={proof.result}
        label={
          proof.result === 'different'
            ? t('screens.runs.differences', {
                count: proof.differences,
                formatted: format.number(proof.differences),
              })
            : t(`screens.runs.proofResult.${proof.result}`)
        }
      />
      {proof.at === undefined ? null : (
        <div className={styles.second}>
          <Stamp at={proof.at} />
        </div>
      )}
    </>
  );
}

function useColumns(nameOf: (id: string) => string | undefined): readonly Column<RunSummary>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'ended',
        header: t('screens.runs.ended'),
        render: (row) => (
          <>
            <LinkButton
              onClick={() => {
                open({ screen: 'run', runId: row.runId });
              }}
            >
              <When at={row.endedAt} />
            </LinkButton>
            <div className={styles.second}>
              <Stamp at={row.endedAt} />
            </div>
          </>
        ),
      },
      {
        key: 'synchronisation',
        header: t('screens.runs.synchronisation'),
        render: (row) => (
          <>
            <div>{nameOf(row.syncId) ?? t('screens.runs.deletedSynchronisation')}</div>
            <div className={styles.second}>{t(`state.trigger.${row.trigger}`)}</div>
          </>
        ),
      },
      {
        key: 'outcome',
        header: t('screens.runs.outcome'),
        render: (row) => (
          <>
            {row.task === 'prove' ? t('screens.runs.prove') : <OutcomeTag outcome={row.outcome} />}
            {row.firstError === undefined ? null : (
              <div className={styles.second}>
                {t(`problem.${row.firstError.code}.title`, row.firstError.params)}
              </div>
            )}
          </>
        ),
      },
      { key: 'records', header: t('screens.runs.records'), render: (row) => <Records run={row} /> },
      { key: 'proof', header: t('screens.runs.proof'), render: (row) => <ProofSummary run={row} /> },
      {
        key: 'duration',
        header: t('screens.runs.duration'),
        className: styles.wideOnly,
        render: (row) => format.duration(Date.parse(row.endedAt) - Date.parse(row.startedAt)),
      },
    ],
    [t, format, nameOf],
  );
}

/** What ran, when, and how it ended. */
export function RunList(props: { readonly syncId: string | undefined }) {
  const { t } = useTranslation();
  const { syncId } = props;
  const statuses = useStatusStore((state) => state.synchronisations);
  const lastRuns = statuses.map((status) => status.lastRun?.runId ?? '').join(' ');
  const { answer, reload } = useAnswer(
    'runs.list',
    { ...(syncId === undefined ? {} : { syncId }), limit: mostRuns },
    lastRuns,
  );
  const [outcome, setOutcome] = useState<Outcome | 'all'>('all');
  const nameOf = useMemo(() => {
    const names = new Map(statuses.map((status) => [status.syncId, status.name]));
    return (id: string) => names.get(id);
  }, [statuses]);
  const columns = useColumns(nameOf);
  const rows =
    answer.state === 'ready'
      ? answer.value.filter((run) => outcome === 'all' || run.outcome === outcome)
      : [];
  return (
    <Page
      title={
        syncId === undefined
          ? t('screens.runs.title')
          : t('screens.runs.titleOf', { name: nameOf(syncId) ?? t('screens.runs.deletedSynchronisation') })
      }
      description={t('screens.runs.description')}
    >
      <div className={styles.toolbar}>
        <Select
          w={280}
          aria-label={t('screens.runs.filterSynchronisation')}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('screens.common.noMatch')}
          data={[
            { value: '', label: t('screens.runs.allSynchronisations') },
            ...statuses.map((status) => ({ value: status.syncId, label: status.name })),
          ]}
          value={syncId ?? ''}
          onChange={(value) => {
            open(value === null || value === '' ? { screen: 'runs' } : { screen: 'runs', syncId: value });
          }}
        />
        <Select
          w={220}
          aria-label={t('screens.runs.filterOutcome')}
          allowDeselect={false}
          data={outcomes.map((value) => ({
            value,
            label: value === 'all' ? t('screens.runs.allOutcomes') : t(`outcome.${value}.label`),
          }))}
          value={outcome}
          onChange={(value) => {
            if (value !== null) setOutcome(value);
          }}
        />
      </div>
      {answer.state === 'loading' ? <Waiting /> : null}
      {answer.state === 'failed' ? (
        <ProblemNotice
          problem={answer.problem}
          actions={
            <Button size="compact-sm" variant="default" onClick={reload}>
              {t('screens.common.retry')}
            </Button>
          }
        />
      ) : null}
      {answer.state === 'ready' && rows.length === 0 ? (
        <Section>
          {answer.value.length === 0 ? (
            <EmptyState icon={IconHistory} title={t('screens.runs.empty.title')}>
              <p>{t('screens.runs.empty.text')}</p>
            </EmptyState>
          ) : (
            <EmptyState icon={IconHistory} title={t('screens.common.noMatch')} />
          )}
        </Section>
      ) : null}
      {rows.length > 0 ? (
        <VirtualTable
          label={t('screens.runs.table')}
          className={styles.table}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.runId}
          estimate={66}
          rowTestId="run-row"
        />
      ) : null}
    </Page>
  );
}
