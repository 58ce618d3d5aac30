import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

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
    <Modal
      opened={props.shown === 'shown'}
      onClose={props.onCancel}
      title={props.title}
      size={440}
      closeButtonProps={{ 'aria-label': t('screens.common.close') }}
    >
      {props.children}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={props.onCancel}>
          {props.cancel ?? t('screens.common.cancel')}
        </Button>
        <Button color={props.tint} onClick={props.onConfirm}>
          {props.action}
        </Button>
      </Group>
    </Modal>
  );
}
