import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconHistory,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconScale,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SynchronisationStatus } from '../../../shared/model/status';
import { open } from '../../stores/routeStore';
import { act } from '../../ui/act';
import { actionsFor } from './statusList';
import type { StatusAction } from './statusList';

const icons: Readonly<Record<StatusAction, Icon>> = {
  runNow: IconPlayerPlay,
  prove: IconScale,
  pause: IconPlayerPause,
  resume: IconPlayerTrackNext,
  start: IconPlayerPlay,
  stop: IconPlayerStop,
};

/** What the operator can do to one synchronisation, behind one button. */
export function RowMenu(props: { readonly status: SynchronisationStatus }) {
  const { t, i18n } = useTranslation();
  const { status } = props;
  const label = t('screens.common.actionsFor', { name: status.name });
  return (
    <Menu position="bottom-end" shadow="md" width={300} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={28} aria-label={label} title={label} data-testid="row-actions">
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actionsFor(status).map((action) => {
          const ActionIconShape = icons[action];
          return (
            <Menu.Item
              key={action}
              leftSection={<ActionIconShape size={16} aria-hidden="true" />}
              onClick={() => void act(i18n, `synchronisations.${action}`, { id: status.syncId })}
            >
              {t(`screens.dashboard.action.${action}`)}
            </Menu.Item>
          );
        })}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => {
            open({ screen: 'runs', syncId: status.syncId });
          }}
        >
          {t('screens.dashboard.action.history')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPencil size={16} aria-hidden="true" />}
          onClick={() => {
            open({ screen: 'synchronisation', id: status.syncId });
          }}
        >
          {t('screens.dashboard.action.edit')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
