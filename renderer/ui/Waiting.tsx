import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** A loader is only shown when the answer takes longer than this, in milliseconds. */
const patienceMs = 400;

/** Grey rows in place of a list that is being read; nothing at all when it comes at once. */
export function Waiting(props: { readonly rows?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setShown(true);
    }, patienceMs);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!shown) return null;
  return (
    <div role="status" className={styles.card}>
      <span className="visually-hidden">{t('screens.common.loading')}</span>
      {Array.from({ length: props.rows ?? 4 }, (_, row) => (
        <div key={row} className={styles.skeleton} aria-hidden="true">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
