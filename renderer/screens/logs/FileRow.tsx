import { Button, Checkbox, Menu } from '@mantine/core';
import { IconAlertTriangle, IconArchive, IconDots, IconDownload, IconX } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogFileFacts } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { When } from '../../ui/When';
import { codeWords } from './codeWords';
import { fileActions } from './fileGroups';
import type { FileAction } from './fileGroups';
import styles from './fileList.module.css';

const icons: Readonly<Record<FileAction, Icon>> = {
  save: IconDownload,
  'save-plain': IconDownload,
  clear: IconArchive,
  'take-out': IconArchive,
  close: IconX,
};
const labels = {
  save: 'saveAs',
  'save-plain': 'savePlain',
  clear: 'clear',
  'take-out': 'takeOut',
  close: 'close',
} as const;

/** One file: what it is, how large and how old, and what can be done with it. */
export function FileRow(props: {
  readonly file: LogFileFacts;
  readonly chosen: 'chosen' | 'free';
  readonly onChoose: () => void;
  readonly onView: () => void;
  /** With the button that the focus goes back to after a question. */
  readonly onAction: (action: FileAction, button: HTMLElement | null) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { file } = props;
  const readable = file.unreadable === undefined;
  const actions = fileActions(file);
  const menu = useRef<HTMLButtonElement>(null);
  return (
    <li className={styles.row} data-testid="log-file-row" data-file={file.name}>
      <Checkbox
        size="sm"
        color="teal"
        aria-label={t('screens.logFiles.choose', { file: file.name })}
        checked={props.chosen === 'chosen'}
        disabled={!readable}
        onChange={props.onChoose}
      />
      <div className={styles.rowText}>
        <div className={styles.name}>{file.name}</div>
        {file.place === 'live' && file.log !== undefined ? (
          <div className={styles.second}>{t(`screens.logFiles.purpose.${file.log}`)}</div>
        ) : null}
        <div className={styles.second}>
          <span className={styles.fact}>{format.bytes(file.bytes)}</span>
          {readable ? (
            <span className={styles.fact}>
              {file.lines === undefined
                ? t('screens.logFiles.counting')
                : t('screens.logFiles.lines', { count: file.lines, formatted: format.number(file.lines) })}
            </span>
          ) : null}
          <span className={styles.fact}>
            <When at={file.changedAt} />
          </span>
          {file.compressed === 'no' ? null : (
            <span className={styles.fact}>{t(`screens.logFiles.compressed.${file.compressed}`)}</span>
          )}
        </div>
        {file.unreadable === undefined ? null : (
          <div className={styles.wrong}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {t('screens.logFiles.unreadable', { why: codeWords(file.unreadable, t) })}
          </div>
        )}
      </div>
      <div className={styles.rowActions}>
        {readable ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('screens.logFiles.viewOne', { file: file.name })}
            onClick={props.onView}
          >
            {t('screens.logFiles.view')}
          </Button>
        ) : null}
        {actions.length === 0 ? (
          <span className={styles.noMenu} />
        ) : (
          <Menu position="bottom-end" shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
            <Menu.Target>
              <Button
                ref={menu}
                size="compact-sm"
                variant="subtle"
                px={6}
                aria-label={t('screens.logFiles.actionsFor', { file: file.name })}
                data-testid="log-file-actions"
              >
                <IconDots size={18} aria-hidden="true" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {actions.map((action) => {
                const ActionIcon = icons[action];
                return (
                  <Menu.Item
                    key={action}
                    leftSection={<ActionIcon size={16} aria-hidden="true" />}
                    data-testid={`log-file-${action}`}
                    onClick={() => {
                      props.onAction(action, menu.current);
                    }}
                  >
                    {t(`screens.logFiles.${labels[action]}`)}
                  </Menu.Item>
                );
              })}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </li>
  );
}
