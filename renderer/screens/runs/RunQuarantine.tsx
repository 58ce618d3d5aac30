import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconSend } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuarantinedRecord } from '../../../shared/model/run';
import { useFormat } from '../../format/useFormat';
import { act, tellDone } from '../../ui/act';
import { Section } from '../../ui/Page';
import { ServerWords } from '../../ui/ProblemNotice';
import { VirtualTable } from '../../ui/VirtualTable';
import type { Column } from '../../ui/VirtualTable';
import { When } from '../../ui/When';
import { quarantineGroups } from './quarantineGroups';
import type { QuarantineGroup } from './quarantineGroups';
import styles from './runs.module.css';

/** Server's words longer than this are folded away, in characters. */
const longWords = 160;

function Words(props: { readonly text: string | undefined }) {
  if (props.text === undefined) return null;
  if (props.text.length > longWords) return <ServerWords text={props.text} />;
  return <span className={styles.words}>{props.text}</span>;
}

function useColumns(): readonly Column<QuarantinedRecord>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        key: 'record',
        header: t('screens.runs.record'),
        render: (row) => (
          <>
            <div>{row.label ?? row.key}</div>
            {row.label === undefined ? null : <div className={styles.second}>{row.key}</div>}
          </>
        ),
      },
      { key: 'slice', header: t('screens.runs.slice'), render: (row) => row.slice },
      {
        key: 'words',
        header: t('screens.runs.serverSays'),
        render: (row) => <Words text={row.problem.detail} />,
      },
      { key: 'at', header: t('screens.runs.refusedAt'), render: (row) => <When at={row.at} /> },
    ],
    [t],
  );
}

function Group(props: { readonly group: QuarantineGroup }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState<'open' | 'closed'>('closed');
  const columns = useColumns();
  const { group } = props;
  const cause = t(`problem.${group.problem.code}.title`, group.problem.params);
  const Chevron = shown === 'open' ? IconChevronDown : IconChevronRight;
  return (
    <div className={styles.group}>
      <button
        type="button"
        className={styles.groupHead}
        aria-expanded={shown === 'open'}
        data-testid="quarantine-group"
        onClick={() => {
          setShown(shown === 'open' ? 'closed' : 'open');
        }}
      >
        <Chevron size={16} aria-hidden="true" />
        <span>
          {t('screens.runs.group', { cause, count: format.number(group.records.length) })}
          {group.serverCode === undefined ? null : (
            <span className={styles.second}>
              {' '}
              ({t('screens.runs.serverCode', { code: group.serverCode })})
            </span>
          )}
        </span>
      </button>
      {shown === 'open' ? (
        <div className={styles.groupBody}>
          <p>{t(`problem.${group.problem.code}.next`, group.problem.params)}</p>
          <VirtualTable
            label={t('screens.runs.quarantineTable')}
            className={styles.records}
            columns={columns}
            rows={group.records}
            rowKey={(row) => `${row.domain} ${row.slice} ${row.key}`}
            estimate={46}
            rowTestId="quarantined-record"
          />
        </div>
      ) : null}
    </div>
  );
}

/** What the destination refused, by cause, and the button to send it again. */
export function RunQuarantine(props: {
  readonly syncId: string;
  readonly records: readonly QuarantinedRecord[];
  /** Whether the synchronisation can start a run now. */
  readonly sending: 'possible' | 'not-now';
}) {
  const { t, i18n } = useTranslation();
  const groups = useMemo(() => quarantineGroups(props.records), [props.records]);
  if (props.records.length === 0) return null;
  return (
    <Section title={t('screens.runs.quarantine')} description={t('screens.runs.quarantineDescription')}>
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      <Button
        variant="default"
        leftSection={<IconSend size={16} aria-hidden="true" />}
        disabled={props.sending === 'not-now'}
        onClick={() => {
          void act(i18n, 'synchronisations.sendAgain', { id: props.syncId }).then((answer) => {
            if (answer.ok) tellDone(i18n, t('screens.runs.sendAgainDone'));
          });
        }}
      >
        {t('screens.runs.sendAgain')}
      </Button>
    </Section>
  );
}
