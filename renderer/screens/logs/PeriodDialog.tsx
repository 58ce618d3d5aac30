import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { MomentField } from './MomentField';
import type { TimeRange } from './sliceAxis';
import { zoneOfThisComputer } from './timeWords';
import { momentText } from './typedMoment';
import { typedRange } from './typedRange';
import styles from './logs.module.css';

function Fields(props: {
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onRange: (range: TimeRange) => void;
}) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [zone] = useState(zoneOfThisComputer);
  const shown = (time: number | undefined): string =>
    time === undefined ? '' : momentText(time, 'second', language, zone);
  const [from, setFrom] = useState(() => shown(props.from));
  const [until, setUntil] = useState(() => shown(props.until));
  const [asked, setAsked] = useState<'asked' | 'not-asked'>('not-asked');
  const fromInput = useRef<HTMLInputElement>(null);
  const untilInput = useRef<HTMLInputElement>(null);
  const range = typedRange(from, until, zone);
  const fault = range.ok ? undefined : range.error;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked('asked');
        if (range.ok) props.onRange(range.value);
        else (range.error === 'from-unclear' ? fromInput : untilInput).current?.focus();
      }}
    >
      <MomentField
        label={t('screens.logChart.periodFrom')}
        grain="second"
        text={from}
        fault={fault === 'from-unclear' ? 'unclear' : undefined}
        asked={asked}
        focus="first"
        input={fromInput}
        testId="log-period-from"
        onText={setFrom}
      />
      <MomentField
        className={styles.second}
        label={t('screens.logChart.periodUntil')}
        grain="second"
        text={until}
        fault={fault === 'until-unclear' ? 'unclear' : fault === 'reversed' ? 'reversed' : undefined}
        asked={asked}
        focus="later"
        input={untilInput}
        help={t('screens.logChart.periodHelp')}
        testId="log-period-until"
        onText={setUntil}
      />
      <DialogButtons>
        <Button type="submit" data-testid="log-period-show">
          {t('screens.logChart.periodShow')}
        </Button>
      </DialogButtons>
    </form>
  );
}

/** Asks for the period that is shown, by date and time. */
export function PeriodDialog(props: {
  readonly opened: boolean;
  /** Ends that the fields begin with, in milliseconds. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onRange: (range: TimeRange) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      title={t('screens.logChart.periodTitle')}
      size={440}
    >
      <Fields from={props.from} until={props.until} onRange={props.onRange} />
    </Dialog>
  );
}
