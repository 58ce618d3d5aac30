import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LogFilter } from '../../../shared/model/logView';
import { useFormat } from '../../format/useFormat';
import { useStatusStore } from '../../stores/statusStore';
import { changeFilter, clearFilter, filterTime } from './logsStore';
import styles from './logs.module.css';

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly remove: () => void;
}

/** What narrows the rows besides level, each to be removed by itself. */
export function useFilterChips(filter: LogFilter): readonly Chip[] {
  const { t } = useTranslation();
  const format = useFormat();
  const synchronisations = useStatusStore((state) => state.synchronisations);
  const nameOf = (id: string): string =>
    synchronisations.find(({ syncId }) => syncId === id)?.name ?? t('screens.logs.chip.gone', { id });
  const lists = [
    ['levels', (value: string) => value],
    ['modules', (value: string) => value],
    ['syncs', nameOf],
    ['runs', (value: string) => value],
    ['codes', (value: string) => value],
  ] as const;
  const chips: Chip[] = lists.flatMap(([part, words]) =>
    filter[part].map((value) => ({
      key: `${part} ${value}`,
      label: t(`screens.logs.chip.${part}`, {
        value: part === 'levels' ? t(`screens.logs.levelWord.${levelOf(value)}`) : words(value),
      }),
      remove: () => {
        changeFilter({ [part]: filter[part].filter((other) => other !== value) });
      },
    })),
  );
  const stamp = (time: number): string => format.exactStamp(new Date(time).toISOString());
  const { from, until } = filter;
  if (from !== undefined || until !== undefined) {
    chips.push({
      key: 'time',
      label:
        from === undefined
          ? t('screens.logs.chip.until', { until: stamp(until ?? 0) })
          : until === undefined
            ? t('screens.logs.chip.from', { from: stamp(from) })
            : t('screens.logs.chip.time', { from: stamp(from), until: stamp(until) }),
      remove: () => {
        filterTime(undefined, undefined);
      },
    });
  }
  return chips;
}

function levelOf(value: string): 'NONE' | 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL' {
  switch (value) {
    case 'DEBUG':
    case 'INFO':
    case 'WARNING':
    case 'ERROR':
    case 'CRITICAL':
      return value;
    default:
      return 'NONE';
  }
}

/** The filters that are set, as chips; nothing where there are none. */
export function FilterChips(props: { readonly filter: LogFilter }) {
  const { t } = useTranslation();
  // Levels are chosen, and seen to be chosen, beside their counts.
  const chips = useFilterChips({ ...props.filter, levels: [] });
  if (chips.length === 0) return null;
  return (
    <div className={styles.chips} role="group" aria-label={t('screens.logs.chip.label')}>
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          className={styles.chip}
          title={t('screens.logs.chip.remove')}
          data-testid="log-chip"
          onClick={chip.remove}
        >
          <span className={styles.chipText}>{chip.label}</span>
          <IconX size={14} aria-hidden="true" />
          <span className="visually-hidden">{t('screens.logs.chip.remove')}</span>
        </button>
      ))}
      <button type="button" className={styles.chipClear} data-testid="log-clear" onClick={clearFilter}>
        {t('screens.logs.chip.clear')}
      </button>
    </div>
  );
}
