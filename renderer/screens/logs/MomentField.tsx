import { TextInput } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MomentGrain } from './typedMoment';

/** What is wrong with a moment that was typed; `unclear`: it names none, or one that does not exist. */
export type MomentFault = 'unclear' | 'reversed' | 'in-the-future';

/**
 * A field for date and time in the form of the language on screen. Whoever types is told what is wrong once the moment is
 * complete, the field is left, or the form was `asked` to act.
 */
export function MomentField(props: {
  readonly label: string;
  readonly grain: MomentGrain;
  readonly text: string;
  readonly fault: MomentFault | undefined;
  readonly asked: 'asked' | 'not-asked';
  readonly focus: 'first' | 'later';
  /** The input itself, for a form that leads to what is wrong. */
  readonly input?: RefObject<HTMLInputElement | null>;
  readonly help?: ReactNode;
  readonly testId: string;
  readonly className?: string | undefined;
  readonly onText: (text: string) => void;
}) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(false);
  const { fault } = props;
  const form = t(`screens.common.moment.form.${props.grain}`);
  const told = fault !== undefined && (fault !== 'unclear' || left || props.asked === 'asked');
  return (
    <TextInput
      {...(props.input === undefined ? {} : { ref: props.input })}
      className={props.className ?? ''}
      label={props.label}
      description={props.help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={told ? t(`screens.common.moment.fault.${fault}`, { form }) : undefined}
      placeholder={form}
      value={props.text}
      autoComplete="off"
      spellCheck={false}
      {...(props.focus === 'first' ? { 'data-autofocus': true } : {})}
      data-testid={props.testId}
      onBlur={() => {
        setLeft(true);
      }}
      onChange={(event) => {
        props.onText(event.currentTarget.value);
      }}
    />
  );
}
