import { Checkbox, Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { logFiles } from '../../../shared/model/log';
import type { RunSummary } from '../../../shared/model/status';
import { useFormat } from '../../format/useFormat';
import { OutcomeLine } from '../../parts/StateTag';
import { useStatusStore } from '../../stores/statusStore';
import type { BundleChoices, ChoiceFault } from './bundleChoices';
import { periodRange, rollingPeriods, runsWithin } from './bundlePeriod';
import type { PeriodRun } from './bundlePeriod';
import { spanParts } from './countWords';
import { MomentField } from './MomentField';
import { momentText } from './typedMoment';
import styles from './bundle.module.css';

interface FieldsProps {
  readonly choices: BundleChoices;
  readonly fault: ChoiceFault | undefined;
  readonly zone: string;
  readonly onChange: (change: Partial<BundleChoices>) => void;
}

/** The run that "this run" means: the one that the dialog was opened for. */
type OwnRun = { readonly run: PeriodRun | undefined };

function Period(props: FieldsProps & OwnRun) {
  const { t } = useTranslation();
  const format = useFormat();
  const { choices, fault, zone, run, onChange } = props;
  const { period } = choices;
  const range = periodRange(period, choices.now, zone);
  const kinds = [...(run === undefined ? [] : (['run'] as const)), ...rollingPeriods, 'custom' as const];
  const choose = (kind: string): void => {
    const now = Date.now();
    const rolling = rollingPeriods.find((name) => name === kind);
    if (rolling !== undefined) onChange({ now, period: { kind: rolling } });
    else if (kind === 'run' && run !== undefined) onChange({ now, period: { kind, run } });
    else if (kind === 'custom') {
      // The form begins with the period that was chosen so far.
      const before = range.ok ? range.value : { from: now - 3_600_000, until: now };
      onChange({
        now,
        period: {
          kind,
          from: momentText(before.from, 'minute', format.language, zone),
          until: momentText(Math.min(before.until, now), 'minute', format.language, zone),
        },
      });
    }
  };
  return (
    <fieldset className={styles.field}>
      <legend>{t('screens.bundle.period')}</legend>
      <Radio.Group aria-label={t('screens.bundle.period')} value={period.kind} onChange={choose}>
        <div className={styles.options}>
          {kinds.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              color="teal"
              size="sm"
              label={t(`screens.bundle.periods.${kind}`)}
              {...(kind === period.kind ? { 'data-autofocus': true } : {})}
            />
          ))}
        </div>
      </Radio.Group>
      {period.kind === 'custom' ? (
        <div className={styles.dates}>
          <MomentField
            label={t('screens.bundle.from')}
            grain="minute"
            text={period.from}
            fault={
              fault === 'from-unclear' ? 'unclear' : fault === 'in-the-future' ? 'in-the-future' : undefined
            }
            asked="not-asked"
            focus="later"
            testId="bundle-from"
            onText={(from) => {
              onChange({ now: Date.now(), period: { ...period, from } });
            }}
          />
          <MomentField
            label={t('screens.bundle.until')}
            grain="minute"
            text={period.until}
            fault={fault === 'until-unclear' ? 'unclear' : fault === 'reversed' ? 'reversed' : undefined}
            asked="not-asked"
            focus="later"
            testId="bundle-until"
            onText={(until) => {
              onChange({ now: Date.now(), period: { ...period, until } });
            }}
          />
        </div>
      ) : null}
      <p className={styles.help} data-testid="bundle-span">
        {range.ok ? `${t('screens.bundle.span', spanParts(range.value, format, zone))}. ` : ''}
        {t('screens.bundle.zone', { zone })}
      </p>
    </fieldset>
  );
}

