import { Button, Group } from '@mantine/core';
import { IconCheck, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { open } from '../../stores/routeStore';
import { useAnswer } from '../../stores/useAnswer';
import { EmptyState } from '../../ui/EmptyState';
import styles from './dashboard.module.css';

/** What an operator sees first: the three steps to a synchronisation, and which are done. */
export function FirstSteps() {
  const { t } = useTranslation();
  const { answer } = useAnswer('connections.list', {});
  const count = answer.state === 'ready' ? answer.value.length : 0;
  const steps = [
    { name: 'source', state: count > 0 ? 'done' : 'open' },
    { name: 'destination', state: count > 1 ? 'done' : 'open' },
    { name: 'synchronisation', state: 'open' },
  ] as const;
  return (
    <EmptyState
      icon={IconRefresh}
      title={t('screens.dashboard.empty.title')}
      action={
        <Group gap="xs">
          <Button
            variant={count < 2 ? 'filled' : 'default'}
            onClick={() => {
              open({ screen: 'connection' });
            }}
          >
            {t('screens.dashboard.empty.addConnection')}
          </Button>
          <Button
            variant={count < 2 ? 'default' : 'filled'}
            disabled={count < 2}
            onClick={() => {
              open({ screen: 'synchronisation' });
            }}
          >
            {t('screens.dashboard.create')}
          </Button>
        </Group>
      }
    >
      <p>{t('screens.dashboard.empty.intro')}</p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.name} className={step.state === 'done' ? styles.stepDone : undefined}>
            {t(`screens.dashboard.empty.${step.name}`)}
            {step.state === 'done' ? (
              <>
                {' '}
                <IconCheck size={16} aria-hidden="true" style={{ verticalAlign: 'text-bottom' }} />{' '}
                {t('screens.dashboard.empty.done')}
              </>
            ) : null}
          </li>
        ))}
      </ol>
    </EmptyState>
  );
}
