import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconFilter,
  IconHistory,
  IconLink,
  IconTimelineEvent,
  IconX,
} from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRow } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { JsonTree } from './JsonTree';
import { levelClasses, levelIcons } from './levels';
import { changeFilter } from './logsStore';
import { Meaning } from './Meaning';
import { StoredDetail } from './StoredDetail';
import { clockOf } from './rowTime';
import { textPieces } from './textPieces';
import { useJson } from './useJson';
import { useRecord } from './useRecord';
import styles from './record.module.css';

/** Letters of a record that are drawn before "show all"; more would hold the screen up. */
const lettersAtFirst = 4_000;

function Only(props: { readonly row: LogRow }) {
  const { t } = useTranslation();
  const { row } = props;
  const synchronisations = useStatusStore((state) => state.synchronisations);
  const nameOf = (id: string): string =>
    synchronisations.find(({ syncId }) => syncId === id)?.name ?? t('screens.logs.chip.gone', { id });
  const choices = [
    ...(row.run === undefined ? [] : [{ part: 'runs', value: row.run, words: row.run } as const]),
    ...(row.sync === undefined ? [] : [{ part: 'syncs', value: row.sync, words: nameOf(row.sync) } as const]),
    ...(row.level === undefined
      ? []
      : [{ part: 'levels', value: row.level, words: t(`screens.logs.levelWord.${row.level}`) } as const]),
    ...(row.module === undefined ? [] : [{ part: 'modules', value: row.module, words: row.module } as const]),
    ...(row.code === undefined ? [] : [{ part: 'codes', value: row.code, words: row.code } as const]),
  ];
  if (choices.length === 0) return null;
  return (
    <Menu position="bottom-start" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFilter size={14} aria-hidden="true" />}
          data-testid="log-only"
        >
          {t('screens.logs.record.only')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ part, value, words }) => (
          <Menu.Item
            key={part}
            data-testid={`log-only-${part}`}
            onClick={() => {
              changeFilter({ [part]: [value] });
            }}
          >
            {t(`screens.logs.record.onlyThis.${part}`, { value: words })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const Piece = memo(function Piece(props: { readonly text: string; readonly of: 'one' | 'several' }) {
  return <span className={props.of === 'several' ? styles.textPiece : undefined}>{props.text}</span>;
});

function WholeText(props: {
  readonly text: string;
  readonly rest: 'none' | 'more';
  readonly bytes: number;
  readonly onMore: (how: 'piece' | 'whole') => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [shown, setShown] = useState<'start' | 'all'>('start');
  const text = shown === 'all' ? props.text : props.text.slice(0, lettersAtFirst);
  const hidden = props.text.length > text.length || props.rest === 'more';
  const pieces = useMemo(() => textPieces(text), [text]);
  return (
    <>
      <pre className={styles.text} tabIndex={0} data-testid="record-text">
        {pieces.map((piece, at) => (
          // Pieces of one text have no other name than their place.
          <Piece key={at} text={piece} of={pieces.length > 1 ? 'several' : 'one'} />
        ))}
        {hidden ? '…' : ''}
      </pre>
      {hidden ? (
        <button
          type="button"
          className={styles.linkButton}
          data-testid="record-all"
          onClick={() => {
            setShown('all');
            if (props.rest === 'more') props.onMore('whole');
          }}
        >
          {t('screens.logs.record.all', { size: format.bytes(props.bytes) })}
        </button>
      ) : null}
    </>
  );
}

/** The JSON within a text. */
function JsonParts(props: { readonly text: string }) {
  const { t } = useTranslation();
  return useJson(props.text).map((piece) => (
    <div key={piece.from} className={styles.part} data-testid="record-json">
      <h3 className={styles.partTitle}>{t('screens.logs.record.json')}</h3>
      <JsonTree value={piece.value} opened="opened" />
    </div>
  ));
}

/** One record in full: its text, what it means and what to do, its fields, and ways to related lines. */
export function RecordPanel(props: {
  readonly viewId: string;
  readonly row: LogRow;
  readonly onClose: () => void;
  readonly onCopy: (what: 'text' | 'link') => void;
  /** Leads to the next error, or the one before. */
  readonly onGo: (direction: 'next' | 'previous') => void;
  /** Shows the record among all rows around it, without filters. */
  readonly onSurroundings: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { row } = props;
  const { read, problem, more } = useRecord(props.viewId, row.ref);
  const text = read?.text ?? row.text;
  const level = row.level ?? 'NONE';
  const LevelIcon = levelIcons[level];
  const detail = read?.fields.find(({ name }) => name === 'detail')?.value;
  return (
    <aside className={styles.panel} aria-label={t('screens.logs.record.title')} data-testid="log-record">
      <div className={styles.head}>
        <span className={`${styles.level ?? ''} ${levelClasses[level]}`}>
          <LevelIcon size={16} aria-hidden="true" />
          {t(`screens.logs.levelWord.${level}`)}
        </span>
        <span className={styles.when}>
          {row.time === undefined ? null : (
            <time
              dateTime={new Date(row.time).toISOString()}
              title={format.exactStamp(new Date(row.time).toISOString())}
            >
              {new Date(row.time).toLocaleDateString(format.language === 'en' ? 'en-GB' : 'fr-FR')}{' '}
              {clockOf(row.time)}
            </time>
          )}
        </span>
        {(['previous', 'next'] as const).map((direction) => (
          <ActionIcon
            key={direction}
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t(`screens.logs.record.${direction}Error`)}
            title={t(`screens.logs.record.${direction}Error`)}
            onClick={() => {
              props.onGo(direction);
            }}
          >
            {direction === 'next' ? (
              <IconArrowDown size={16} aria-hidden="true" />
            ) : (
              <IconArrowUp size={16} aria-hidden="true" />
            )}
          </ActionIcon>
        ))}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('screens.logs.record.close')}
          title={t('screens.logs.record.close')}
          data-testid="record-close"
          onClick={props.onClose}
        >
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={styles.actions}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconCopy size={14} aria-hidden="true" />}
          data-testid="record-copy"
          onClick={() => {
            props.onCopy('text');
          }}
        >
          {t('screens.logs.record.copy')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconLink size={14} aria-hidden="true" />}
          data-testid="record-link"
          onClick={() => {
            props.onCopy('link');
          }}
        >
          {t('screens.logs.record.link')}
        </Button>
        <Only row={row} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTimelineEvent size={14} aria-hidden="true" />}
          data-testid="record-around"
          onClick={props.onSurroundings}
        >
          {t('screens.logs.record.around')}
        </Button>
        {row.run === undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconHistory size={14} aria-hidden="true" />}
            data-testid="record-run"
            onClick={() => {
              if (row.run !== undefined) open({ screen: 'run', runId: row.run });
            }}
          >
            {t('screens.logs.record.run')}
          </Button>
        )}
      </div>
      <div className={styles.body} key={`${row.ref.source} ${row.ref.offset}`}>
        {problem === undefined ? null : <ProblemNotice problem={problem} shape="box" />}
        <Meaning code={row.code} />
        <WholeText
          text={text}
          rest={read?.next === undefined ? 'none' : 'more'}
          bytes={row.bytes}
          onMore={more}
        />
        {detail === undefined ? null : <StoredDetail reference={detail} />}
        <JsonParts text={text} />
        <div className={styles.part}>
          <h3 className={styles.partTitle}>{t('screens.logs.record.fields')}</h3>
          <dl className={styles.fields}>
            <dt>{t('screens.logs.record.file')}</dt>
            <dd>{row.file}</dd>
            <dt>{t('screens.logs.record.size')}</dt>
            <dd>
              {t('screens.logs.record.sizeOf', {
                count: row.lines,
                lines: format.number(row.lines),
                size: format.bytes(row.bytes),
              })}
            </dd>
            {(read?.fields ?? []).map(({ name, value }) => (
              <div key={name} className={styles.field}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </aside>
  );
}
