import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogButtons } from './Dialog';

/** A small question before something that cannot be undone; the button names the action. */
export function Confirm(props: {
  readonly shown: 'shown' | 'hidden';
  readonly title: string;
  readonly action: string;
  readonly tint: 'red' | 'blue';
  readonly cancel?: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Dialog opened={props.shown === 'shown'} onClose={props.onCancel} title={props.title} size={440}>
      {props.children}
      <DialogButtons>
        <Button variant="default" onClick={props.onCancel}>
          {props.cancel ?? t('screens.common.cancel')}
        </Button>
        <Button color={props.tint} onClick={props.onConfirm}>
          {props.action}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}
