import { ActionIcon } from '@mantine/core';
import { IconClockSearch } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogFilter, LogViewRequest, LogViewState } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import type { Follow } from './follow';
import { FollowSwitch } from './LogStatus';
import { MatchBar } from './MatchBar';
import type { MatchPlace } from './MatchBar';
import { SearchField } from './SearchField';
import styles from './logs.module.css';

// Rows that come draw the screen many times a second; these have nothing to do with them.
const QuietSearch = memo(SearchField);
const QuietFollow = memo(FollowSwitch);

const GoToButton = memo(function GoToButton(props: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      variant="default"
      size={32}
      aria-label={t('screens.logs.goTo.button')}
      title={t('screens.logs.goTo.button')}
      data-testid="log-go-to"
      onClick={props.onClick}
    >
      <IconClockSearch size={18} aria-hidden="true" />
    </ActionIcon>
  );
});

/** Search, its matches, going to a place, and following; the handlers must stay the same functions. */
export function LogToolbar(props: {
  readonly filter: LogFilter;
  readonly request: LogViewRequest;
  /** What the state is of. */
  readonly shown: LogViewRequest | undefined;
  readonly state: LogViewState | undefined;
  readonly queryProblem: Problem | undefined;
  readonly match: MatchPlace | undefined;
  readonly follow: Follow;
  readonly onLink: (link: string) => void;
  readonly onNext: (direction: 'next' | 'previous') => void;
  readonly onLeave: () => void;
  readonly onGoTo: () => void;
  readonly onFollow: () => void;
}) {
  return (
    <div className={styles.toolbar}>
      <QuietSearch
        filter={props.filter}
        problem={props.queryProblem}
        onLink={props.onLink}
        onNext={props.onNext}
        onLeave={props.onLeave}
      />
      <MatchBar
        request={props.request}
        shown={props.shown}
        state={props.state}
        problem={props.queryProblem}
        place={props.match}
        onNext={props.onNext}
      />
      <GoToButton onClick={props.onGoTo} />
      <QuietFollow mode={props.follow.mode} onToggle={props.onFollow} />
    </div>
  );
}
