import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Progress, SynchronisationStatus } from '../../../shared/model/status';
import { useFormat } from '../../format/useFormat';
import { OutcomeLine, StateTag } from '../../parts/StateTag';
import { useNow } from '../../stores/clock';
import { open } from '../../stores/routeStore';
import { useStatusStore } from '../../stores/statusStore';
import { LinkButton } from '../../ui/Page';
import { ProgressBar } from '../../ui/ProgressBar';
import { Stamp, When } from '../../ui/When';
import styles from './dashboard.module.css';

interface CellProps {
  readonly status: SynchronisationStatus;
}

/** Name, and from where to where. */
export function NameCell({ status }: CellProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.name}>{status.name}</div>
      <div className={styles.second}>
        {t('screens.common.direction', { source: status.sourceName, destination: status.destinationName })}
      </div>
    </>
  );
}

/** State in words, why, and since when. */
export function StateCell({ status }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <>
      <StateTag status={status} />
      {status.cause === undefined ? null : (
        <div className={styles.cause}>{t(`problem.${status.cause.code}.title`, status.cause.params)}</div>
      )}
      <div className={styles.second} title={format.exactStamp(status.since)}>
        {t('screens.dashboard.sinceWhen', { when: format.shortStamp(status.since, now) })}
      </div>
    </>
  );
}

/** When the last run ended and how. */
export function LastRunCell({ status }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastRun } = status;
  if (lastRun === undefined) return <>{t('screens.common.none')}</>;
  return (
    <>
      <LinkButton
        onClick={() => {
          open({ screen: 'run', runId: lastRun.runId });
        }}
      >
        <When at={lastRun.endedAt} />
      </LinkButton>
      <div className={styles.second}>
        {lastRun.task === 'prove' ? t('screens.runs.prove') : <OutcomeLine outcome={lastRun.outcome} />}
      </div>
      {lastRun.quarantined > 0 ? (
        <div className={styles.second}>
          {t('screens.dashboard.quarantined', {
            count: lastRun.quarantined,
            formatted: format.number(lastRun.quarantined),
          })}
        </div>
      ) : null}
      <div className={styles.onlyNarrow}>
        {status.nextRunAt === undefined ? null : (
          <div className={styles.second}>
            {t('screens.dashboard.nextRun')} <When at={status.nextRunAt} />
          </div>
        )}
      </div>
    </>
  );
}

/** When the next automatic run begins. */
export function NextRunCell({ status }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (status.nextRunAt !== undefined) {
    return (
      <>
        <When at={status.nextRunAt} />
        <div className={styles.second}>
          <Stamp at={status.nextRunAt} />
        </div>
      </>
    );
  }
  if (status.mode === 'manual') return <span>{t('screens.dashboard.onDemand')}</span>;
  return (
    <>
      <div>{t('screens.common.none')}</div>
      <div className={styles.second}>
        {t('screens.dashboard.every', { interval: format.duration(status.checkIntervalSeconds * 1000) })}
      </div>
    </>
  );
}

function useProgressSentence(progress: Progress | undefined): { phase: string; counts: string } {
  const { t } = useTranslation();
  const format = useFormat();
  if (progress === undefined) return { phase: '', counts: '' };
  const phase = t(`state.phase.${progress.phase}`);
  const unit = t(`screens.dashboard.unit.${progress.unit}`);
  const counts =
    progress.total === undefined
      ? t('screens.dashboard.countOnly', { done: format.number(progress.done), unit })
      : t('screens.dashboard.countOf', {
          done: format.number(progress.done),
          total: format.number(progress.total),
          unit,
        });
  return {
    phase:
      progress.domain === undefined
        ? phase
        : t('screens.dashboard.phaseOf', { phase, domain: t(`state.domain.${progress.domain}`) }),
    counts: progress.total === undefined && progress.done === 0 ? '' : counts,
  };
}

/** Phase, counts and a bar that never goes back. */
export function ProgressCell({ status }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const bar = useStatusStore((state) => state.bars[status.syncId]);
  const { progress } = status;
  const sentence = useProgressSentence(progress);
  if (progress === undefined) return <>{t('screens.common.none')}</>;
  return (
    <>
      <ProgressBar
        fraction={bar?.fraction ?? 0}
        total={progress.total === undefined ? 'unknown' : 'known'}
        tint={status.state === 'cooldown' ? 'warning' : 'normal'}
        label={t('screens.dashboard.progressOf', { name: status.name })}
        sentence={`${sentence.phase} ${sentence.counts}`}
      />
      <div className={styles.second}>{sentence.phase}</div>
      <div className={styles.second}>{sentence.counts}</div>
      {progress.acknowledged > 0 ? (
        <div className={styles.second}>
          {t('screens.dashboard.acknowledged', { count: format.number(progress.acknowledged) })}
        </div>
      ) : null}
    </>
  );
}

/** What the last comparison of both ends showed, how old it is, for which scope, and up to when all was looked at. */
export function ProofCell({ status }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { lastProof } = status;
  return (
    <>
      {lastProof === undefined ? (
        <div>{t('screens.dashboard.notProved')}</div>
      ) : (
        <>
          {lastProof.result === 'equal' ? (
            <span
              style={{ display: 'inline-flex', gap: 4, alignItems: 'center', color: 'var(--p-good-text)' }}
              data-testid="verified-equal"
            >
              <IconCircleCheck size={16} aria-hidden="true" style={{ flex: 'none' }} />
              {t('screens.dashboard.equal')}
            </span>
          ) : (
            <span
              style={{ display: 'inline-flex', gap: 4, alignItems: 'center', color: 'var(--p-warning-text)' }}
            >
              <IconAlertTriangle size={16} aria-hidden="true" style={{ flex: 'none' }} />
              {t('screens.dashboard.different', {
                count: lastProof.differences,
                formatted: format.number(lastProof.differences),
              })}
            </span>
          )}
          <div className={styles.second}>
            <When at={lastProof.at} />
            {' · '}
            {lastProof.scope.map((domain) => t(`state.domain.${domain}`)).join(', ')}
          </div>
        </>
      )}
      <div
        className={styles.proofs}
        title={status.lookedUpTo === undefined ? '' : format.exactStamp(status.lookedUpTo)}
      >
        {status.lookedUpTo === undefined
          ? t('screens.dashboard.neverLooked')
          : t('screens.dashboard.lookedUpTo', { when: format.stamp(status.lookedUpTo) })}
      </div>
    </>
  );
}
