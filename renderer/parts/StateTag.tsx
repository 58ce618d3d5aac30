import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconHourglass,
  IconMessageQuestion,
  IconPlayerPause,
  IconPlayerStop,
  IconProgressCheck,
  IconRefresh,
  IconScale,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../shared/model/run';
import type { SynchronisationState, SynchronisationStatus } from '../../shared/model/status';
import { Tag } from '../ui/Tag';
import type { TagTint } from '../ui/Tag';

const looks: Readonly<Record<SynchronisationState, { readonly tint: TagTint; readonly icon: Icon }>> = {
  idle: { tint: 'neutral', icon: IconCircleMinus },
  waiting: { tint: 'info', icon: IconClock },
  detecting: { tint: 'info', icon: IconRefresh },
  syncing: { tint: 'info', icon: IconRefresh },
  proving: { tint: 'info', icon: IconScale },
  pausing: { tint: 'neutral', icon: IconPlayerPause },
  paused: { tint: 'neutral', icon: IconPlayerPause },
  held: { tint: 'warning', icon: IconMessageQuestion },
  cooldown: { tint: 'warning', icon: IconHourglass },
  stopped: { tint: 'neutral', icon: IconPlayerStop },
  error: { tint: 'bad', icon: IconCircleX },
};

/** Where a synchronisation stands: words, icon and tint. */
export function StateTag(props: { readonly status: SynchronisationStatus }) {
  const { t } = useTranslation();
  const { status } = props;
  const never = status.state === 'idle' && status.lastRun === undefined;
  const look = looks[status.state];
  return (
    <Tag tint={look.tint} icon={look.icon} label={never ? t('state.neverRun') : t(`state.${status.state}`)} />
  );
}

const outcomeLooks: Readonly<Record<Outcome, { readonly tint: TagTint; readonly icon: Icon }>> = {
  changed: { tint: 'info', icon: IconArrowsExchange },
  'verified-unchanged': { tint: 'good', icon: IconCircleCheck },
  'could-not-look': { tint: 'warning', icon: IconHelpCircle },
  'partly-looked': { tint: 'warning', icon: IconProgressCheck },
};

/** How a run ended, as a tag; could-not-look and partly-looked are never green. */
export function OutcomeTag(props: { readonly outcome: Outcome }) {
  const { t } = useTranslation();
  const look = outcomeLooks[props.outcome];
  return <Tag tint={look.tint} icon={look.icon} label={t(`outcome.${props.outcome}.label`)} />;
}

/** What a proof showed, as a tag. */
export function ProofTag(props: {
  readonly result: 'equal' | 'different' | 'not-checked';
  readonly label: string;
}) {
  switch (props.result) {
    case 'equal':
      return <Tag tint="good" icon={IconCircleCheck} label={props.label} />;
    case 'different':
      return <Tag tint="warning" icon={IconAlertTriangle} label={props.label} />;
    case 'not-checked':
      return <Tag tint="neutral" icon={IconHelpCircle} label={props.label} />;
  }
}

/** Icon and words of an outcome in a line of text. */
export function OutcomeLine(props: { readonly outcome: Outcome }) {
  const { t } = useTranslation();
  const { icon: OutcomeIcon, tint } = outcomeLooks[props.outcome];
  const color = { info: undefined, neutral: undefined, bad: 'var(--p-bad-text)' } as const;
  const shown =
    tint === 'good' ? 'var(--p-good-text)' : tint === 'warning' ? 'var(--p-warning-text)' : color[tint];
  return (
    <span style={{ display: 'inline-flex', gap: 4, alignItems: 'center', color: shown }}>
      <OutcomeIcon size={14} aria-hidden="true" style={{ flex: 'none' }} />
      {t(`outcome.${props.outcome}.label`)}
    </span>
  );
}
