import { describe, expect, it } from 'vitest';
import { problem } from '../../../shared/model/problem';
import type { RunSummary, SynchronisationState, SynchronisationStatus } from '../../../shared/model/status';
import { createTranslator } from '../../../shared/text/translator';
import { concerned, trayMenu } from './trayMenu';
import type { TrayItem } from './trayMenu';
import { overallState, trayStateOf, trayStates } from './trayState';
import type { TrayState } from './trayState';

const at = '2026-11-23T09:42:00.000Z';
const run: RunSummary = {
  runId: 'r',
  syncId: 'a',
  trigger: 'automatic',
  task: 'synchronise',
  startedAt: at,
  endedAt: at,
  outcome: 'changed',
  sent: 1,
  deleted: 0,
  unchanged: 0,
  quarantined: 0,
  heldDeletions: 0,
  proof: { result: 'equal', differences: 0, at },
};
const equal = { result: 'equal', differences: 0, at, scope: ['metadata'] } as const;
const different = { ...equal, result: 'different', differences: 2 } as const;

function status(change: Partial<SynchronisationStatus> = {}): SynchronisationStatus {
  return {
    syncId: 'a',
    name: 'Stocks',
    sourceName: 's',
    destinationName: 'd',
    domains: ['metadata'],
    mode: 'automatic',
    checkIntervalSeconds: 300,
    state: 'waiting',
    since: at,
    ...change,
  };
}
const snapshot = (...synchronisations: SynchronisationStatus[]) => ({ seq: 1, synchronisations });
const flat = (items: readonly TrayItem[]): TrayItem[] =>
  items.flatMap((item) => (item.kind === 'submenu' ? [item, ...flat(item.items)] : [item]));
const enabled = (items: readonly TrayItem[]): string[] =>
  flat(items).flatMap((item) => (item.kind === 'action' && item.enabled ? [item.id] : []));
const fr = createTranslator('fr');
const en = createTranslator('en');

describe('trayStateOf', () => {
  const atRest: [string, Partial<SynchronisationStatus>, TrayState][] = [
    ['never run', {}, 'unverified'],
    ['never run, although a proof was made by hand', { lastProof: equal }, 'unverified'],
    ['changed and found equal', { lastRun: run, lastProof: equal }, 'verified'],
    [
      'nothing changed since it was found equal',
      {
        lastRun: { ...run, outcome: 'verified-unchanged', proof: { result: 'not-checked', differences: 0 } },
        lastProof: equal,
      },
      'verified',
    ],
    ['nothing changed, never compared', { lastRun: { ...run, outcome: 'verified-unchanged' } }, 'unverified'],
    [
      'changed, and not compared since',
      { lastRun: { ...run, proof: { result: 'not-checked', differences: 0 } }, lastProof: equal },
      'unverified',
    ],
    ['could not look', { lastRun: { ...run, outcome: 'could-not-look' }, lastProof: equal }, 'error'],
    ['partly looked', { lastRun: { ...run, outcome: 'partly-looked' }, lastProof: equal }, 'error'],
    ['something quarantined', { lastRun: { ...run, quarantined: 1 }, lastProof: equal }, 'needs-you'],
    ['deletions held', { lastRun: { ...run, heldDeletions: 1 }, lastProof: equal }, 'needs-you'],
    ['found different', { lastRun: run, lastProof: different }, 'needs-you'],
  ];
  it.each(atRest)('at rest, %s', (_what, change, expected) => {
    expect(trayStateOf(status(change))).toBe(expected);
    expect(trayStateOf(status({ ...change, state: 'idle' }))).toBe(expected);
  });

  const busy: [SynchronisationState, TrayState][] = [
    ['detecting', 'running'],
    ['syncing', 'running'],
    ['proving', 'running'],
    ['pausing', 'running'],
    ['paused', 'paused'],
    ['held', 'needs-you'],
    ['cooldown', 'waiting'],
    ['stopped', 'stopped'],
    ['error', 'error'],
  ];
  it.each(busy)('%s is never shown as verified', (state, expected) => {
    expect(trayStateOf(status({ state, lastRun: run, lastProof: equal }))).toBe(expected);
  });

  it('shows the gravest of several, and nothing green when there is none', () => {
    expect(overallState(['verified', 'running', 'error'])).toBe('error');
    expect(overallState(['verified', 'stopped'])).toBe('stopped');
    expect(overallState(['verified', 'verified'])).toBe('verified');
    expect(overallState([])).toBe('unverified');
  });
});

