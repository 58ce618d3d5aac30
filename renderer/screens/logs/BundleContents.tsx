import { Button } from '@mantine/core';
import { IconAlertTriangle, IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { BundleEntry, BundlePlan } from '../../../shared/model/bundle';
import { useFormat } from '../../format/useFormat';
import { Notice } from '../../ui/Notice';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { planContent } from './bundleFlow';
import { codeWords } from './codeWords';
import type { HeldPlan } from './usePlan';
import styles from './bundle.module.css';

function EntryRow(props: { readonly entry: BundleEntry; readonly onPreview: (entry: BundleEntry) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { entry } = props;
  const wrong =
    entry.missing === undefined
      ? entry.incomplete === undefined
        ? undefined
        : t('screens.bundle.incomplete', { why: codeWords(entry.incomplete, t) })
      : t('screens.bundle.missing', { why: codeWords(entry.missing, t) });
  return (
    <tr data-testid="bundle-entry">
      <th scope="row">
        <span className={styles.entryName}>{entry.name}</span>
        <span className={styles.second}>{t(`screens.bundle.kind.${entry.kind}`)}</span>
        {wrong === undefined ? null : (
          <span className={styles.wrong}>
            <IconAlertTriangle size={14} aria-hidden="true" />
            {wrong}
          </span>
        )}
      </th>
      <td className={styles.figure}>{entry.missing === undefined ? format.bytes(entry.bytes) : '—'}</td>
      <td className={styles.figure}>
        {entry.lines === undefined || entry.missing !== undefined ? '—' : format.number(entry.lines)}
      </td>
      <td className={styles.look}>
        {entry.missing === undefined ? (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t('screens.bundle.preview', { file: entry.name })}
            title={t('screens.bundle.preview', { file: entry.name })}
            onClick={() => {
              props.onPreview(entry);
            }}
          >
            <IconEye size={18} aria-hidden="true" />
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function Entries(props: { readonly plan: BundlePlan; readonly onPreview: (entry: BundleEntry) => void }) {
  const { t } = useTranslation();
  const content = planContent(props.plan);
  return (
    <>
      {content === 'nothing' ? (
        <Notice kind="warning" title={t('screens.bundle.nothing')}>
          {t('screens.bundle.nothingNext')}
        </Notice>
      ) : null}
      {content === 'not-looked' ? (
        <Notice kind="warning" title={t('screens.bundle.notLooked')}>
          {t('screens.bundle.notLookedNext')}
        </Notice>
      ) : null}
      <table className={styles.entries}>
        <thead>
          <tr>
            <th scope="col">{t('screens.bundle.file')}</th>
            <th scope="col" className={styles.figure}>
              {t('screens.bundle.size')}
            </th>
            <th scope="col" className={styles.figure}>
              {t('screens.bundle.lines')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.plan.entries.map((entry) => (
            <EntryRow key={entry.name} entry={entry} onPreview={props.onPreview} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** What would be written: each file, its size, what is missing and why. */
export function BundleContents(props: {
  readonly held: HeldPlan & { readonly retry: () => void };
  readonly onPreview: (entry: BundleEntry) => void;
}) {
  const { t } = useTranslation();
  const { held } = props;
  return (
    <>
      <h3 className={styles.heading}>{t('screens.bundle.contents')}</h3>
      <p className={styles.help}>{t('screens.bundle.never')}</p>
      {held.state === 'failed' && held.problem !== undefined ? (
        <ProblemNotice
          problem={held.problem}
          voice="announced"
          actions={
            <Button size="compact-sm" variant="default" onClick={held.retry}>
              {t('screens.common.retry')}
            </Button>
          }
        />
      ) : null}
      <p className={styles.planning} role="status" data-state={held.state} data-testid="bundle-plan">
        {held.state === 'planning'
          ? t('screens.bundle.planning')
          : held.state === 'not-asked'
            ? t('screens.bundle.notAsked')
            : ''}
      </p>
      {held.plan === undefined ? null : (
        <div aria-busy={held.state === 'planning'}>
          <Entries plan={held.plan} onPreview={props.onPreview} />
        </div>
      )}
    </>
  );
}
