import type { i18n } from 'i18next';
import type { StatusSnapshot, SynchronisationStatus } from '../../../shared/model/status';
import { overallState, trayStateOf, trayStates } from './trayState';
import type { TrayState } from './trayState';

/** What a click on a line of the menu asks for. */
export type TrayAction =
  | {
      readonly kind:
        'open' | 'export-bundle' | 'quit' | 'start-all' | 'stop-all' | 'pause-all' | 'resume-all';
    }
  | { readonly kind: 'run-now' | 'pause' | 'resume' | 'start' | 'stop'; readonly syncId: string };

/** One line of the menu. Tests and handlers know it by its id, never by its label. */
export type TrayItem =
  | { readonly kind: 'separator'; readonly id: string }
  | { readonly kind: 'text'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly enabled: boolean;
      readonly action: TrayAction;
    }
  | {
      readonly kind: 'submenu';
      readonly id: string;
      readonly label: string;
      readonly items: readonly TrayItem[];
    };

/** All that the tray shows. */
export interface TrayView {
  readonly state: TrayState;
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

/** How many synchronisations have a line of their own; the rest is in the console. */
const mostSynchronisations = 10;
/** How many problems have a line of their own. */
const mostProblems = 3;

/** Draws up the tray for a status, in the translator's language. */
export function trayMenu(snapshot: StatusSnapshot, texts: i18n): TrayView {
  const all = snapshot.synchronisations;
  const shown = all.slice(0, mostSynchronisations);
  const hidden = all.length - shown.length;
  const line = stateLine(all, texts);
  const items: TrayItem[] = [
    { kind: 'text', id: 'state', label: line },
    action('open', texts.t('tray.open'), { kind: 'open' }),
    ...problemLines(all, texts),
    { kind: 'separator', id: 'separator-synchronisations' },
    ...shown.map((status) => synchronisationMenu(status, texts)),
  ];
  if (hidden > 0) items.push(action('more', texts.t('tray.more', { count: hidden }), { kind: 'open' }));
  if (all.length > 0) items.push({ kind: 'separator', id: 'separator-all' }, ...allLines(all, texts));
  items.push(
    { kind: 'separator', id: 'separator-quit' },
    action('export-bundle', texts.t('tray.exportBundle'), { kind: 'export-bundle' }),
    quitLine(all, texts),
  );
  return { state: overallState(all.map(trayStateOf)), tooltip: line, items };
}

function action(id: string, label: string, what: TrayAction, enabled = true): TrayItem {
  return { kind: 'action', id, label, enabled, action: what };
}

function stateLine(all: readonly SynchronisationStatus[], texts: i18n): string {
  if (all.length === 0) return texts.t('tray.line', { states: texts.t('tray.none') });
  const counted = trayStates.flatMap((state) => {
    const those = all.filter((status) => trayStateOf(status) === state);
    if (those.length === 0) return [];
    const words = texts.t(`tray.count.${state}`, { count: those.length });
    const percent = state === 'running' ? percentOf(those) : undefined;
    return [percent === undefined ? words : texts.t('tray.percent', { state: words, percent })];
  });
  return texts.t('tray.line', { states: counted.join(', ') });
}

/** Whole percent of the only running one, where its total is known; of several no honest figure exists. */
function percentOf(running: readonly SynchronisationStatus[]): number | undefined {
  const progress = running.length === 1 ? running[0]?.progress : undefined;
  if (progress?.total === undefined || progress.total === 0) return undefined;
  return Math.min(100, Math.floor((100 * progress.done) / progress.total));
}

function problemLines(all: readonly SynchronisationStatus[], texts: i18n): TrayItem[] {
  const troubled = all.filter((status) => ['error', 'needs-you'].includes(trayStateOf(status)));
  return troubled.slice(0, mostProblems).map((status) => {
    const code = status.cause?.code ?? status.lastRun?.firstError?.code;
    const what =
      code === undefined ? texts.t(`tray.state.${trayStateOf(status)}`) : texts.t(`problem.${code}.title`);
    const label = `⚠ ${texts.t('tray.problem', { name: status.name, what })}`;
    return action(`problem:${status.syncId}`, label, { kind: 'open' });
  });
}

function synchronisationMenu(status: SynchronisationStatus, texts: i18n): TrayItem {
  const { syncId, name } = status;
  const line = (kind: 'run-now' | 'pause' | 'resume' | 'start' | 'stop', text: string, enabled: boolean) =>
    action(`${kind}:${syncId}`, texts.t(text), { kind, syncId }, enabled);
  const can = whatCan(status);
  const state = texts.t(`tray.state.${trayStateOf(status)}`);
  return {
    kind: 'submenu',
    id: `synchronisation:${syncId}`,
    label: texts.t('tray.synchronisation', { name, state }),
    items: [
      { kind: 'text', id: `proof:${syncId}`, label: proofLine(status, texts) },
      line('run-now', 'tray.runNow', can.runNow),
      line('pause', 'tray.pause', can.pause),
      line('resume', 'tray.resume', can.resume),
      line('start', 'tray.start', can.start),
      line('stop', 'tray.stop', can.stop),
    ],
  };
}

interface Possible {
  readonly runNow: boolean;
  readonly pause: boolean;
  readonly resume: boolean;
  readonly start: boolean;
  readonly stop: boolean;
}

/** What makes sense in a state; the engine has the last word. */
function whatCan(status: SynchronisationStatus): Possible {
  const running = trayStateOf(status) === 'running';
  const paused = status.state === 'paused' || status.state === 'pausing';
  const automatic = status.mode === 'automatic';
  const stopped = status.state === 'stopped';
  return {
    runNow: !running && !paused && status.state !== 'held',
    pause: !paused && (running || (automatic && !stopped)),
    resume: paused,
    start: automatic && stopped,
    stop: running || paused || (automatic && !stopped),
  };
}

function proofLine({ lastProof }: SynchronisationStatus, texts: i18n): string {
  if (lastProof === undefined) return texts.t('tray.proofNone');
  const at = new Intl.DateTimeFormat(texts.language, { dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(lastProof.at),
  );
  const scope = lastProof.scope.map((domain) => texts.t(`state.domain.${domain}`)).join(', ');
  return texts.t(lastProof.result === 'equal' ? 'tray.proofEqual' : 'tray.proofDifferent', { at, scope });
}

function allLines(all: readonly SynchronisationStatus[], texts: i18n): TrayItem[] {
  const possible = all.map(whatCan);
  return [
    action(
      'start-all',
      texts.t('tray.startAll'),
      { kind: 'start-all' },
      possible.some((can) => can.start),
    ),
    action(
      'stop-all',
      texts.t('tray.stopAll'),
      { kind: 'stop-all' },
      possible.some((can) => can.stop),
    ),
    action(
      'pause-all',
      texts.t('tray.pauseAll'),
      { kind: 'pause-all' },
      possible.some((can) => can.pause),
    ),
    action(
      'resume-all',
      texts.t('tray.resumeAll'),
      { kind: 'resume-all' },
      possible.some((can) => can.resume),
    ),
  ];
}

function quitLine(all: readonly SynchronisationStatus[], texts: i18n): TrayItem {
  const running = all.filter((status) => trayStateOf(status) === 'running').length;
  const label = running === 0 ? texts.t('tray.quitIdle') : texts.t('tray.quitRunning', { count: running });
  return action('quit', label, { kind: 'quit' });
}

/** The synchronisations that an "all" line is about. */
export function concerned(
  snapshot: StatusSnapshot,
  kind: 'start-all' | 'stop-all' | 'pause-all' | 'resume-all',
): readonly string[] {
  const wanted = {
    'start-all': 'start',
    'stop-all': 'stop',
    'pause-all': 'pause',
    'resume-all': 'resume',
  } as const;
  return snapshot.synchronisations
    .filter((status) => whatCan(status)[wanted[kind]])
    .map((status) => status.syncId);
}
