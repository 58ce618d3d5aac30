import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * How a dialog is left without its own buttons. `freely`: by Escape, its cross, or a click beside it; `on-purpose`: not
 * by a click beside it, which would lose what was chosen; `by-its-buttons`: in no other way.
 */
export type Leaving = 'freely' | 'on-purpose' | 'by-its-buttons';

/** A window within the window, with a title and a cross; the focus stays in it and goes back to where it was. */
export function Dialog(props: {
  readonly opened: boolean;
  readonly title: string;
  /** Width in pixels, at most the window's. */
  readonly size: number;
  readonly onClose: () => void;
  readonly leaving?: Leaving;
  /** Least room above it, in pixels, where it is taller than most. */
  readonly above?: number;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const leaving = props.leaving ?? 'freely';
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={props.size}
      {...(props.above === undefined ? {} : { yOffset: props.above })}
      closeOnClickOutside={leaving === 'freely'}
      closeOnEscape={leaving !== 'by-its-buttons'}
      withCloseButton={leaving !== 'by-its-buttons'}
      closeButtonProps={{ 'aria-label': t('screens.common.close') }}
    >
      {props.children}
    </Modal>
  );
}

/** The buttons that end a dialog; the one that does what the dialog is for comes last. */
export function DialogButtons(props: { readonly children: ReactNode }) {
  return (
    <Group justify="flex-end" mt="lg" gap="xs">
      {props.children}
    </Group>
  );
}
