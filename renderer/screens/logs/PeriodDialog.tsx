import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedRange } from './periodFields';
import { fieldOf } from './rowTime';
import type { TimeRange } from './sliceAxis';
import styles from './logs.module.css';

function Fields(props: {
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onRange: (range: TimeRange) => void;
}) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(props.from === undefined ? '' : fieldOf(props.from));
  const [until, setUntil] = useState(props.until === undefined ? '' : fieldOf(props.until));
  const range = typedRange(from, until);
  const fault = range.ok ? undefined : range.error;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (range.ok) props.onRange(range.value);
      }}
    >
      <TextInput
        type="datetime-local"
        step={1}
        label={t('screens.logChart.periodFrom')}
        error={fault === 'from-missing' ? t('screens.logChart.periodFault.missing') : undefined}
        value={from}
        data-autofocus
        data-testid="log-period-from"
        onChange={(event) => {
          setFrom(event.currentTarget.value);
        }}
      />
      <TextInput
        className={styles.second ?? ''}
        type="datetime-local"
        step={1}
        label={t('screens.logChart.periodUntil')}
        description={t('screens.logChart.periodHelp')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        error={
          fault === 'until-missing'
            ? t('screens.logChart.periodFault.missing')
            : fault === 'reversed'
              ? t('screens.logChart.periodFault.reversed')
              : undefined
        }
        value={until}
        data-testid="log-period-until"
        onChange={(event) => {
          setUntil(event.currentTarget.value);
        }}
      />
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button type="submit" disabled={!range.ok} data-testid="log-period-show">
          {t('screens.logChart.periodShow')}
        </Button>
      </Group>
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
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('screens.logChart.periodTitle')}
      size={440}
      closeButtonProps={{ 'aria-label': t('screens.common.close') }}
    >
      <Fields from={props.from} until={props.until} onRange={props.onRange} />
    </Modal>
  );
}
