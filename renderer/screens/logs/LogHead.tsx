import { Button } from '@mantine/core';
import { IconBriefcase, IconFiles, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogSelection } from '../../../shared/model/logView';
import { openBundleDialog } from '../../stores/bundleStore';
import { act } from '../../ui/act';
import { FileChoice } from './FileChoice';
import styles from './logs.module.css';

/** Title of the screen, the files, and what concerns all of them. */
export function LogHead(props: { readonly selection: LogSelection; readonly onFiles: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{t('screens.logs.title')}</h1>
      <FileChoice selection={props.selection} />
      <div className={styles.headActions}>
        <Button
          size="compact-sm"
          className={styles.headButton ?? ''}
          variant="default"
          leftSection={<IconFiles size={16} aria-hidden="true" />}
          data-testid="log-files"
          onClick={props.onFiles}
        >
          <span className={styles.headLabel}>{t('screens.logs.filesButton')}</span>
        </Button>
        <Button
          size="compact-sm"
          className={styles.headButton ?? ''}
          variant="default"
          aria-label={t('screens.logs.openFolder')}
          title={t('screens.logs.openFolder')}
          onClick={() => void act(i18n, 'logs.openFolder', {})}
        >
          <IconFolderOpen size={16} aria-hidden="true" />
        </Button>
        <Button
          size="compact-sm"
          className={styles.headButton ?? ''}
          variant="default"
          leftSection={<IconBriefcase size={16} aria-hidden="true" />}
          data-testid="log-bundle"
          onClick={() => {
            openBundleDialog();
          }}
        >
          <span className={styles.headLabel}>{t('screens.logs.bundle')}</span>
        </Button>
      </div>
    </div>
  );
}
