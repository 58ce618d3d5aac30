import { Button, Select, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SynchronisationStatus } from '../../../shared/model/status';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { act } from '../../ui/act';
import { EmptyState } from '../../ui/EmptyState';
import { LinkButton, Page } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { Waiting } from '../../ui/Waiting';
import { LastRunCell, NameCell, NextRunCell, ProgressCell, ProofCell, StateCell } from './cells';
import { FirstSteps } from './FirstSteps';
import { QuestionNotice } from './QuestionNotice';
import { RowMenu } from './RowMenu';
import { actionsFor, listed, stateFilters } from './statusList';
import type { StateFilter } from './statusList';
import styles from './dashboard.module.css';

/** Most notices of failed synchronisations shown at once; the table lists them all. */
const mostNotices = 3;

function FailureNotice(props: { readonly status: SynchronisationStatus; readonly shape: 'box' | 'line' }) {
  const { t, i18n } = useTranslation();
  const { status } = props;
  if (status.cause === undefined) return null;
  const { lastRun } = status;
  return (
    <ProblemNotice
      problem={status.cause}
      kind={status.state === 'cooldown' ? 'warning' : 'bad'}
      about={status.name}
      voice="announced"
      shape={props.shape}
      actions={
        status.state === 'cooldown' ? undefined : (
          <>
            {actionsFor(status).includes('runNow') ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void act(i18n, 'synchronisations.runNow', { id: status.syncId })}
              >
                {t('screens.dashboard.action.runNow')}
              </Button>
            ) : null}
            {lastRun === undefined ? null : (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  open({ screen: 'run', runId: lastRun.runId });
                }}
              >
                {t('screens.dashboard.showRun')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                open({ screen: 'connections' });
              }}
            >
              {t('screens.dashboard.editConnections')}
            </Button>
          </>
        )
      }
    />
  );
}

function Notices(props: {
  readonly statuses: readonly SynchronisationStatus[];
  readonly onShowAll: () => void;
}) {
  const { t } = useTranslation();
  const failed = props.statuses.filter(
    (status) => status.state === 'error' || (status.state === 'cooldown' && status.cause !== undefined),
  );
  const held = props.statuses.filter((status) => status.question !== undefined);
  const more = failed.length - mostNotices;
  const several = held.length + failed.length > 1;
  return (
    <>
      {held.map((status) => (
        <QuestionNotice key={status.syncId} status={status} first={several ? 'folded' : 'open'} />
      ))}
      {failed.slice(0, mostNotices).map((status) => (
        <FailureNotice key={status.syncId} status={status} shape={several ? 'line' : 'box'} />
      ))}
      {more > 0 ? (
        <p className={styles.tail}>
          {t('screens.dashboard.moreProblems', { count: more })}{' '}
          <LinkButton onClick={props.onShowAll}>{t('screens.dashboard.showThem')}</LinkButton>
        </p>
      ) : null}
    </>
  );
}

function AllButtons(props: { readonly statuses: readonly SynchronisationStatus[] }) {
  const { t, i18n } = useTranslation();
  const pausable = props.statuses.filter((status) => actionsFor(status).includes('pause'));
  const paused = props.statuses.filter((status) => status.state === 'paused');
  const all = (which: readonly SynchronisationStatus[], action: 'pause' | 'resume'): void => {
    for (const status of which) void act(i18n, `synchronisations.${action}`, { id: status.syncId });
  };
  return (
    <>
      {paused.length > 0 ? (
        <Button
          size="sm"
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden="true" />}
          onClick={() => {
            all(paused, 'resume');
          }}
        >
          {t('screens.dashboard.resumeAll')}
        </Button>
      ) : null}
      <Button
        size="sm"
        variant="default"
        disabled={pausable.length === 0}
        leftSection={<IconPlayerPause size={16} aria-hidden="true" />}
        onClick={() => {
          all(pausable, 'pause');
        }}
      >
        {t('screens.dashboard.pauseAll')}
      </Button>
    </>
  );
}

/** All synchronisations at a glance: state, proof, what to do. */
export function Dashboard() {
  const { t } = useTranslation();
  const engine = useStatusStore((state) => state.engine);
  const silence = useStatusStore((state) => state.silence);
  const statuses = useStatusStore((state) => state.synchronisations);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<StateFilter>('all');
  const rows = useMemo(() => listed(statuses, search, filter), [statuses, search, filter]);
  const columns = useMemo<readonly Column<SynchronisationStatus>[]>(
    () => [
      { key: 'name', header: t('screens.dashboard.name'), render: (row) => <NameCell status={row} /> },
      { key: 'state', header: t('screens.dashboard.state'), render: (row) => <StateCell status={row} /> },
      { key: 'last', header: t('screens.dashboard.lastRun'), render: (row) => <LastRunCell status={row} /> },
      {
        key: 'next',
        header: t('screens.dashboard.nextRun'),
        className: styles.nextRun,
        render: (row) => <NextRunCell status={row} />,
      },
      {
        key: 'progress',
        header: t('screens.dashboard.progress'),
        render: (row) => <ProgressCell status={row} />,
      },
      { key: 'proof', header: t('screens.dashboard.proof'), render: (row) => <ProofCell status={row} /> },
      {
        key: 'actions',
        header: <span className="visually-hidden">{t('screens.common.actions')}</span>,
        className: styles.actions,
        render: (row) => <RowMenu status={row} />,
      },
    ],
    [t],
  );
  return (
    <Page title={t('screens.dashboard.title')} description={t('screens.dashboard.description')}>
      <Notices
        statuses={statuses}
        onShowAll={() => {
          setFilter('attention');
        }}
      />
      {engine === 'loading' ? <Waiting rows={7} /> : null}
      {engine === 'live' && statuses.length === 0 ? <FirstSteps /> : null}
      {engine === 'silent' && statuses.length === 0 && silence !== undefined ? (
        <ProblemNotice problem={silence} />
      ) : null}
      {statuses.length > 0 ? (
        <>
          <div className={styles.toolbar}>
            <TextInput
              className={styles.search ?? ''}
              data-search=""
              aria-label={t('screens.dashboard.search')}
              placeholder={t('screens.dashboard.search')}
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={search}
              onChange={(event) => {
                setSearch(event.currentTarget.value);
              }}
            />
            <Select
              className={styles.filter ?? ''}
              aria-label={t('screens.dashboard.filter')}
              data={stateFilters.map((value) => ({ value, label: t(`screens.dashboard.filters.${value}`) }))}
              value={filter}
              allowDeselect={false}
              onChange={(value) => {
                if (value !== null) setFilter(value);
              }}
            />
            <div className={styles.toolbarEnd}>
              <AllButtons statuses={statuses} />
              <Button
                size="sm"
                data-key="new"
                leftSection={<IconPlus size={16} aria-hidden="true" />}
                onClick={() => {
                  open({ screen: 'synchronisation' });
                }}
              >
                {t('screens.dashboard.create')}
              </Button>
            </div>
          </div>
          {rows.length === 0 ? (
            <EmptyState
              icon={IconSearch}
              title={t('screens.common.noMatch')}
              action={
                <Button
                  variant="default"
                  onClick={() => {
                    setSearch('');
                    setFilter('all');
                  }}
                >
                  {t('screens.common.clearFilter')}
                </Button>
              }
            />
          ) : (
            <VirtualTable
              label={t('screens.dashboard.table')}
              className={styles.table}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.syncId}
              estimate={62}
              rowTestId="synchronisation-row"
            />
          )}
        </>
      ) : null}
    </Page>
  );
}
