import { Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog';
import styles from './shell.module.css';

const keys = [
  ['Ctrl+1 … 6', 'sections'],
  ['F5', 'refresh'],
  ['/', 'search'],
  ['Ctrl+N', 'new'],
  ['Ctrl+S', 'save'],
  ['Ctrl+Enter', 'test'],
  ['Esc', 'escape'],
  ['Alt+← Alt+→', 'history'],
  ['?', 'help'],
] as const;

const logKeys = [
  ['↑ ↓ Shift+↑↓', 'move'],
  ['n  N', 'match'],
  ['e  E', 'error'],
  ['w  W', 'warning'],
  ['g  G', 'ends'],
  ['End  f', 'end'],
  ['t', 'goTo'],
  ['o  Enter', 'open'],
  ['c', 'copy'],
  ['l', 'link'],
  ['x', 'fields'],
] as const;

/** The list of keys; none of them is the only way to do something. */
export function KeysHelp(props: { readonly shown: 'shown' | 'hidden'; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={props.shown === 'shown'}
      onClose={props.onClose}
      title={t('screens.shell.keys.title')}
      size={480}
    >
      <dl className={styles.keys}>
        {keys.map(([combination, name]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{combination}</Kbd>
            </dt>
            <dd>{t(`screens.shell.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.keysTitle}>{t('screens.shell.section.logs')}</h3>
      <dl className={styles.keys}>
        {logKeys.map(([combination, name]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              <Kbd>{combination}</Kbd>
            </dt>
            <dd>{t(`screens.logs.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
