import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logMegabyteRange } from '../../../shared/model/settings';
import { useFormat } from '../../format/useFormat';
import { useAppStore } from '../../stores/appStore';
import { useAnswer } from '../../stores/useAnswer';
import styles from './settings.module.css';

const { least, most } = logMegabyteRange;

/** How much room the logs may take; kept as soon as the field is left or Enter is pressed. */
export function LogLimit(props: { readonly onChange: (logMegabytes: number) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const kept = useAppStore((state) => state.preferences.logMegabytes);
  const { answer } = useAnswer('logs.list', {}, kept);
  const [draft, setDraft] = useState<number | string>();
  const shown = draft ?? kept;
  const valid =
    typeof shown === 'number' && Number.isInteger(shown) && shown >= least && shown <= most
      ? shown
      : undefined;
  const keep = (): void => {
    if (valid === undefined) return;
    setDraft(undefined);
    if (valid !== kept) props.onChange(valid);
  };
  return (
    <div className={styles.limit}>
      <NumberInput
        w={280}
        label={t('screens.settings.logLimit')}
        suffix={t('screens.settings.megabytes')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        description={t('screens.settings.logLimitHelp', {
          least: format.number(least),
          most: format.number(most),
        })}
        {...(valid === undefined ? { error: t('screens.settings.logLimitWrong') } : {})}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        min={least}
        max={most}
        step={50}
        value={shown}
        data-testid="log-limit"
        onChange={setDraft}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
      <p className={styles.now} role="status">
        {answer.state === 'ready'
          ? t('screens.settings.logNow', { bytes: format.bytes(answer.value.bytes) })
          : ''}
      </p>
    </div>
  );
}
