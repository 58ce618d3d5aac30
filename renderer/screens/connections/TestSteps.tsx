import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
  IconLoader2,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionTestResult } from '../../../shared/model/connectionTest';
import { connection as connectionTexts } from '../../../shared/text/fr/connection';
import { useFormat } from '../../format/useFormat';
import { Notice } from '../../ui/Notice';
import { ProblemFacts, ProblemNotice, ServerWords } from '../../ui/ProblemNotice';
import { stepStates, verdict } from './useConnectionTest';
import type { ConnectionTest, StepState } from './useConnectionTest';
import styles from './connections.module.css';

const looks: Readonly<Record<StepState, { readonly icon: Icon; readonly className: string | undefined }>> = {
  passed: { icon: IconCircleCheck, className: styles.passed },
  warning: { icon: IconAlertTriangle, className: styles.warned },
  failed: { icon: IconCircleX, className: styles.failed },
  skipped: { icon: IconCircleMinus, className: styles.waiting },
  running: { icon: IconLoader2, className: styles.turning },
  pending: { icon: IconCircleDashed, className: styles.waiting },
};

type FactName = keyof typeof connectionTexts.fact;

function isFact(name: string): name is FactName {
  return Object.hasOwn(connectionTexts.fact, name);
}

function Facts(props: { readonly result: ConnectionTestResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(props.result.params)) {
    shown[name] = typeof value === 'number' ? format.number(value) : value;
  }
  const facts = Object.keys(shown)
    .filter(isFact)
    .map((name) => t(`connection.fact.${name}`, shown));
  return facts.length === 0 ? null : <span className={styles.stepFacts}> — {facts.join(', ')}</span>;
}

/** The steps of a connection test as they come in, each with cause and fix. */
export function TestSteps(props: { readonly test: ConnectionTest }) {
  const { t } = useTranslation();
  const { test } = props;
  const place = useRef<HTMLDivElement>(null);
  // The button is in view on every part of the form; its result should be too.
  useEffect(() => {
    if (test.state !== 'none') place.current?.scrollIntoView({ block: 'nearest' });
  }, [test.state]);
  if (test.state === 'none')
    return <p className={styles.muted}>{t('screens.connections.testDescription')}</p>;
  return (
    <div ref={place} className={styles.result}>
      <ol className={styles.steps} data-testid="test-steps">
        {stepStates(test).map(({ step, state, result }) => {
          const look = looks[state];
          const StepIcon = look.icon;
          return (
            <li key={step} className={styles.step} data-testid={`test-${step}`} data-state={state}>
              <span className={styles.stepIcon}>
                <StepIcon size={18} aria-hidden="true" className={look.className ?? ''} />
              </span>
              <div className={styles.stepBody}>
                {t(`connection.step.${step}`)}
                <span className="visually-hidden">
                  {' '}
                  {state === 'pending' ? '' : t(`connection.result.${state}`)}
                </span>
                {result === undefined ? null : <Facts result={result} />}
                {result?.problem === undefined ? null : (
                  <>
                    <div className={result.result === 'failed' ? styles.failed : styles.warned}>
                      {t(`problem.${result.problem.code}.title`, result.problem.params)}
                    </div>
                    <ProblemFacts problem={result.problem} />
                    <div className={styles.stepNext}>
                      {t(`problem.${result.problem.code}.next`, result.problem.params)}
                    </div>
                    {result.problem.detail === undefined ? null : (
                      <ServerWords text={result.problem.detail} />
                    )}
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <Verdict test={test} />
    </div>
  );
}

function Verdict(props: { readonly test: ConnectionTest }) {
  const { t } = useTranslation();
  const { test } = props;
  if (test.failure !== undefined) return <ProblemNotice problem={test.failure} voice="announced" />;
  if (test.state === 'cancelled')
    return <Notice kind="neutral" title={t('screens.connections.testCancelled')} voice="announced" />;
  switch (verdict(test)) {
    case 'passed':
      return <Notice kind="good" title={t('screens.connections.testPassed')} voice="announced" />;
    case 'warning':
      return <Notice kind="warning" title={t('screens.connections.testWarned')} voice="announced" />;
    case 'failed':
      return <Notice kind="bad" title={t('screens.connections.testFailed')} voice="announced" />;
    case 'unknown':
      return null;
  }
}
