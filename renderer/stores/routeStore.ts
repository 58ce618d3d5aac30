import { create } from 'zustand';

/** A place in the console. */
export type Route =
  | { readonly screen: 'dashboard' }
  | { readonly screen: 'connections' }
  | { readonly screen: 'connection'; readonly id?: string }
  | { readonly screen: 'synchronisations' }
  | { readonly screen: 'synchronisation'; readonly id?: string }
  | { readonly screen: 'runs'; readonly syncId?: string }
  | { readonly screen: 'run'; readonly runId: string; readonly syncId?: string }
  /** `run` or `sync` narrow the log to one of them, `link` leads to one line. */
  | { readonly screen: 'logs'; readonly run?: string; readonly sync?: string; readonly link?: string }
  | { readonly screen: 'settings' };

/** Entries of the side menu, in the order of Ctrl+1 to Ctrl+6. */
export const sections = ['dashboard', 'synchronisations', 'connections', 'runs', 'logs', 'settings'] as const;
/** One of {@link sections}. */
export type Section = (typeof sections)[number];

/** The entry of the side menu to which a place belongs. */
export function sectionOf(route: Route): Section {
  switch (route.screen) {
    case 'connection':
      return 'connections';
    case 'synchronisation':
      return 'synchronisations';
    case 'run':
      return 'runs';
    case 'dashboard':
    case 'connections':
    case 'synchronisations':
    case 'runs':
    case 'logs':
    case 'settings':
      return route.screen;
  }
}

/** Longest way back that is remembered. */
const longestHistory = 50;

interface RouteState {
  readonly route: Route;
  readonly past: readonly Route[];
  readonly future: readonly Route[];
  /** `unsaved`: a form would lose what was typed, so leaving asks first. */
  readonly guard: 'none' | 'unsaved';
  /** Where the operator wanted to go when the guard stopped them. */
  readonly wanted?: Route;
  /** Rises with each request to read the screen's data again (F5). */
  readonly refreshes: number;
}

/** Where the operator is, and the way there. */
export const useRouteStore = create<RouteState>(() => ({
  route: { screen: 'dashboard' },
  past: [],
  future: [],
  guard: 'none',
  refreshes: 0,
}));

/** What `open` leads to: the place itself, or the question whether to leave unsaved work. */
export function opened(state: RouteState, route: Route): RouteState {
  if (state.guard === 'unsaved') return { ...state, wanted: route };
  return { ...state, route, past: [...state.past, state.route].slice(-longestHistory), future: [] };
}

/** One step back, or the same when there is none. */
export function steppedBack(state: RouteState): RouteState {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  if (state.guard === 'unsaved') return { ...state, wanted: before };
  return { ...state, route: before, past: state.past.slice(0, -1), future: [state.route, ...state.future] };
}

/** One step forward, or the same when there is none. */
export function steppedForward(state: RouteState): RouteState {
  const [next, ...rest] = state.future;
  if (next === undefined) return state;
  if (state.guard === 'unsaved') return { ...state, wanted: next };
  return { ...state, route: next, past: [...state.past, state.route], future: rest };
}

/** Opens a place in the console. */
export function open(route: Route): void {
  useRouteStore.setState((state) => opened(state, route));
}

/** Goes back to the place before. */
export function goBack(): void {
  useRouteStore.setState(steppedBack);
}

/** Goes forward again after going back. */
export function goForward(): void {
  useRouteStore.setState(steppedForward);
}

/** Says whether the form on screen holds unsaved work. */
export function guardUnsaved(guard: 'none' | 'unsaved'): void {
  useRouteStore.setState({ guard });
}

/** Answers the question of the guard. */
export function answerGuard(answer: 'leave' | 'stay'): void {
  useRouteStore.setState((state) => {
    const { wanted, ...rest } = state;
    if (answer === 'stay' || wanted === undefined) return rest;
    return opened({ ...rest, guard: 'none' }, wanted);
  }, true);
}

/** Makes the screen read its data again. */
export function refreshScreen(): void {
  useRouteStore.setState((state) => ({ refreshes: state.refreshes + 1 }));
}
