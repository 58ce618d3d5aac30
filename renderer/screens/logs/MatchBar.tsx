import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconPlayerStop } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogViewRequest, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { useFormat } from '../../format/useFormat';
import { changeFilter, changeShown, contexts } from './logsStore';
import { matchesKnown } from './matchesKnown';
import styles from './logs.module.css';

/** Which of the matches the reader stands on, counted from 1. */
export interface MatchPlace {
  readonly number: number;
  readonly total: number;
}

// How many there are changes many times a second while lines are searched; these do not.
const CancelButton = memo(function CancelButton() {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="default"
      size={32}
      aria-label={t('screens.logs.search.cancel')}
      title={t('screens.logs.search.cancel')}
      data-testid="log-search-cancel"
      onClick={() => {
        changeFilter({ text: '' });
      }}
    >
      <IconPlayerStop size={16} aria-hidden="true" />
    </ActionIcon>
  );
});

const Steps = memo(function Steps(props: {
  readonly matches: 'none' | 'some';
  readonly onNext: (direction: 'next' | 'previous') => void;
}) {
  const { t } = useTranslation();
  return (['previous', 'next'] as const).map((direction) => (
    <ActionIcon
      key={direction}
      variant="default"
      size={32}
      disabled={props.matches === 'none'}
      aria-label={t(`screens.logs.search.${direction}`)}
      title={t(`screens.logs.search.${direction}`)}
      data-testid={`log-match-${direction}`}
      onClick={() => {
        props.onNext(direction);
      }}
    >
      {direction === 'next' ? (
        <IconChevronDown size={18} aria-hidden="true" />
      ) : (
        <IconChevronUp size={18} aria-hidden="true" />
      )}
    </ActionIcon>
  ));
});

const Shown = memo(function Shown(props: Pick<LogViewRequest, 'show' | 'context'>) {
  const { t } = useTranslation();
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('screens.logs.show.label')}
        data={[
          { value: 'matches', label: t('screens.logs.show.matches') },
          { value: 'all', label: t('screens.logs.show.all') },
        ]}
        value={props.show}
        onChange={(value) => {
          changeShown({ show: value });
        }}
      />
      {props.show === 'matches' ? (
        <Select
          size="xs"
          w={150}
          allowDeselect={false}
          aria-label={t('screens.logs.contextLabel')}
          data={contexts.map((count) => ({
            value: String(count),
            label: count === 0 ? t('screens.logs.contextNone') : t('screens.logs.contextRows', { count }),
          }))}
          value={String(props.context)}
          onChange={(value) => {
            const context = contexts.find((count) => String(count) === value);
            if (context !== undefined) changeShown({ context });
          }}
        />
      ) : null}
    </>
  );
});

/** What the search found: how many, which one the reader stands on, and how the rows around are shown. */
export function MatchBar(props: {
  readonly request: LogViewRequest;
  /** What the state is of. */
  readonly shown: LogViewRequest | undefined;
  readonly state: LogViewState | undefined;
  readonly problem: Problem | undefined;
  readonly place: MatchPlace | undefined;
  readonly onNext: (direction: 'next' | 'previous') => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { request, shown, state, problem, place } = props;
  if (request.filter.text.trim() === '' || state === undefined) return null;
  const known = matchesKnown(request, shown, state, problem);
  const matches = known === 'known' ? state.matches : 0;
  const searching = known === 'known' && state.searching.done < state.searching.total;
  const total = format.number(matches);
  const words =
    place === undefined
      ? t('screens.logs.search.found', { count: matches, formatted: total })
      : t('screens.logs.search.place', { number: format.number(place.number), total });
  const share = searching ? Math.floor((100 * state.searching.done) / Math.max(1, state.searching.total)) : 0;
  return (
    <div className={styles.matchBar} data-testid="log-matches">
      <span className={styles.matchCount} role="status">
        {known === 'none'
          ? ''
          : searching || known === 'awaited'
            ? t('screens.logs.search.running', { share, found: words })
            : words}
      </span>
      {searching ? <CancelButton /> : null}
      <Steps matches={matches === 0 ? 'none' : 'some'} onNext={props.onNext} />
      <Shown show={request.show} context={request.context} />
    </div>
  );
}
