import { Button, Checkbox, SegmentedControl, Switch } from '@mantine/core';
import { IconFolderOpen, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logFiles } from '../../../shared/model/log';
import type { LogFile } from '../../../shared/model/log';
import { useFormat } from '../../format/useFormat';
import { act } from '../../ui/act';
import { Notice } from '../../ui/Notice';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { levelFilters, ofLevel } from './logBuffer';
import type { LevelFilter } from './logBuffer';
import { LogList } from './LogList';
import { useLogTail } from './useLogTail';
import styles from './logs.module.css';

// A dot in a name would part a key of the texts.
const fileTexts = {
  'dhis2_sync.log': 'dhis2Sync',
  'errors.log': 'errors',
  'auto_sync.log': 'autoSync',
  'changes_detected.log': 'changesDetected',
  'sync_jobs.log': 'syncJobs',
} as const satisfies Readonly<Record<LogFile, string>>;

/** The live tail of the log files. */
export function Logs() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const [files, setFiles] = useState<readonly LogFile[]>(['dhis2_sync.log']);
  const [level, setLevel] = useState<LevelFilter>('all');
  const [fields, setFields] = useState<'shown' | 'hidden'>('hidden');
  const [follow, setFollow] = useState<'following' | 'paused'>('following');
  /** Number of the first line that came after the reader scrolled up. */
  const [pausedAt, setPausedAt] = useState(0);
  const { buffer, missed, state, problem } = useLogTail(files);
  const lines = useMemo(() => ofLevel(buffer.lines, level), [buffer, level]);
  const onFollow = useCallback(
    (next: 'following' | 'paused') => {
      if (next === 'paused' && follow === 'following') setPausedAt(buffer.nextId);
      setFollow(next);
    },
    [buffer.nextId, follow],
  );
  const unseen = useMemo(
    () => (follow === 'paused' ? lines.filter((line) => line.id >= pausedAt).length : 0),
    [follow, lines, pausedAt],
  );
  const FollowIcon = follow === 'following' ? IconPlayerPlay : IconPlayerPause;
  return (
    <div className={styles.screen}>
      <div className={styles.head}>
        <div>
          <h1 className={styles.title}>{t('screens.logs.title')}</h1>
          <p className={styles.description}>{t('screens.logs.description')}</p>
        </div>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
          onClick={() => void act(i18n, 'logs.openFolder', {})}
        >
          {t('screens.logs.openFolder')}
        </Button>
      </div>
      <div className={styles.toolbar}>
        <div role="group" aria-label={t('screens.logs.files')} className={styles.files}>
          {logFiles.map((file) => (
            <Checkbox
              key={file}
              color="teal"
              size="sm"
              label={t(`screens.logs.file.${fileTexts[file]}`)}
              title={file}
              checked={files.includes(file)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setFollow('following');
                setFiles(logFiles.filter((name) => (name === file ? checked : files.includes(name))));
              }}
            />
          ))}
        </div>
        <SegmentedControl
          size="sm"
          aria-label={t('screens.logs.level')}
          data={levelFilters.map((value) => ({ value, label: t(`screens.logs.levels.${value}`) }))}
          value={level}
          onChange={setLevel}
        />
        <Switch
          color="teal"
          size="sm"
          label={t('screens.logs.fields')}
          checked={fields === 'shown'}
          onChange={(event) => {
            setFields(event.currentTarget.checked ? 'shown' : 'hidden');
          }}
        />
        <span className={styles.state} role="status" data-testid="log-follow" data-state={follow}>
          <FollowIcon size={16} aria-hidden="true" />
          {t(`screens.logs.${follow}`)}
        </span>
      </div>
      {problem === undefined ? null : <ProblemNotice problem={problem} />}
      {missed > 0 ? (
        <Notice
          kind="warning"
          title={t('screens.logs.missed', { count: missed, formatted: format.number(missed) })}
        />
      ) : null}
      <LogList
        lines={lines}
        follow={follow}
        unseen={unseen}
        fields={fields}
        onFollow={onFollow}
        empty={
          files.length === 0
            ? t('screens.logs.noFile')
            : state === 'loading'
              ? t('screens.common.loading')
              : t('screens.logs.empty')
        }
      />
    </div>
  );
}
