import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/useFormat';
import { useAppStore } from '../stores/appStore';
import { refreshStatus, useStatusStore } from '../stores/statusStore';
import { useOpenLogFolder } from './Header';
import styles from './shell.module.css';

/** Situations of the whole program, in strips under the header that stay as long as they last. */
export function Strips() {
  const { t } = useTranslation();
  const format = useFormat();
  const info = useAppStore((state) => state.info);
  const failure = useAppStore((state) => state.failure);
  const engine = useStatusStore((state) => state.engine);
  const heardAt = useStatusStore((state) => state.heardAt);
  const openLogFolder = useOpenLogFolder();
  return (
    <section className={styles.strips} aria-label={t('screens.shell.situation')}>
      {engine === 'silent' || failure !== undefined ? (
        <div
          className={`${styles.strip ?? ''} ${styles.stripBad ?? ''}`}
          role="alert"
          data-testid="engine-silent"
        >
          <IconPlugConnectedX size={18} aria-hidden="true" />
          <span className={styles.stripText}>
            {t('screens.shell.silent')}{' '}
            {heardAt === undefined ? null : t('screens.shell.stateAt', { at: format.stamp(heardAt) })}
          </span>
          <button type="button" className={styles.stripButton} onClick={() => void refreshStatus()}>
            {t('screens.common.retry')}
          </button>
          <button type="button" className={styles.stripButton} onClick={openLogFolder}>
            {t('screens.logs.openFolder')}
          </button>
        </div>
      ) : null}
      {info?.runtime === 'fallback' ? (
        <div className={`${styles.strip ?? ''} ${styles.stripWarning ?? ''}`} data-testid="fallback-runtime">
          <IconAlertTriangle size={18} aria-hidden="true" />
          <span className={styles.stripText}>
            {t('screens.shell.fallback', { version: info.electronVersion })}
          </span>
        </div>
      ) : null}
      {info?.secretStore === 'this-session' ? (
        <div className={`${styles.strip ?? ''} ${styles.stripInfo ?? ''}`} data-testid="secrets-this-session">
          <IconInfoCircle size={18} aria-hidden="true" />
          <span className={styles.stripText}>{t('screens.shell.secretsThisSession')}</span>
        </div>
      ) : null}
    </section>
  );
}
