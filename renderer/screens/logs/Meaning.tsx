import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { logMeaning } from '../../../shared/text/fr/logMeaning';
import styles from './record.module.css';

function isKnown(code: string): code is keyof typeof logMeaning {
  return Object.hasOwn(logMeaning, code);
}

/** What a line's code means and what to do about it; nothing for a line without a known code. */
export function Meaning(props: { readonly code: string | undefined }) {
  const { t } = useTranslation();
  const { code } = props;
  if (code === undefined || !isKnown(code)) return null;
  return (
    <div className={styles.meaning} data-testid="record-meaning">
      <IconBulb size={18} aria-hidden="true" />
      <div>
        <p>{t(`logMeaning.${code}.meaning`)}</p>
        <p className={styles.next}>{t(`logMeaning.${code}.next`)}</p>
      </div>
    </div>
  );
}
