import type { SynchronisationState, SynchronisationStatus } from '../../../shared/model/status';

/** Choices of the state filter. */
export const stateFilters = ['all', 'attention', 'running', 'scheduled', 'resting'] as const;
/** One of {@link stateFilters}. */
export type StateFilter = (typeof stateFilters)[number];

/** Groups of states, in the order in which the dashboard lists them: problems first. */
function groupOf(state: SynchronisationState): Exclude<StateFilter, 'all'> {
  switch (state) {
    case 'held':
    case 'error':
      return 'attention';
    case 'detecting':
    case 'syncing':
    case 'proving':
    case 'pausing':
    case 'cooldown':
      return 'running';
    case 'waiting':
      return 'scheduled';
    case 'idle':
    case 'paused':
    case 'stopped':
      return 'resting';
  }
}

const lookedAway = new Set<string>(['could-not-look', 'partly-looked']);

/** Whether the operator is needed: a question, an error, or a last run that could not look at everything. */
export function needsAttention(status: SynchronisationStatus): boolean {
  return groupOf(status.state) === 'attention' || lookedAway.has(status.lastRun?.outcome ?? '');
}

/** The synchronisations to show: those that match the search and the filter, problems first, then by name. */
export function listed(
  statuses: readonly SynchronisationStatus[],
  search: string,
  filter: StateFilter,
): readonly SynchronisationStatus[] {
  const words = fold(search.trim());
  const rank = (status: SynchronisationStatus): number => {
    if (groupOf(status.state) === 'attention') return 0;
    return needsAttention(status) ? 1 : groupOf(status.state) === 'running' ? 2 : 3;
  };
  return statuses
    .filter((status) => {
      const fits =
        filter === 'all' ||
        (filter === 'attention' ? needsAttention(status) : groupOf(status.state) === filter);
      const text = fold(`${status.name} ${status.sourceName} ${status.destinationName}`);
      return fits && text.includes(words);
    })
    .toSorted(
      (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name) || a.syncId.localeCompare(b.syncId),
    );
}

/** Letters without case and accents, so that "region" finds "Région". */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** What an operator can do to a synchronisation. */
export const statusActions = ['runNow', 'prove', 'pause', 'resume', 'start', 'stop'] as const;
/** One of {@link statusActions}. */
export type StatusAction = (typeof statusActions)[number];

/** The actions that make sense in the state that a synchronisation is in. */
export function actionsFor(status: SynchronisationStatus): readonly StatusAction[] {
  switch (status.state) {
    case 'idle':
      return ['runNow', 'prove', 'pause'];
    case 'waiting':
      return ['runNow', 'prove', 'pause', 'stop'];
    case 'error':
    case 'cooldown':
      return status.mode === 'automatic' ? ['runNow', 'prove', 'pause', 'stop'] : ['runNow', 'prove'];
    case 'detecting':
    case 'syncing':
    case 'proving':
      return ['pause', 'stop'];
    case 'pausing':
      return ['resume', 'stop'];
    case 'paused':
      return ['resume', 'stop'];
    case 'held':
      return ['stop'];
    case 'stopped':
      return status.mode === 'automatic' ? ['start', 'runNow', 'prove'] : ['runNow', 'prove'];
  }
}
