import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconHistory, IconLetterCase, IconRegex, IconSearch, IconX } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { LogFilter } from '../../../shared/model/logView';
import type { Problem } from '../../../shared/model/problem';
import { query as queryTexts } from '../../../shared/text/fr/query';
import { changeFilter, rememberSearch, useLogsStore } from './logsStore';
import styles from './logs.module.css';

/** Shortest time between two searches while somebody types fast, in milliseconds; the first letter never waits. */
const pauseMs = 60;

function Option(props: {
  readonly icon: Icon | string;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChange: () => void;
}) {
  const OptionIcon = props.icon;
  return (
    <Tooltip label={props.label}>
      <button
        type="button"
        className={styles.option}
        aria-label={props.label}
        aria-pressed={props.chosen}
        onClick={props.onChange}
      >
        {typeof OptionIcon === 'string' ? (
          <span aria-hidden="true">{OptionIcon}</span>
        ) : (
          <OptionIcon size={16} aria-hidden="true" />
        )}
      </button>
    </Tooltip>
  );
}

function Recent(props: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const recent = useLogsStore((state) => state.recent);
  return (
    <Menu position="bottom-start" shadow="md" width={320} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          disabled={recent.length === 0}
          aria-label={t('screens.logs.search.recent')}
          title={t('screens.logs.search.recent')}
        >
          {recent.length === 0 ? (
            <IconSearch size={16} aria-hidden="true" />
          ) : (
            <IconHistory size={16} aria-hidden="true" />
          )}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {recent.map((text) => (
          <Menu.Item
            key={text}
            onClick={() => {
              props.onChoose(text);
            }}
          >
            <span className={styles.recent}>{text}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function isFault(reason: string | number | undefined): reason is keyof typeof queryTexts {
  return typeof reason === 'string' && Object.hasOwn(queryTexts, reason);
}

/** Why a search was not taken, and what to do, in one sentence or two. */
function queryProblemWords({ code, params }: Problem, t: TFunction): string {
  const { reason } = params;
  const why = isFault(reason) ? t(`query.${reason}`, params) : (reason ?? '');
  return t(`problem.${code}.next`, { ...params, reason: why });
}

/** Where the operator types what they look for; the result follows as they type. */
export function SearchField(props: {
  readonly filter: LogFilter;
  readonly problem: Problem | undefined;
  /** A link to a line that was put into the field. */
  readonly onLink: (link: string) => void;
  readonly onNext: (direction: 'next' | 'previous') => void;
  /** The reader is done here: back to the rows. */
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const { filter } = props;
  const [typed, setTyped] = useState(filter.text);
  const [sent, setSent] = useState(filter.text);
  // Somebody else changed the search, for instance by removing its chip.
  if (sent !== filter.text) {
    setSent(filter.text);
    setTyped(filter.text);
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const sentAt = useRef(0);
  const send = (text: string): void => {
    clearTimeout(timer.current);
    if (text === filter.text) return;
    sentAt.current = performance.now();
    setSent(text);
    changeFilter({ text });
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    const rest = sentAt.current + pauseMs - performance.now();
    if (rest <= 0) {
      send(text);
      return;
    }
    timer.current = setTimeout(() => {
      send(text);
    }, rest);
  };
  const replace = (text: string): void => {
    setTyped(text);
    send(text);
  };
  return (
    <TextInput
      className={styles.search ?? ''}
      type="text"
      data-search
      data-testid="log-search"
      spellCheck={false}
      autoComplete="off"
      maxLength={500}
      aria-label={t('screens.logs.search.label')}
      placeholder={t(`screens.logs.search.hint.${filter.syntax}`)}
      value={typed}
      error={props.problem === undefined ? undefined : queryProblemWords(props.problem, t)}
      leftSection={<Recent onChoose={replace} />}
      leftSectionPointerEvents="all"
      leftSectionWidth={36}
      rightSectionWidth={typed === '' ? 100 : 128}
      rightSectionPointerEvents="all"
      rightSection={
        <span className={styles.options}>
          {typed === '' ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={26}
              aria-label={t('screens.logs.search.clear')}
              title={t('screens.logs.search.clear')}
              onClick={() => {
                replace('');
              }}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          )}
          <Option
            icon={IconLetterCase}
            label={t('screens.logs.search.letterCase')}
            chosen={filter.letterCase === 'exact'}
            onChange={() => {
              changeFilter({ letterCase: filter.letterCase === 'exact' ? 'ignored' : 'exact' });
            }}
          />
          <Option
            icon="é"
            label={t('screens.logs.search.accents')}
            chosen={filter.accents === 'exact'}
            onChange={() => {
              changeFilter({ accents: filter.accents === 'exact' ? 'ignored' : 'exact' });
            }}
          />
          <Option
            icon={IconRegex}
            label={t('screens.logs.search.expression')}
            chosen={filter.syntax === 'expression'}
            onChange={() => {
              changeFilter({ syntax: filter.syntax === 'expression' ? 'words' : 'expression' });
            }}
          />
        </span>
      }
      onChange={(event) => {
        type(event.currentTarget.value);
      }}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text/plain').trim();
        if (!isLink(text)) return;
        event.preventDefault();
        props.onLink(text);
      }}
      onBlur={() => {
        rememberSearch(typed);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          send(typed);
          rememberSearch(typed);
          props.onNext(event.shiftKey ? 'previous' : 'next');
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          if (typed === '') props.onLeave();
          else replace('');
        } else if (event.key === 'ArrowDown') {
          event.preventDefault();
          props.onLeave();
        }
      }}
    />
  );
}

/** Whether a text is a link to a line; the reader says whether there is such a line. */
export function isLink(text: string): boolean {
  return /^passerelle-log:\S+$/u.test(text);
}
