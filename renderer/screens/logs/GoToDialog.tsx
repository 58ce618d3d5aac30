import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, timeOfField } from './rowTime';
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
  const [when, setWhen] = useState(fieldOf(props.time));
  const [link, setLink] = useState('');
  const time = timeOfField(when);
  const go = (): void => {
    if (link.trim() !== '') props.onGo({ to: 'link', link: link.trim() });
    else if (time !== undefined) props.onGo({ to: 'time', time });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <TextInput
        type="datetime-local"
        step={1}
        label={t('screens.logs.goTo.time')}
        description={t('screens.logs.goTo.timeHelp')}
        inputWrapperOrder={['label', 'input', 'description']}
        {...(props.from === undefined ? {} : { min: fieldOf(props.from) })}
        {...(props.until === undefined ? {} : { max: fieldOf(props.until + 1_000) })}
        value={when}
        data-autofocus
        data-testid="go-to-time"
        onChange={(event) => {
          setWhen(event.currentTarget.value);
        }}
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
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button type="submit" disabled={link.trim() === '' && time === undefined} data-testid="go-to-go">
          {t('screens.logs.goTo.go')}
        </Button>
      </Group>
    </form>
  );
}

/** Asks for a moment or a link to a line, and leads there. */
export function GoToDialog(props: {
  readonly opened: boolean;
  /** Moment that the field begins with, in milliseconds. */
  readonly time: number;
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly onGo: (wish: Wish) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('screens.logs.goTo.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('screens.common.close') }}
    >
      <Fields time={props.time} from={props.from} until={props.until} onGo={props.onGo} />
    </Modal>
  );
}
