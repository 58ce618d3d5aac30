import { Button } from '@mantine/core';
import { IconBriefcase, IconClockSearch, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogSelection } from '../../../shared/model/logView';
import { openBundleDialog } from '../../stores/bundleStore';
import { act } from '../../ui/act';
import { FileChoice } from './FileChoice';
import styles from './logs.module.css';

/** Title of the screen, the files, and what concerns all of them. */
export function LogHead(props: { readonly selection: LogSelection; readonly onGoTo: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{t('screens.logs.title')}</h1>
      <FileChoice selection={props.selection} />
      <div className={styles.headActions}>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconClockSearch size={16} aria-hidden="true" />}
          data-testid="log-go-to"
          onClick={props.onGoTo}
        >
          {t('screens.logs.goTo.button')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
          onClick={() => void act(i18n, 'logs.openFolder', {})}
        >
          {t('screens.logs.openFolder')}
        </Button>
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconBriefcase size={16} aria-hidden="true" />}
          data-testid="log-bundle"
          onClick={() => {
            openBundleDialog();
          }}
        >
          {t('screens.logs.bundle')}
        </Button>
      </div>
    </div>
  );
}