function Logs(props: FieldsProps) {
  const { t } = useTranslation();
  const { choices, onChange } = props;
  return (
    <fieldset className={styles.field}>
      <legend>{t('screens.bundle.logs')}</legend>
      <div className={styles.options}>
        {logFiles.map((file) => (
          <Checkbox
            key={file}
            color="teal"
            size="sm"
            label={<span className="mono">{file}</span>}
            checked={choices.logs.includes(file)}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              onChange({
                logs: logFiles.filter((name) => (name === file ? checked : choices.logs.includes(name))),
              });
            }}
          />
        ))}
        <Checkbox
          color="teal"
          size="sm"
          label={t('screens.bundle.lastHour')}
          checked={choices.lastHour === 'with'}
          onChange={(event) => {
            onChange({ lastHour: event.currentTarget.checked ? 'with' : 'without' });
          }}
        />
      </div>
    </fieldset>
  );
}

function Runs(props: FieldsProps & { readonly runs: readonly RunSummary[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { choices, fault, zone, onChange } = props;
  const statuses = useStatusStore((state) => state.synchronisations);
  const range = periodRange(choices.period, choices.now, zone);
  const within = range.ok ? runsWithin(props.runs, range.value) : [];
  const nameOf = (run: RunSummary): string =>
    statuses.find((status) => status.syncId === run.syncId)?.name ?? t('screens.runs.deletedSynchronisation');
  return (
    <fieldset className={styles.field}>
      <legend>{t('screens.bundle.runs')}</legend>
      {within.length === 0 ? (
        <p className={styles.help}>{t('screens.bundle.runsNone')}</p>
      ) : (
        <Radio.Group
          aria-label={t('screens.bundle.runs')}
          value={choices.which}
          onChange={(which) => {
            onChange({ which: which === 'some' ? 'some' : 'all' });
          }}
        >
          <div className={styles.options}>
            <Radio
              value="all"
              color="teal"
              size="sm"
              label={t('screens.bundle.runsAll', {
                count: within.length,
                formatted: format.number(within.length),
              })}
            />
            <Radio value="some" color="teal" size="sm" label={t('screens.bundle.runsSome')} />
          </div>
        </Radio.Group>
      )}
      {choices.which === 'some' && within.length > 0 ? (
        <ul className={styles.runs} tabIndex={0} aria-label={t('screens.bundle.runs')}>
          {within.map((run) => (
            <li key={run.runId}>
              <Checkbox
                color="teal"
                size="sm"
                data-testid="bundle-run"
                label={
                  <>
                    {t('screens.bundle.runLabel', { name: nameOf(run), at: format.stamp(run.startedAt) })}
                    {run.task === 'prove' ? (
                      <span className={styles.second}>{t('screens.runs.prove')}</span>
                    ) : (
                      <span className={styles.second}>
                        <OutcomeLine outcome={run.outcome} />
                      </span>
                    )}
                  </>
                }
                checked={choices.runs.includes(run.runId)}
                onChange={(event) => {
                  onChange({
                    runs: event.currentTarget.checked
                      ? [...choices.runs, run.runId]
                      : choices.runs.filter((id) => id !== run.runId),
                  });
                }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {fault === 'no-run' && within.length > 0 ? (
        <p className={styles.fault} role="alert">
          {t('screens.bundle.runsChoose')}
        </p>
      ) : null}
    </fieldset>
  );
}

function Names(props: FieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles.field}>
      <legend>{t('screens.bundle.names')}</legend>
      <Radio.Group
        aria-label={t('screens.bundle.names')}
        value={props.choices.names}
        onChange={(names) => {
          props.onChange({ names: names === 'shown' ? 'shown' : 'hidden' });
        }}
      >
        <div className={styles.options}>
          {(['hidden', 'shown'] as const).map((names) => (
            <Radio
              key={names}
              value={names}
              color="teal"
              size="sm"
              label={t(`screens.bundle.namesOf.${names}`)}
            />
          ))}
        </div>
      </Radio.Group>
      <p className={styles.help}>{t('screens.bundle.namesHelp')}</p>
    </fieldset>
  );
}

/** What a bundle is to hold: period, logs, runs, names. */
export function BundleFields(props: FieldsProps & OwnRun & { readonly runs: readonly RunSummary[] }) {
  return (
    <div className={styles.fields}>
      <Period {...props} />
      <Logs {...props} />
      <Runs {...props} />
      <Names {...props} />
    </div>
  );
}
