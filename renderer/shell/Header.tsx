import { IconArrowLeft, IconHelp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../stores/appStore';
import { goBack, useRouteStore } from '../stores/routeStore';
import { useStatusStore } from '../stores/statusStore';
import { act } from '../ui/act';
import { changePreferences } from '../stores/appStore';
import { tellProblem } from '../ui/act';
import styles from './shell.module.css';

const busyStates = new Set(['detecting', 'syncing', 'proving', 'pausing']);

function Pills() {
  const { t } = useTranslation();
  const engine = useStatusStore((state) => state.engine);
  const running = useStatusStore(
    (state) => state.synchronisations.filter((status) => busyStates.has(status.state)).length,
  );
  const asking = useStatusStore(
    (state) =>
      state.synchronisations.filter((status) => status.state === 'held' || status.state === 'error').length,
  );
  if (engine !== 'live') {
    return (
      <span className={`${styles.pill ?? ''} ${engine === 'silent' ? (styles.pillWarning ?? '') : ''}`}>
        {t(`screens.shell.engine.${engine}`)}
      </span>
    );
  }
  return (
    <>
      {asking > 0 ? (
        <span className={`${styles.pill ?? ''} ${styles.pillWarning ?? ''}`}>
          {t('screens.shell.needYou', { count: asking })}
        </span>
      ) : null}
      <span className={styles.pill} role="status">
        <span className={styles.dot} aria-hidden="true" />
        {running > 0 ? t('screens.shell.running', { count: running }) : t('screens.shell.engine.live')}
      </span>
    </>
  );
}

/** The bar on top: name, what the engine does, language, help. */
export function Header(props: { readonly onHelp: () => void }) {
  const { t, i18n } = useTranslation();
  const profile = useAppStore((state) => state.info?.profile);
  const language = useAppStore((state) => state.preferences.language);
  const canGoBack = useRouteStore((state) => state.past.length > 0);
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <header className={styles.header}>
      <span className={styles.brand}>Passerelle</span>
      <span className={styles.subtitle}>{t('screens.shell.subtitle')}</span>
      {canGoBack ? (
        <button
          type="button"
          className={styles.headerButton}
          onClick={goBack}
          aria-label={t('screens.shell.back')}
          title={t('screens.shell.back')}
        >
          <IconArrowLeft size={18} aria-hidden="true" />
        </button>
      ) : null}
      <div className={styles.headerEnd}>
        {profile === 'demonstration' ? (
          <span className={`${styles.pill ?? ''} ${styles.pillWarning ?? ''}`}>
            {t('screens.shell.demonstration')}
          </span>
        ) : null}
        <Pills />
        <button
          type="button"
          className={styles.headerButton}
          lang={other}
          data-testid="switch-language"
          onClick={() => {
            void changePreferences({ language: other }).then((failure) => {
              if (failure !== undefined) tellProblem(i18n, failure);
            });
          }}
        >
          {t(`screens.shell.switchTo.${other}`)}
        </button>
        <button
          type="button"
          className={styles.headerButton}
          onClick={props.onHelp}
          aria-label={t('screens.shell.help')}
          title={t('screens.shell.help')}
        >
          <IconHelp size={18} aria-hidden="true" />
        </button>
      </div>
    </header>
  );
}

/** Opens the folder of log files in the file browser of the system. */
export function useOpenLogFolder(): () => void {
  const { i18n } = useTranslation();
  return () => void act(i18n, 'logs.openFolder', {});
}
