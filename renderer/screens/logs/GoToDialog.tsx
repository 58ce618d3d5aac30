import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { Dialog, DialogButtons } from '../../ui/Dialog';
import { MomentField } from './MomentField';
import { zoneOfThisComputer } from './timeWords';
import { momentText, typedMoment } from './typedMoment';
import styles from './logs.module.css';

/** Where the operator wants to go. */
export type Wish =
  { readonly to: 'time'; readonly time: number } | { readonly to: 'link'; readonly link: string };

function Fields(props: {
  readonly time: number;
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onGo: (wish: Wish) => void;
}) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [zone] = useState(zoneOfThisComputer);
  const shown = (time: number): string => momentText(time, 'second', language, zone);
  const [when, setWhen] = useState(() => shown(props.time));
  const [link, setLink] = useState('');
  const [asked, setAsked] = useState<'asked' | 'not-asked'>('not-asked');
  const input = useRef<HTMLInputElement>(null);
  const moment = typedMoment(when, zone);
  const wanted = link.trim();
  const { from, until } = props;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked('asked');
        if (wanted !== '') props.onGo({ to: 'link', link: wanted });
        else if (moment !== undefined) props.onGo({ to: 'time', time: moment.from });
        else input.current?.focus();
      }}
    >
      <MomentField
        label={t('screens.logs.goTo.time')}
        grain="second"
        text={when}
        fault={moment === undefined && wanted === '' ? 'unclear' : undefined}
        asked={asked}
        focus="first"
        input={input}
        help={
          <>
            {t('screens.logs.goTo.timeHelp')}
            {from === undefined || until === undefined ? null : (
              <span className={styles.within}>
                {t('screens.logs.goTo.timeWithin', { from: shown(from), until: shown(until) })}
              </span>
            )}
          </>
        }
        testId="go-to-time"
        onText={setWhen}
      />
      <TextInput
        className={styles.second ?? ''}
        label={t('screens.logs.goTo.link')}
        description={t('screens.logs.goTo.linkHelp')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={link}
        spellCheck={false}
        data-testid="go-to-link"
        onChange={(event) => {
          setLink(event.currentTarget.value);
        }}
      />
      <DialogButtons>
        <Button type="submit" data-testid="go-to-go">
          {t('screens.logs.goTo.go')}
        </Button>
      </DialogButtons>
    </form>
  );
}

/** Asks for a moment or a link to a line, and leads there. */
export function GoToDialog(props: {
  readonly opened: boolean;
  /** Moment that the field begins with, in milliseconds. */
  readonly time: number;
  /** First and last moment of the lines shown. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onGo: (wish: Wish) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('screens.logs.goTo.title')} size={440}>
      <Fields time={props.time} from={props.from} until={props.until} onGo={props.onGo} />
    </Dialog>
  );
}
