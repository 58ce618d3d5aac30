import { IconCheck, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { logFiles } from '../../../shared/model/log';
import type { LogFile } from '../../../shared/model/log';
import type { LogSelection } from '../../../shared/model/logView';
import { chooseFiles } from './logsStore';
import styles from './logs.module.css';

// A dot in a name would part a key of the texts.
const fileTexts = {
  'dhis2_sync.log': 'dhis2Sync',
  'errors.log': 'errors',
  'auto_sync.log': 'autoSync',
  'changes_detected.log': 'changesDetected',
  'sync_jobs.log': 'syncJobs',
} as const satisfies Readonly<Record<LogFile, string>>;

function isLive(file: string): file is LogFile {
  return Object.hasOwn(fileTexts, file);
}

/** Quick choice among the five files, with or without their old ones. */
export function FileChoice(props: { readonly selection: LogSelection }) {
  const { t } = useTranslation();
  const { selection } = props;
  const others = selection.files.filter((file) => !isLive(file));
  const toggle = (file: LogFile): void => {
    const chosen = logFiles.filter((name) =>
      name === file ? !selection.files.includes(file) : selection.files.includes(name),
    );
    chooseFiles({ ...selection, files: [...chosen, ...others] });
  };
  return (
    <div role="group" aria-label={t('screens.logs.files')} className={styles.files}>
      {logFiles.map((file) => (
        <button
          key={file}
          type="button"
          role="checkbox"
          aria-checked={selection.files.includes(file)}
          className={styles.pick}
          title={file}
          data-testid="log-file"
          onClick={() => {
            toggle(file);
          }}
        >
          {selection.files.includes(file) ? <IconCheck size={14} stroke={2.5} aria-hidden="true" /> : null}
          {t(`screens.logs.file.${fileTexts[file]}`)}
        </button>
      ))}
      {others.length === 0 ? null : (
        <button
          type="button"
          role="checkbox"
          aria-checked="true"
          className={styles.pick}
          onClick={() => {
            chooseFiles({ ...selection, files: selection.files.filter(isLive) });
          }}
        >
          <IconCheck size={14} stroke={2.5} aria-hidden="true" />
          {t('screens.logs.otherFiles', { count: others.length })}
        </button>
      )}
      <button
        type="button"
        role="switch"
        aria-checked={selection.old === 'with'}
        className={styles.pick}
        title={t('screens.logs.oldHelp')}
        data-testid="log-old"
        onClick={() => {
          chooseFiles({ ...selection, old: selection.old === 'with' ? 'without' : 'with' });
        }}
      >
        <IconHistory size={14} aria-hidden="true" />
        {t('screens.logs.old')}
      </button>
    </div>
  );
}