describe('trayMenu', () => {
  it('counts the states in the line at the top, which is also the tooltip', () => {
    const running = status({
      syncId: 'b',
      state: 'syncing',
      progress: { phase: 'sending', done: 629, total: 1000, unit: 'values', acknowledged: 629 },
    });
    const view = trayMenu(snapshot(status({ lastRun: run, lastProof: equal }), running), fr);
    expect(view.tooltip).toBe('Passerelle : 1 en cours (62 %), 1 vérifiée égale');
    expect(view.items[0]).toEqual({ kind: 'text', id: 'state', label: view.tooltip });
    expect(trayMenu(snapshot(), en).tooltip).toBe('Passerelle: no synchronisation');
  });

  it('gives no percentage where none is honest', () => {
    const unknown = status({
      state: 'syncing',
      progress: { phase: 'reading', done: 5, unit: 'values', acknowledged: 0 },
    });
    expect(trayMenu(snapshot(unknown), fr).tooltip).toBe('Passerelle : 1 en cours');
    const known = { phase: 'reading', done: 5, total: 10, unit: 'values', acknowledged: 0 } as const;
    const two = [
      status({ state: 'syncing', progress: known }),
      status({ syncId: 'b', state: 'syncing', progress: known }),
    ];
    expect(trayMenu(snapshot(...two), fr).tooltip).toBe('Passerelle : 2 en cours');
  });

  it.each<[string, Partial<SynchronisationStatus>, string[]]>([
    ['waiting', {}, ['run-now:a', 'pause:a', 'stop:a']],
    ['running', { state: 'syncing' }, ['pause:a', 'stop:a']],
    ['pausing', { state: 'pausing' }, ['resume:a', 'stop:a']],
    ['paused', { state: 'paused' }, ['resume:a', 'stop:a']],
    ['stopped', { state: 'stopped' }, ['run-now:a', 'start:a']],
    ['failed', { state: 'error' }, ['run-now:a', 'pause:a', 'stop:a']],
    ['asking', { state: 'held' }, ['pause:a', 'stop:a']],
    ['manual, at rest', { mode: 'manual', state: 'idle' }, ['run-now:a']],
  ])('offers what makes sense while %s', (_what, change, ids) => {
    const submenu = trayMenu(snapshot(status(change)), fr).items.find((item) => item.kind === 'submenu');
    expect(enabled(submenu === undefined ? [] : [submenu])).toEqual(ids);
  });

  it('says when both ends were last compared, and over which scope', () => {
    const label = (change: Partial<SynchronisationStatus>): string => {
      const line = flat(trayMenu(snapshot(status(change)), en).items).find((item) => item.id === 'proof:a');
      return line?.kind === 'text' ? line.label : '';
    };
    expect(label({})).toBe('The two servers have not been compared yet');
    expect(label({ lastProof: equal })).toMatch(/^Verified equal on .*26.*: /u);
    expect(label({ lastProof: different })).toMatch(/^Differences found on .*26.*: /u);
  });

  it('names at most three problems, in words', () => {
    const failed = ['a', 'b', 'c', 'd'].map((syncId) =>
      status({ syncId, state: 'error', cause: problem('wrong-credentials') }),
    );
    const lines = trayMenu(snapshot(...failed), fr).items.filter((item) => item.id.startsWith('problem:'));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ kind: 'action', action: { kind: 'open' } });
    expect(JSON.stringify(lines[0])).not.toContain('problem.wrong-credentials');
  });

  it('shows ten synchronisations and counts the rest', () => {
    const many = Array.from({ length: 14 }, (_, index) => status({ syncId: `s${index}` }));
    const { items } = trayMenu(snapshot(...many), fr);
    expect(items.filter((item) => item.kind === 'submenu')).toHaveLength(10);
    expect(items.find((item) => item.id === 'more')).toMatchObject({ label: '4 autres dans la console' });
  });

  it.each([
    ['without synchronisations', snapshot()],
    ['with one that failed', snapshot(status({ state: 'error' }))],
  ])('offers the diagnostic bundle just before quitting, %s', (_what, shown) => {
    const offered = [fr, en].map((texts) => trayMenu(shown, texts).items.at(-2));
    expect(offered).toMatchObject([
      { id: 'export-bundle', enabled: true, label: 'Exporter un dossier de diagnostic…' },
      { id: 'export-bundle', enabled: true, label: 'Export a diagnostic bundle…' },
    ]);
  });

  it('tells the consequence of quitting', () => {
    const quit = (...all: SynchronisationStatus[]) => trayMenu(snapshot(...all), fr).items.at(-1);
    expect(quit(status())).toMatchObject({ id: 'quit', label: 'Quitter (plus aucun contrôle automatique)' });
    expect(quit(status({ state: 'syncing' }))).toMatchObject({
      label: 'Quitter (interrompt 1 exécution, reprise au prochain démarrage)',
    });
  });

  it.each(trayStates)('has words for "%s" in both languages, and other words in each', (state) => {
    for (const count of [1, 2, 1_000_000]) {
      const words = [fr, en].map((texts) => texts.t(`tray.count.${state}`, { count }));
      expect(words.join()).not.toContain('tray.');
      expect(words[0]).not.toBe(words[1]);
    }
    expect(fr.t(`tray.state.${state}`)).not.toBe(en.t(`tray.state.${state}`));
  });

  it('has an id of its own for every line', () => {
    const view = trayMenu(snapshot(status({ state: 'error' }), status({ syncId: 'b', state: 'held' })), fr);
    const ids = flat(view.items).map((item) => item.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('concerned', () => {
  it('finds the synchronisations an "all" line is about', () => {
    const all = snapshot(
      status(),
      status({ syncId: 'b', state: 'paused' }),
      status({ syncId: 'c', state: 'stopped' }),
    );
    expect(concerned(all, 'pause-all')).toEqual(['a']);
    expect(concerned(all, 'resume-all')).toEqual(['b']);
    expect(concerned(all, 'start-all')).toEqual(['c']);
    expect(concerned(all, 'stop-all')).toEqual(['a', 'b']);
  });
});
