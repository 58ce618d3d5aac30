import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SynchronisationSettings } from '../../../shared/model/settings';
import { useFormat } from '../../format/useFormat';
import { StateTag } from '../../parts/StateTag';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { useAnswer } from '../../stores/useAnswer';
import { EmptyState } from '../../ui/EmptyState';
import { Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { Waiting } from '../../ui/Waiting';
import styles from './synchronisations.module.css';

function StateOf(props: { readonly id: string }) {
  const status = useStatusStore((state) => state.synchronisations.find((entry) => entry.syncId === props.id));
  return status === undefined ? null : <StateTag status={status} />;
}

function useColumns(nameOf: (id: string) => string | undefined): readonly Column<SynchronisationSettings>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return useMemo(
    () => [
      { key: 'name', header: t('screens.synchronisations.name'), render: (row) => row.name },
      {
        key: 'direction',
        header: t('screens.synchronisations.direction'),
        render: (row) =>
          t('screens.common.direction', {
            source: nameOf(row.sourceId) ?? t('screens.synchronisations.unknownConnection'),
            destination: nameOf(row.destinationId) ?? t('screens.synchronisations.unknownConnection'),
          }),
      },
      {
        key: 'domains',
        header: t('screens.synchronisations.domains'),
        render: (row) => row.domains.map((domain) => t(`state.domain.${domain}`)).join(', '),
      },
      {
        key: 'mode',
        header: t('screens.synchronisations.mode'),
        render: (row) => (
          <>
            <div>{t(`state.mode.${row.mode}`)}</div>
            {row.mode === 'automatic' ? (
              <div className={styles.second}>
                {t('screens.synchronisations.everyInterval', {
                  interval: format.duration(row.checkIntervalSeconds * 1000),
                })}
              </div>
            ) : null}
          </>
        ),
      },
      { key: 'state', header: t('screens.synchronisations.state'), render: (row) => <StateOf id={row.id} /> },
      {
        key: 'actions',
        header: <span className="visually-hidden">{t('screens.common.actions')}</span>,
        render: (row) => (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            aria-label={`${t('screens.common.edit')} ${row.name}`}
            onClick={() => {
              open({ screen: 'synchronisation', id: row.id });
            }}
          >
            {t('screens.common.edit')}
          </Button>
        ),
      },
    ],
    [t, format, nameOf],
  );
}

/** What is kept in step, as it is set up. */
export function SynchronisationList() {
  const { t } = useTranslation();
  const { answer, reload } = useAnswer('synchronisations.list', {});
  const connections = useAnswer('connections.list', {}).answer;
  const nameOf = useMemo(() => {
    const names = new Map(
      connections.state === 'ready' ? connections.value.map((entry) => [entry.id, entry.name]) : [],
    );
    return (id: string) => names.get(id);
  }, [connections]);
  const columns = useColumns(nameOf);
  return (
    <Page
      title={t('screens.synchronisations.title')}
      description={t('screens.synchronisations.description')}
      actions={
        <Button
          data-key="new"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => {
            open({ screen: 'synchronisation' });
          }}
        >
          {t('screens.synchronisations.create')}
        </Button>
      }
    >
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
      {answer.state === 'ready' && answer.value.length === 0 ? (
        <Section>
          <EmptyState icon={IconRefresh} title={t('screens.synchronisations.empty.title')}>
            <p>{t('screens.synchronisations.empty.text')}</p>
          </EmptyState>
        </Section>
      ) : null}
      {answer.state === 'ready' && answer.value.length > 0 ? (
        <VirtualTable
          label={t('screens.synchronisations.table')}
          className={styles.table}
          columns={columns}
          rows={answer.value}
          rowKey={(row) => row.id}
          estimate={48}
          rowTestId="setup-row"
        />
      ) : null}
    </Page>
  );
}
