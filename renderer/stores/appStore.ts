import { create } from 'zustand';
import type { AppInfo } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/model/problem';
import { logMegabyteRange } from '../../shared/model/settings';
import type { Preferences } from '../../shared/model/settings';
import { call, listen } from '../bridge';
import { without } from './without';

/** A problem of the whole program, and when it was announced. */
export interface AppProblem {
  readonly problem: Problem;
  readonly at: string;
}

interface AppState {
  readonly info?: AppInfo;
  /** Why the facts about the program could not be had. */
  readonly failure?: Problem;
  readonly preferences: Preferences;
  readonly problems: readonly AppProblem[];
  /** The window was closed for the first time: what to explain. */
  readonly closeToTray?: 'present' | 'absent';
}

const preferencesUntilTold: Preferences = {
  language: 'fr',
  theme: 'system',
  closeToTrayExplained: true,
  logMegabytes: logMegabyteRange.usual,
};

/** Facts about the program, preferences, and problems that concern all of it. */
export const useAppStore = create<AppState>(() => ({ preferences: preferencesUntilTold, problems: [] }));

function addProblems(problems: readonly Problem[]): void {
  const at = new Date().toISOString();
  useAppStore.setState((state) => {
    const known = state.problems.map(({ problem }) => JSON.stringify([problem.code, problem.params]));
    const fresh = problems.filter((found) => !known.includes(JSON.stringify([found.code, found.params])));
    return { problems: [...state.problems, ...fresh.map((problem) => ({ problem, at }))] };
  });
}

/** Hides a problem of the whole program that the operator has read. */
export function dismissProblem(dismissed: AppProblem): void {
  useAppStore.setState((state) => ({ problems: state.problems.filter((entry) => entry !== dismissed) }));
}

/** Reads the facts about the program again. */
export async function refreshAppInfo(): Promise<void> {
  const answer = await call('app.info', {});
  if (!answer.ok) {
    useAppStore.setState({ failure: answer.error });
    return;
  }
  useAppStore.setState(
    (state) => ({
      ...without(state, 'failure'),
      info: answer.value,
      preferences: answer.value.preferences,
    }),
    true,
  );
  addProblems(answer.value.stateProblems);
}

/** Changes preferences; they take effect at once and the answer says if they could not be kept. */
export async function changePreferences(change: Partial<Preferences>): Promise<Problem | undefined> {
  useAppStore.setState((state) => ({ preferences: { ...state.preferences, ...change } }));
  const answer = await call('app.setPreferences', change);
  if (!answer.ok) return answer.error;
  useAppStore.setState({ preferences: answer.value });
  return undefined;
}

/** Puts the explanation of the close button away without an answer. */
export function putCloseToTrayAway(): void {
  useAppStore.setState((state) => without(state, 'closeToTray'), true);
}

/** The operator has read what the close button does; beside a tray the window now closes. */
export function closeToTrayRead(): void {
  putCloseToTrayAway();
  void changePreferences({ closeToTrayExplained: true });
}

/** Listens to announcements about the whole program until the returned function is called. */
export function followApp(): () => void {
  const unlisten = [
    listen('preferences', (preferences) => {
      useAppStore.setState({ preferences });
    }),
    listen('problem', (problem) => {
      addProblems([problem]);
    }),
    listen('closeToTray', ({ tray }) => {
      useAppStore.setState({ closeToTray: tray });
    }),
  ];
  return () => {
    unlisten.forEach((stop) => {
      stop();
    });
  };
}
