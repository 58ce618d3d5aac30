import type { i18n } from 'i18next';
import type { Problem } from '../../../shared/model/problem';
import { unreachable } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Engine } from '../../engine/enginePort';
import type { TrayIcon } from './tray';
import { trayHostIntervalMs } from './trayHost';
import type { TrayHost } from './trayHost';
import { concerned, trayMenu } from './trayMenu';
import type { TrayAction, TrayView } from './trayMenu';

/** Shortest time between two changes of the tray, in milliseconds. */
export const trayIntervalMs = 1000;

/** What the tray's control needs. */
export interface TrayControlNeeds {
  readonly engine: Engine;
  readonly texts: i18n;
  readonly createIcon: (first: TrayView, onAction: (action: TrayAction) => void) => TrayIcon;
  readonly lookForHost: () => Promise<TrayHost>;
  readonly openWindow: () => void;
  /** Shows the window with the dialog that exports a diagnostic bundle. */
  readonly exportBundle: () => void;
  readonly quit: () => void;
  /** A click that led to nothing: said in the window. */
  readonly onProblem: (problem: Problem) => void;
  /** A panel appeared or went away. */
  readonly onPresence: (presence: 'present' | 'absent') => void;
}

/** Keeps the tray icon in step with the engine, and with the desktop's panel. */
export interface TrayControl {
  presence(): 'present' | 'absent';
  /** Draws the menu anew, for instance in another language. */
  refresh(): void;
  stop(): void;
}

/** Starts to keep the tray; resolves once it is known whether the desktop has a place for it. */
export async function startTrayControl(needs: TrayControlNeeds): Promise<TrayControl> {
  const { engine, texts } = needs;
  let icon: TrayIcon | undefined;
  let timer: NodeJS.Timeout | undefined;
  let outdated: 'yes' | 'no' = 'no';

  const view = (): TrayView => trayMenu(engine.snapshot(), texts);
  const onAction = (action: TrayAction): void => {
    void act(needs, action).then((problems) => problems.forEach(needs.onProblem));
  };
  const draw = (): void => {
    outdated = 'no';
    icon?.show(view());
    timer = setTimeout(() => {
      timer = undefined;
      if (outdated === 'yes') draw();
    }, trayIntervalMs);
  };
  const refresh = (): void => {
    if (timer === undefined) draw();
    else outdated = 'yes';
  };
  const look = async (): Promise<void> => {
    const found = await needs.lookForHost();
    if (found === 'present' && icon === undefined) {
      icon = needs.createIcon(view(), onAction);
      needs.onPresence('present');
    }
    // A bus that does not answer for once takes no icon away.
    if (found === 'absent' && icon !== undefined) {
      icon.destroy();
      icon = undefined;
      needs.onPresence('absent');
    }
  };

  await look();
  const forget = engine.onStatus(refresh);
  const looking = setInterval(() => void look(), trayHostIntervalMs);
  return {
    presence: () => (icon === undefined ? 'absent' : 'present'),
    refresh,
    stop: () => {
      forget();
      clearInterval(looking);
      clearTimeout(timer);
      icon?.destroy();
      icon = undefined;
    },
  };
}

/** Carries a click out; what the engine refuses comes back. */
async function act(needs: TrayControlNeeds, action: TrayAction): Promise<readonly Problem[]> {
  const { engine } = needs;
  switch (action.kind) {
    case 'open':
      needs.openWindow();
      return [];
    case 'export-bundle':
      needs.exportBundle();
      return [];
    case 'quit':
      // After this click was answered: quitting takes the icon, and with it the panel's answer, away.
      setImmediate(needs.quit);
      return [];
    case 'run-now':
      return problemsOf([await engine.runNow(action.syncId)]);
    case 'pause':
      return problemsOf([await engine.pauseSynchronisation(action.syncId)]);
    case 'resume':
      return problemsOf([await engine.resumeSynchronisation(action.syncId)]);
    case 'start':
      return problemsOf([await engine.startSynchronisation(action.syncId)]);
    case 'stop':
      return problemsOf([await engine.stopSynchronisation(action.syncId)]);
    case 'start-all':
      return forAll(engine, 'start-all', (id) => engine.startSynchronisation(id));
    case 'stop-all':
      return forAll(engine, 'stop-all', (id) => engine.stopSynchronisation(id));
    case 'pause-all':
      return forAll(engine, 'pause-all', (id) => engine.pauseSynchronisation(id));
    case 'resume-all':
      return forAll(engine, 'resume-all', (id) => engine.resumeSynchronisation(id));
    default:
      return unreachable(action);
  }
}

async function forAll(
  engine: Engine,
  kind: Parameters<typeof concerned>[1],
  each: (syncId: string) => Promise<Result<null, Problem>>,
): Promise<readonly Problem[]> {
  return problemsOf(await Promise.all(concerned(engine.snapshot(), kind).map(each)));
}

function problemsOf(results: readonly Result<null, Problem>[]): readonly Problem[] {
  return results.flatMap((result) => (result.ok ? [] : [result.error]));
}
