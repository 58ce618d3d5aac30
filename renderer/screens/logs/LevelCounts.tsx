import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { memo, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogCounts, LogFilter, ShownLevel } from '../../../shared/model/logView';
import { numberFormat } from '../../format/keptFormats';
import { useFormat } from '../../format/useFormat';
import type { Language } from '../../../shared/text/translator';
import { useStatusStore } from '../../stores/statusStore';
import { LinkButton } from '../../ui/Page';
import { facets, facetValues, matching, toggled } from './facets';
import type { Facet } from './facets';
import { levelsFromBase } from './levelBars';
import { LevelSwatch } from './LevelSwatch';
import type { LogSession } from './logSession';
import { usePacedAnswer } from './usePacedAnswer';
import styles from './levelCounts.module.css';

/** A list longer than this has a field to search in. */
const searchFrom = 8;
/** Most values that the reader counts of one kind. */
const mostValues = 200;

/** A number that stays short beside a name; the whole one is told on hover and where it is read out. */
function compact(count: number, language: Language): string {
  return numberFormat(language, {
    notation: count < 10_000 ? 'standard' : 'compact',
    maximumFractionDigits: 1,
  }).format(count);
}

interface PartProps {
  readonly counts: LogCounts | undefined;
  readonly filter: LogFilter;
  readonly onFilter: (change: Partial<LogFilter>) => void;
}

function Levels(props: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts, filter, onFilter } = props;
  const countOf = (level: ShownLevel): number | undefined =>
    counts === undefined ? undefined : (counts.levels.find(({ value }) => value === level)?.count ?? 0);
  return (
    <div role="group" aria-label={t('screens.logChart.levels')} className={styles.levels}>
      {levelsFromBase.map((level) => {
        const count = countOf(level);
        const chosen = filter.levels.includes(level);
        // A level that no row carries is not offered, except the grave ones: their nought is news.
        if (count === 0 && !chosen && level !== 'ERROR' && level !== 'WARNING') return null;
        return (
          <button
            key={level}
            type="button"
            aria-pressed={chosen}
            className={styles.level}
            title={
              count === undefined
                ? undefined
                : t(`screens.logChart.count.${level}`, { count, formatted: format.number(count) })
            }
            data-testid={`level-${level}`}
            onClick={() => {
              onFilter({ levels: toggled(filter.levels, level) });
            }}
          >
            <LevelSwatch level={level} />
            {t(`screens.logChart.levelShort.${level}`)}
            <span className={styles.count}>
              {count === undefined ? '…' : compact(count, format.language)}
            </span>
          </button>
        );
      })}
    </div>
  );
}

