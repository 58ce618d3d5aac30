import { Button } from '@mantine/core';
import { IconDownload, IconFileText } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { domains } from '../../../shared/model/settings';
import type { HeldDeletion, RunRecord } from '../../../shared/model/run';
import { useFormat } from '../../format/useFormat';
import { noteText } from '../../parts/codedTexts';
import { OutcomeTag } from '../../parts/StateTag';
import { openBundleDialog } from '../../stores/bundleStore';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { useAnswer } from '../../stores/useAnswer';
import { Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { Waiting } from '../../ui/Waiting';
import { actionsFor } from '../dashboard/statusList';
import { errorGroups } from './quarantineGroups';
import { RunProof } from './RunProof';
import { RunQuarantine } from './RunQuarantine';
import styles from './runs.module.css';

const countColumns = [
  ['read', 'read'],
  ['created', 'created'],
  ['updated', 'updated'],
  ['unchanged', 'unchangedColumn'],
  ['deleted', 'deletedColumn'],
  ['quarantined', 'quarantinedColumn'],
] as const;

function Summary(props: { readonly run: RunRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { run } = props;
  const facts = [
    ['duration', format.duration(Date.parse(run.endedAt) - Date.parse(run.startedAt))],
    ['requests', format.number(run.requests)],
    ['bytesSent', format.bytes(run.bytesSent)],
    ['bytesReceived', format.bytes(run.bytesReceived)],
  ] as const;
  return (
    <Section title={t('screens.runs.summary')}>
      {/* A proof sends nothing: what it found stands under Proof, not in words about sending. */}
      {run.task === 'prove' ? null : <OutcomeTag outcome={run.outcome} />}
      <p className={styles.sentence} data-testid="outcome-sentence">
        {run.task === 'prove' ? t('screens.runs.proveOnly') : t(`outcome.${run.outcome}.sentence`)}
      </p>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`screens.runs.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Counts(props: { readonly run: RunRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = domains.flatMap((domain) => {
    const counts = props.run.domains[domain];
    return counts === undefined ? [] : [{ domain, counts }];
  });
  return (
    <Section title={t('screens.runs.counts')} description={t('screens.runs.countsHelp')}>
      {counted.length === 0 ? (
        <p>{t('screens.runs.noDomain')}</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('screens.runs.counts')}>
          <table className={styles.counts}>
            <thead>
              <tr>
                <th scope="col">{t('screens.runs.domain')}</th>
                {countColumns.map(([name, label]) => (
                  <th key={name} scope="col" className={styles.figure}>
                    {t(`screens.runs.${label}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {counted.map(({ domain, counts }) => (
                <tr key={domain}>
                  <th scope="row">{t(`state.domain.${domain}`)}</th>
                  {countColumns.map(([name]) => (
                    <td key={name} className={styles.figure}>
                      {format.number(counts[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function Errors(props: { readonly run: RunRecord }) {
  const { t } = useTranslation();
  const groups = useMemo(() => errorGroups(props.run.errors), [props.run.errors]);
  if (groups.length === 0) return null;
  return (
    <Section title={t('screens.runs.errors')}>
      {groups.map((group) => (
        <div key={group.key}>
          <ProblemNotice problem={group.problem} />
          {group.count > 1 ? (
            <p className={styles.muted}>{t('screens.runs.errorsMore', { count: group.count - 1 })}</p>
          ) : null}
        </div>
      ))}
    </Section>
  );
}

function Held(props: { readonly run: RunRecord; readonly asked: 'asked' | 'not-asked' }) {
  const { t } = useTranslation();
  const columns = useMemo<readonly Column<HeldDeletion>[]>(
    () => [
      { key: 'record', header: t('screens.runs.record'), render: (row) => row.label ?? row.key },
      { key: 'slice', header: t('screens.runs.slice'), render: (row) => row.slice },
      { key: 'key', header: t('screens.facts.uid'), render: (row) => row.key },
    ],
    [t],
  );
  const { heldDeletions } = props.run;
  if (heldDeletions.length === 0) return null;
  return (
    <Section title={t('screens.runs.held')} description={t('screens.runs.heldDescription')}>
      {props.asked === 'asked' ? (
        <Button
          onClick={() => {
            open({ screen: 'dashboard' });
          }}
        >
          {t('screens.runs.goAnswer')}
        </Button>
      ) : null}
      <VirtualTable
        label={t('screens.runs.heldTable')}
        className={styles.differences}
        columns={columns}
        rows={heldDeletions}
        rowKey={(row) => `${row.domain} ${row.slice} ${row.key}`}
        estimate={34}
      />
    </Section>
  );
}

function Notes(props: { readonly run: RunRecord }) {
  const { t } = useTranslation();
  if (props.run.notes.length === 0) return null;
  return (
    <Section title={t('screens.runs.notes')}>
      <ul className={styles.list}>
        {props.run.notes.map((entry) => (
          <li key={JSON.stringify(entry)}>{noteText(entry, t)}</li>
        ))}
      </ul>
    </Section>
  );
}

function Ways(props: { readonly run: RunRecord }) {
  const { t } = useTranslation();
  const { run } = props;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileText size={16} aria-hidden="true" />}
        data-testid="run-log"
        onClick={() => {
          open({ screen: 'logs', run: run.runId });
        }}
      >
        {t('screens.runs.log')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        onClick={() => {
          openBundleDialog({
            run: { runId: run.runId, from: Date.parse(run.startedAt), until: Date.parse(run.endedAt) },
          });
        }}
      >
        {t('screens.bundle.open')}
      </Button>
    </>
  );
}

/** One run from end to end: outcome, counts, proof, errors, quarantine, held deletions, notes. */
export function RunDetail(props: { readonly runId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { answer } = useAnswer('runs.detail', { runId: props.runId });
  const run = answer.state === 'ready' ? answer.value : undefined;
  const status = useStatusStore((state) =>
    state.synchronisations.find((entry) => entry.syncId === run?.syncId),
  );
  const name = status?.name ?? t('screens.runs.deletedSynchronisation');
  return (
    <Page
      title={run === undefined ? t('screens.runs.title') : t('screens.runs.detailTitle', { name })}
      description={
        run === undefined
          ? undefined
          : t('screens.runs.startedAt', {
              trigger: t(`state.trigger.${run.trigger}`),
              at: format.exactStamp(run.startedAt),
            })
      }
      actions={run === undefined ? undefined : <Ways run={run} />}
    >
      {answer.state === 'loading' ? <Waiting /> : null}
      {answer.state === 'failed' ? <ProblemNotice problem={answer.problem} /> : null}
      {run === undefined ? null : (
        <>
          <Summary run={run} />
          <Errors run={run} />
          <Counts run={run} />
          <RunProof
            proof={run.proof}
            changed={run.outcome === 'verified-unchanged' ? 'unchanged' : 'changed'}
          />
          <Held run={run} asked={status?.question?.kind === 'deletions' ? 'asked' : 'not-asked'} />
          <RunQuarantine
            syncId={run.syncId}
            records={run.quarantined}
            sending={status !== undefined && actionsFor(status).includes('runNow') ? 'possible' : 'not-now'}
          />
          <Notes run={run} />
        </>
      )}
    </Page>
  );
}
