import { Button, Switch } from '@mantine/core';
import { IconArrowDown, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { i18n, TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogViewState } from '../../../shared/model/logView';
import { unreachable } from '../../../shared/result';
import { useFormat } from '../../format/useFormat';
import type { Formats } from '../../format/useFormat';
import { act, tellDone } from '../../ui/act';
import type { Follow } from './follow';
import { changeShown } from './logsStore';
import styles from './logs.module.css';

/** What the last key or click led to. */
export type LogNote =
  | { readonly kind: 'none' | 'filters-lifted' }
  | {
      readonly kind: 'at';
      readonly what: 'error' | 'warning';
      readonly number: number;
      readonly total: number;
    }
  | { readonly kind: 'again'; readonly to: 'next' | 'previous' }
  | { readonly kind: 'nothing'; readonly of: 'match' | 'error' | 'warning' | 'time' | 'record' | 'link' };

function noteWords(note: LogNote, t: TFunction, format: Formats): string {
  switch (note.kind) {
    case 'none':
      return '';
    case 'filters-lifted':
      return t('screens.logs.filterLifted');
    case 'at':
      return t(`screens.logs.at.${note.what}`, {
        number: format.number(note.number),
        total: format.number(note.total),
      });
    case 'again':
      return t(`screens.logs.again.${note.to}`);
    case 'nothing':
      return t(`screens.logs.nothing.${note.of}`);
    default:
      return unreachable(note);
  }
}

/** Whether the list follows its end, in words, as a switch. */
export function FollowSwitch(props: { readonly mode: Follow['mode']; readonly onToggle: () => void }) {
  const { t } = useTranslation();
  const { mode } = props;
  const FollowIcon = mode === 'following' ? IconPlayerPlay : IconPlayerPause;
  return (
    <button
      type="button"
      role="switch"
      aria-checked={mode === 'following'}
      className={styles.follow}
      data-testid="log-follow"
      data-state={mode}
      title={t('screens.logs.followHelp')}
      onClick={props.onToggle}
    >
      <FollowIcon size={16} aria-hidden="true" />
      {t(`screens.logs.${mode}`)}
    </button>
  );
}

/** Leads back to the end, and says how much came meanwhile. */
export function ResumeButton(props: { readonly unseen: number; readonly onResume: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Button
      className={styles.resume ?? ''}
      size="compact-md"
      leftSection={<IconArrowDown size={16} aria-hidden="true" />}
      data-testid="log-resume"
      onClick={props.onResume}
    >
      {props.unseen === 0
        ? t('screens.logs.resume')
        : t('screens.logs.newLines', { count: props.unseen, formatted: format.number(props.unseen) })}
    </Button>
  );
}

async function saveRows(texts: i18n, viewId: string): Promise<void> {
  const saved = await act(texts, 'logs.saveView', { viewId });
  if (!saved.ok || saved.value === null) return;
  tellDone(texts, texts.t('screens.logFiles.savedAs', { path: saved.value.path }));
}

const StatusActions = memo(function StatusActions(props: {
  readonly viewId: string;
  readonly rows: 'none' | 'some';
  readonly fields: 'shown' | 'hidden';
}) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        disabled={props.rows === 'none'}
        data-testid="log-save-rows"
        onClick={() => {
          void saveRows(i18n, props.viewId);
        }}
      >
        {t('screens.logs.saveRows')}
      </Button>
      <Switch
        size="xs"
        color="teal"
        label={t('screens.logs.fields')}
        checked={props.fields === 'shown'}
        onChange={(event) => {
          changeShown({ fields: event.currentTarget.checked ? 'shown' : 'hidden' });
        }}
      />
    </>
  );
});

/** How much is shown of how much, what is still being read, and what the last key did. */
export function LogStatus(props: {
  readonly state: LogViewState | undefined;
  readonly note: LogNote;
  readonly chosen: number;
  readonly fields: 'shown' | 'hidden';
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state } = props;
  if (state === undefined) return <div className={styles.status} />;
  const reading = state.reading.done < state.reading.total;
  return (
    <div className={styles.status} data-testid="log-status">
      <span>
        {state.rows === state.records
          ? t('screens.logs.rows', { count: state.rows, formatted: format.number(state.rows) })
          : t('screens.logs.rowsOf', {
              count: state.records,
              rows: format.number(state.rows),
              records: format.number(state.records),
            })}
      </span>
      {reading ? (
        <span className={styles.statusBusy} data-testid="log-reading">
          <progress
            max={state.reading.total}
            value={state.reading.done}
            aria-label={t('screens.logs.busy.reading')}
          />
          {t('screens.logs.reading', {
            done: format.bytes(state.reading.done),
            total: format.bytes(state.reading.total),
          })}
        </span>
      ) : null}
      {props.chosen > 1 ? (
        <span>
          {t('screens.logs.chosen', { count: props.chosen, formatted: format.number(props.chosen) })}
        </span>
      ) : null}
      <span role="status" className={styles.note} data-testid="log-note">
        {noteWords(props.note, t, format)}
      </span>
      <StatusActions viewId={state.viewId} rows={state.rows === 0 ? 'none' : 'some'} fields={props.fields} />
    </div>
  );
}