// Drawn anew only with its choices, or while it is open: what it counts changes all the time while lines come.
const FacetMenu = memo(function FacetMenu(
  props: PartProps & {
    readonly facet: Facet;
    readonly state: 'opened' | 'closed';
    readonly onOpen: (facet: Facet, state: 'opened' | 'closed') => void;
  },
) {
  const { t } = useTranslation();
  const format = useFormat();
  const { facet, filter, counts, onFilter } = props;
  const [query, setQuery] = useState('');
  const statuses = useStatusStore((state) => state.synchronisations);
  const wordsOf = (value: string): string =>
    facet === 'syncs'
      ? (statuses.find(({ syncId }) => syncId === value)?.name ?? t('screens.logChart.gone', { id: value }))
      : value;
  const wanted = filter[facet];
  const all = facetValues(counts?.[facet] ?? [], wanted);
  const shown = matching(all, wordsOf, query);
  const label = t(`screens.logChart.facet.${facet}`);
  return (
    <Popover
      position="bottom-start"
      width={300}
      shadow="md"
      trapFocus
      returnFocus
      opened={props.state === 'opened'}
      onChange={(opened) => {
        props.onOpen(facet, opened ? 'opened' : 'closed');
      }}
      onClose={() => {
        setQuery('');
      }}
    >
      <Popover.Target>
        <Button
          size="compact-xs"
          variant={wanted.length > 0 ? 'light' : 'default'}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          data-testid={`facet-${facet}`}
          onClick={() => {
            props.onOpen(facet, props.state === 'closed' ? 'opened' : 'closed');
          }}
        >
          {wanted.length === 0
            ? label
            : t('screens.logChart.facetChosen', { facet: label, count: wanted.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label={label}>
        {all.length > searchFrom ? (
          <TextInput
            size="xs"
            aria-label={t('screens.logChart.facetSearch')}
            placeholder={t('screens.logChart.facetSearch')}
            value={query}
            onChange={(event) => {
              setQuery(event.currentTarget.value);
            }}
          />
        ) : null}
        {all.length === 0 ? (
          <p className={styles.note}>
            {counts === undefined ? t('screens.common.loading') : t('screens.logChart.facetEmpty')}
          </p>
        ) : (
          <ul className={styles.values} tabIndex={shown.length === 0 ? -1 : 0} aria-label={label}>
            {shown.map(({ value, count, chosen }) => (
              <li key={value}>
                <Checkbox
                  size="sm"
                  color="teal"
                  classNames={{ labelWrapper: styles.wide ?? '' }}
                  checked={chosen === 'chosen'}
                  label={
                    <span className={styles.value}>
                      <span className={facet === 'syncs' ? undefined : 'mono'}>{wordsOf(value)}</span>
                      <span className={styles.count}>{format.number(count)}</span>
                    </span>
                  }
                  onChange={() => {
                    onFilter({ [facet]: toggled(wanted, value) });
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        {shown.length === 0 && all.length > 0 ? (
          <p className={styles.note}>{t('screens.common.noMatch')}</p>
        ) : null}
        {(counts?.[facet].length ?? 0) >= mostValues ? (
          <p className={styles.note}>
            {t('screens.logChart.facetMost', { count: format.number(mostValues) })}
          </p>
        ) : null}
        {wanted.length === 0 ? null : (
          <LinkButton
            onClick={() => {
              onFilter({ [facet]: [] });
            }}
          >
            {t('screens.logChart.facetClear')}
          </LinkButton>
        )}
      </Popover.Dropdown>
    </Popover>
  );
});

/** How many rows carry which level, module, synchronisation, run and code; each choice narrows the rows. */
export function LevelCounts(props: {
  readonly session: LogSession;
  readonly filter: LogFilter;
  readonly onFilter: (change: Partial<LogFilter>) => void;
}) {
  const { t } = useTranslation();
  const { session, filter, onFilter } = props;
  const {
    value: counts,
    problem,
    retry,
  } = usePacedAnswer('logs.counts', { viewId: session.viewId }, session, 'wanted');
  // What was opened last keeps its counts while it fades away.
  const [last, setLast] = useState<{ readonly facet: Facet; readonly state: 'opened' | 'closed' }>();
  const onOpen = useCallback((facet: Facet, state: 'opened' | 'closed') => {
    setLast((before) => (state === 'closed' && before?.facet !== facet ? before : { facet, state }));
  }, []);
  return (
    <section className={styles.counts} aria-label={t('screens.logChart.counts')}>
      <Levels counts={counts} filter={filter} onFilter={onFilter} />
      <div className={styles.facets}>
        {facets.map((facet) => (
          <FacetMenu
            key={facet}
            facet={facet}
            state={facet === last?.facet ? last.state : 'closed'}
            counts={facet === last?.facet ? counts : undefined}
            filter={filter}
            onFilter={onFilter}
            onOpen={onOpen}
          />
        ))}
      </div>
      {problem === undefined ? null : (
        <p className={styles.note} role="status">
          {t('screens.logChart.countsFailed', { why: t(`problem.${problem.code}.title`, problem.params) })}{' '}
          <LinkButton onClick={retry}>{t('screens.common.retry')}</LinkButton>
        </p>
      )}
    </section>
  );
}
