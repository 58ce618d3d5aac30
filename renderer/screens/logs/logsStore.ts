import { create } from 'zustand';
import type { LogFilter, LogSelection, LogViewRequest } from '../../../shared/model/logView';
import { emptyLogFilter } from '../../../shared/model/logView';
import { without } from '../../stores/without';
import type { Route } from '../../stores/routeStore';

/** Rows before and after a match that can be chosen. */
export const contexts = [0, 2, 5, 10] as const;
/** Most searches that are remembered until the console ends. */
const mostRecent = 10;

interface LogsState extends LogViewRequest {
  readonly fields: 'shown' | 'hidden';
  /** Searches of this session, the last one first. */
  readonly recent: readonly string[];
  /** The place in the console whose wishes were followed last. */
  readonly arrived?: Route;
}

/** What the log screen shows; kept while other screens are open. */
export const useLogsStore = create<LogsState>(() => ({
  selection: { files: ['dhis2_sync.log'], old: 'without' },
  filter: emptyLogFilter,
  show: 'matches',
  context: 0,
  fields: 'hidden',
  recent: [],
}));

/** Chooses files. */
export function chooseFiles(selection: LogSelection): void {
  useLogsStore.setState({ selection });
}

/** Changes parts of the filter. */
export function changeFilter(change: Partial<LogFilter>): void {
  useLogsStore.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

/** Limits the rows to a time, or no longer. */
export function filterTime(from: number | undefined, until: number | undefined): void {
  useLogsStore.setState(({ filter }) => {
    return {
      filter: {
        ...without(filter, 'from', 'until'),
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      },
    };
  });
}

/** Removes every filter, the search too. */
export function clearFilter(): void {
  useLogsStore.setState({ filter: emptyLogFilter });
}

/** Changes how rows are shown. */
export function changeShown(change: Partial<Pick<LogsState, 'show' | 'context' | 'fields'>>): void {
  useLogsStore.setState(change);
}

/** Keeps a search among the recent ones. */
export function rememberSearch(text: string): void {
  const wanted = text.trim();
  if (wanted === '') return;
  useLogsStore.setState(({ recent }) => ({
    recent: [wanted, ...recent.filter((entry) => entry !== wanted)].slice(0, mostRecent),
  }));
}

/** Follows the wishes of a place once: one run, one synchronisation, or everything for a link. */
export function arriveAt(route: Route): void {
  useLogsStore.setState((state) => {
    if (route.screen !== 'logs' || state.arrived === route) return state;
    const { run, sync, link } = route;
    if (run === undefined && sync === undefined && link === undefined) return { ...state, arrived: route };
    return {
      ...state,
      arrived: route,
      selection: { files: ['dhis2_sync.log'], old: 'with' },
      filter: {
        ...emptyLogFilter,
        ...(run === undefined ? {} : { runs: [run] }),
        ...(sync === undefined ? {} : { syncs: [sync] }),
      },
    };
  });
}
