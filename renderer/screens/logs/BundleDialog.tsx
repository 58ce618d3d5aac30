import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useReducer, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleEntry, BundleRequest } from '../../../shared/model/bundle';
import { call, listen } from '../../bridge';
import { useFormat } from '../../format/useFormat';
import { CrashBoundary } from '../../shell/CrashBoundary';
import type { BundleStart } from '../../stores/bundleStore';
import { useAnswer } from '../../stores/useAnswer';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { bundleRequest, firstChoices } from './bundleChoices';
import type { BundleChoices } from './bundleChoices';
import { BundleContents } from './BundleContents';
import { BundleFields } from './BundleFields';
import { bundleStep, firstStage } from './bundleFlow';
import type { BundleEvent, BundleStage } from './bundleFlow';
import { BundlePreview } from './BundlePreview';
import { BundleDone, BundleWriting } from './BundleResult';
import { zoneOfThisComputer } from './timeWords';
import { usePlan } from './usePlan';
import styles from './bundle.module.css';

/** Most runs that are offered by name. */
const mostRuns = 1000;

function Before(props: { readonly stage: BundleStage & { readonly kind: 'choosing' } }) {
  const { t } = useTranslation();
  const { before } = props.stage;
  if (before === undefined) return null;
  if (before === 'no-place-chosen' || before === 'cancelled') {
    return (
      <Notice
        kind="neutral"
        voice="announced"
        title={t(before === 'cancelled' ? 'screens.bundle.cancelled' : 'screens.bundle.notPlaced')}
      />
    );
  }
  return <ProblemNotice problem={before} about={t('screens.bundle.failed')} voice="announced" />;
}

function Choosing(props: {
  readonly stage: BundleStage & { readonly kind: 'choosing' };
  readonly choices: BundleChoices;
  readonly initial: BundleStart;
  readonly zone: string;
  readonly onChange: (change: Partial<BundleChoices>) => void;
  readonly onSave: (request: BundleRequest) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { choices, zone } = props;
  const { answer } = useAnswer('runs.list', { limit: mostRuns });
  const runs = answer.state === 'ready' ? answer.value : [];
  const request = bundleRequest(choices, runs, zone);
  const held = usePlan(request.ok ? request.value : undefined);
  const [previewed, setPreviewed] = useState<BundleEntry>();
  const right = useRef<HTMLDivElement>(null);
  // After an attempt to save, whoever uses the keyboard goes on where its result is told.
  const returned = props.stage.before !== undefined;
  useEffect(() => {
    if (returned) right.current?.focus();
  }, [returned]);
  const written = held.plan?.entries.filter((entry) => entry.missing === undefined) ?? [];
  const ready = request.ok && held.state === 'ready';
  return (
    <>
      <div className={styles.columns}>
        <div className={styles.left}>
          <BundleFields
            choices={choices}
            fault={request.ok ? undefined : request.error}
            zone={zone}
            run={props.initial.run}
            runs={runs}
            onChange={(change) => {
              setPreviewed(undefined);
              props.onChange(change);
            }}
          />
        </div>
        <div className={styles.right} ref={right} tabIndex={-1}>
          <Before stage={props.stage} />
          {previewed === undefined || !request.ok ? (
            <BundleContents held={held} onPreview={setPreviewed} />
          ) : (
            <BundlePreview
              request={request.value}
              entry={previewed}
              onBack={() => {
                setPreviewed(undefined);
                right.current?.focus();
              }}
            />
          )}
        </div>
      </div>
      <div className={styles.footer}>
        <span className={styles.total} data-testid="bundle-total">
          {held.plan === undefined || !ready
            ? ''
            : t('screens.bundle.total', {
                count: written.length,
                formatted: format.number(written.length),
                size: format.bytes(held.plan.bytes),
              })}
        </span>
        <Button variant="default" onClick={props.onClose}>
          {t('screens.common.cancel')}
        </Button>
        <Button
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          disabled={!ready}
          data-testid="bundle-save"
          onClick={() => {
            if (request.ok) props.onSave(request.value);
          }}
        >
          {t('screens.bundle.save')}
        </Button>
      </div>
    </>
  );
}

function useStage(): readonly [BundleStage, (event: BundleEvent) => void, (request: BundleRequest) => void] {
  const [stage, step] = useReducer(bundleStep, firstStage);
  useEffect(
    () =>
      listen('bundleProgress', (progress) => {
        step({ kind: 'progress', progress });
      }),
    [],
  );
  const save = (request: BundleRequest): void => {
    const bundleId = crypto.randomUUID();
    step({ kind: 'save', bundleId });
    void call('bundle.save', { ...request, bundleId }).then((answer) => {
      step({ kind: 'answered', bundleId, answer });
    });
  };
  return [stage, step, save];
}

function Content(props: {
  readonly initial: BundleStart;
  readonly onClose: () => void;
  readonly onBusy: (busy: 'busy' | 'free') => void;
}) {
  const { t } = useTranslation();
  const { onBusy } = props;
  const { language } = useFormat();
  const [zone] = useState(zoneOfThisComputer);
  const [choices, setChoices] = useState(() => firstChoices(props.initial, Date.now(), language, zone));
  const [stage, step, save] = useStage();
  useEffect(() => {
    onBusy(stage.kind === 'saving' ? 'busy' : 'free');
  }, [stage.kind, onBusy]);
  switch (stage.kind) {
    case 'choosing':
      return (
        <>
          <p className={styles.description}>{t('screens.bundle.description')}</p>
          <Choosing
            stage={stage}
            choices={choices}
            initial={props.initial}
            zone={zone}
            onChange={(change) => {
              setChoices((before) => ({ ...before, ...change }));
            }}
            onSave={save}
            onClose={props.onClose}
          />
        </>
      );
    case 'saving':
      return (
        <BundleWriting
          progress={stage.progress}
          cancel={stage.cancel}
          onCancel={() => {
            step({ kind: 'cancel' });
            void call('bundle.cancel', { bundleId: stage.bundleId });
          }}
        />
      );
    case 'saved':
      return (
        <BundleDone
          saved={stage.saved}
          onAgain={() => {
            step({ kind: 'again' });
          }}
        />
      );
  }
}

/**
 * The dialog that exports a diagnostic bundle: choices, what would be written, saving, result. The shell shows it on
 * every screen; others open it with `openBundleDialog`.
 */
export function BundleDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly initial?: BundleStart;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<'busy' | 'free'>('free');
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('screens.bundle.title')}
      size={1040}
      above={24}
      // What is being written is ended by its own button, which says so.
      leaving={busy === 'free' ? 'on-purpose' : 'by-its-buttons'}
    >
      {/* It stands beside the screens: if it fails, they stay. */}
      <CrashBoundary>
        <Content initial={props.initial ?? {}} onClose={props.onClose} onBusy={setBusy} />
      </CrashBoundary>
    </Dialog>
  );
}
