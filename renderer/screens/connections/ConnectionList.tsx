import { Button } from '@mantine/core';
import { IconPencil, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '../../../shared/ipc/contract';
import { open } from '../../stores/routeStore';
import { useAnswer } from '../../stores/useAnswer';
import { EmptyState } from '../../ui/EmptyState';
import { Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { Waiting } from '../../ui/Waiting';
import { isPlainHttp } from './connectionForm';
import styles from './connections.module.css';

function useColumns(): readonly Column<ConnectionView>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('screens.connections.name'),
        render: (row) => (
          <>
            <div>{row.name}</div>
            <div className={styles.second}>
              {row.url}
              {isPlainHttp(row.url) ? ` — ${t('screens.connections.plainHttp')}` : ''}
            </div>
          </>
        ),
      },
      {
        key: 'account',
        header: t('screens.connections.account'),
        render: (row) =>
          row.auth.type === 'basic' ? row.auth.username : t('screens.connections.tokenAccount'),
      },
      {
        key: 'secret',
        header: t('screens.connections.secret'),
        render: (row) => t(`screens.connections.kept.${row.secretKept}`),
      },
      {
        key: 'used',
        header: t('screens.connections.usedBy'),
        render: (row) =>
          row.usedBy === 0
            ? t('screens.connections.notUsed')
            : t('screens.connections.usedByCount', { count: row.usedBy }),
      },
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
              open({ screen: 'connection', id: row.id });
            }}
          >
            {t('screens.common.edit')}
          </Button>
        ),
      },
    ],
    [t],
  );
}

/** The servers that the operator named. */
export function ConnectionList() {
  const { t } = useTranslation();
  const { answer, reload } = useAnswer('connections.list', {});
  const columns = useColumns();
  const create = (
    <Button
      data-key="new"
      leftSection={<IconPlus size={16} aria-hidden="true" />}
      onClick={() => {
        open({ screen: 'connection' });
      }}
    >
      {t('screens.connections.create')}
    </Button>
  );
  return (
    <Page
      title={t('screens.connections.title')}
      description={t('screens.connections.description')}
      actions={create}
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
          <EmptyState icon={IconPlugConnected} title={t('screens.connections.empty.title')}>
            <p>{t('screens.connections.empty.text')}</p>
          </EmptyState>
        </Section>
      ) : null}
      {answer.state === 'ready' && answer.value.length > 0 ? (
        <VirtualTable
          label={t('screens.connections.table')}
          className={styles.table}
          columns={columns}
          rows={answer.value}
          rowKey={(row) => row.id}
          estimate={48}
          rowTestId="connection-row"
        />
      ) : null}
    </Page>
  );
}
