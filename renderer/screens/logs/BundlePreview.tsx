import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleEntry, BundleRequest } from '../../../shared/model/bundle';
import { useFormat } from '../../format/useFormat';
import { useAnswer } from '../../stores/useAnswer';
import { ProblemNotice } from '../../ui/ProblemNotice';
import styles from './bundle.module.css';

/** How much of a file is shown, in bytes, as main gives it. */
const shownBytes = 65_536;

/** The beginning of a bundle's file, exactly as it would be written. */
export function BundlePreview(props: {
  readonly request: BundleRequest;
  readonly entry: BundleEntry;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { entry } = props;
  const { answer } = useAnswer('bundle.preview', { ...props.request, entry: entry.name });
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    back.current?.focus();
  }, []);
  return (
    <div className={styles.preview} data-testid="bundle-preview">
      <div className={styles.previewHead}>
        <Button
          ref={back}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={props.onBack}
        >
          {t('screens.bundle.back')}
        </Button>
        <h3 className={styles.heading}>{t('screens.bundle.previewTitle', { file: entry.name })}</h3>
      </div>
      <p className={styles.help}>
        {entry.bytes > shownBytes
          ? t('screens.bundle.previewCut', {
              size: format.bytes(shownBytes),
              total: format.bytes(entry.bytes),
            })
          : t('screens.bundle.previewWhole')}
      </p>
      {answer.state === 'loading' ? <p role="status">{t('screens.common.loading')}</p> : null}
      {answer.state === 'failed' ? <ProblemNotice problem={answer.problem} voice="announced" /> : null}
      {answer.state === 'ready' ? (
        <pre
          className={styles.previewText}
          tabIndex={0}
          role="region"
          aria-label={t('screens.bundle.previewText', { file: entry.name })}
        >
          {answer.value.text === '' ? t('screens.bundle.previewEmpty') : answer.value.text}
        </pre>
      ) : null}
    </div>
  );
}
