import { Button } from '@mantine/core';
import { IconCircleCheckFilled, IconFolderOpen } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleProgress, BundleSaved } from '../../../shared/model/bundle';
import { useFormat } from '../../format/useFormat';
import { act } from '../../ui/act';
import { ProgressBar } from '../../ui/ProgressBar';
import { writtenShare } from './bundleFlow';
import styles from './bundle.module.css';

/** How far writing is, and the button that ends it. */
export function BundleWriting(props: {
  readonly progress: BundleProgress | undefined;
  readonly cancel: 'no' | 'asked';
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { progress } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  const share = progress === undefined ? undefined : writtenShare(progress);
  const written =
    progress === undefined
      ? ''
      : t('screens.bundle.written', {
          done: format.bytes(progress.done),
          total: format.bytes(progress.total),
        });
  return (
    <div className={styles.writing} data-testid="bundle-writing">
      <p className={styles.writingLine}>
        {progress === undefined
          ? t('screens.bundle.asking')
          : t('screens.bundle.writing', { entry: progress.entry })}
      </p>
      {progress === undefined ? null : (
        <>
          <ProgressBar
            fraction={share ?? 0}
            total={share === undefined ? 'unknown' : 'known'}
            label={t('screens.bundle.progress')}
            sentence={written}
          />
          <p className={styles.help}>{written}</p>
        </>
      )}
      <Button
        ref={button}
        variant="default"
        aria-disabled={props.cancel === 'asked'}
        onClick={() => {
          if (props.cancel === 'no') props.onCancel();
        }}
      >
        {props.cancel === 'asked' ? t('screens.bundle.cancelling') : t('screens.bundle.cancel')}
      </Button>
    </div>
  );
}

/** Where a bundle was saved, and what to do with it. */
export function BundleDone(props: { readonly saved: BundleSaved; readonly onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { saved } = props;
  const show = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    show.current?.focus();
  }, []);
  return (
    <div className={styles.done} data-testid="bundle-saved">
      <IconCircleCheckFilled size={32} aria-hidden="true" className={styles.doneIcon} />
      <div className={styles.doneText}>
        <p className={styles.doneTitle} role="status">
          {t('screens.bundle.saved')}
        </p>
        <p className={styles.path}>{saved.path}</p>
        <p className={styles.help}>
          {t('screens.bundle.savedAs', {
            count: saved.entries,
            formatted: format.number(saved.entries),
            size: format.bytes(saved.bytes),
          })}
        </p>
        <p className={styles.next}>{t('screens.bundle.next')}</p>
        <p className={styles.help}>{t('screens.bundle.nextOpen')}</p>
        <div className={styles.doneActions}>
          <Button
            ref={show}
            leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
            onClick={() => void act(i18n, 'bundle.show', {})}
          >
            {t('screens.bundle.show')}
          </Button>
          <Button variant="default" onClick={props.onAgain}>
            {t('screens.bundle.again')}
          </Button>
        </div>
      </div>
    </div>
  );
}
