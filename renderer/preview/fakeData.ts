import type { AppInfo, ConnectionView } from '../../shared/ipc/contract';
import { problem } from '../../shared/model/problem';
import type { QuarantinedRecord, RunRecord } from '../../shared/model/run';
import type { Preferences, SynchronisationSettings } from '../../shared/model/settings';
import type { RunSummary, SynchronisationStatus } from '../../shared/model/status';

/** Which invented world the preview shows. */
export const scenes = ['normal', 'empty', 'crowded', 'silent', 'loading', 'broken', 'stalled'] as const;
/** One of {@link scenes}. */
export type Scene = (typeof scenes)[number];

const now = Date.now();
/** An instant so many minutes ago (or ahead, when negative), in UTC. */
function ago(minutes: number): string {
  return new Date(now - minutes * 60_000).toISOString();
}

/** Facts about a program that does not exist. */
export function fakeInfo(scene: Scene, theme: Preferences['theme']): AppInfo {
  return {
    version: '0.1.0',
    electronVersion: '33.2.1',
    runtime: scene === 'crowded' ? 'supported' : 'fallback',
    chromeVersion: '130.0.6723.137',
    nodeVersion: '20.18.1',
    platform: 'linux x64',
    profile: 'demonstration',
    secretStore: scene === 'crowded' ? 'os-store' : 'this-session',
    secretBackend: scene === 'crowded' ? 'gnome_libsecret' : 'no_secret_service',
    tray: 'present',
    logFolder: '/home/agent/.config/Passerelle/logs',
    preferences: { language: 'fr', theme, closeToTrayExplained: false, logMegabytes: 450 },
    stateProblems: [],
  };
}

/** Invented connections. */
export const fakeConnections: readonly ConnectionView[] = [
  {
    id: 'nord',
    name: 'Province du Nord',
    url: 'https://dhis2.nord.example.org/dhis',
    allowHttp: false,
    auth: { type: 'basic', username: 'sync_nord' },
    hasSecret: true,
    secretKept: 'this-session',
    usedBy: 3,
  },
  {
    id: 'national',
    name: 'National',
    url: 'https://national.example.org',
    allowHttp: false,
    auth: { type: 'token' },
    hasSecret: true,
    secretKept: 'os-store',
    usedBy: 7,
  },
  {
    id: 'essai',
    name: 'Serveur d’essai du district sanitaire de Kabinda-Est',
    url: 'http://10.0.0.12:8080',
    allowHttp: true,
    auth: { type: 'basic', username: 'admin' },
    hasSecret: false,
    secretKept: 'none',
    usedBy: 0,
  },
];

function summary(syncId: string, change: Partial<RunSummary>): RunSummary {
  return {
    runId: `run-${syncId}`,
    syncId,
    trigger: 'automatic',
    task: 'synchronise',
    startedAt: ago(45),
    endedAt: ago(41),
    outcome: 'changed',
    sent: 8140,
    deleted: 0,
    unchanged: 182_000,
    quarantined: 0,
    heldDeletions: 0,
    proof: { result: 'equal', differences: 0, at: ago(40) },
    ...change,
    ...(change.endedAt === undefined
      ? {}
      : { startedAt: new Date(Date.parse(change.endedAt) - 252_000).toISOString() }),
  };
}

function status(syncId: string, name: string, change: Partial<SynchronisationStatus>): SynchronisationStatus {
  return {
    syncId,
    name,
    sourceName: 'Province du Nord',
    destinationName: 'National',
    domains: ['metadata', 'aggregate'],
    mode: 'automatic',
    checkIntervalSeconds: 300,
    state: 'waiting',
    since: ago(41),
    ...change,
  };
}

const equal = {
  result: 'equal',
  differences: 0,
  at: ago(40),
  scope: ['metadata', 'aggregate'],
} as const;

/** Invented states, one of each kind. */
export const fakeStatuses: readonly SynchronisationStatus[] = [
  status('snis', 'Rapport mensuel SNIS — District Nord et zones de santé rattachées', {
    state: 'syncing',
    since: ago(3),
    runId: 'run-live',
    progress: {
      phase: 'sending',
      domain: 'aggregate',
      done: 8140,
      total: 13_120,
      unit: 'values',
      acknowledged: 9240,
    },
    lastRun: summary('snis', { endedAt: ago(24 * 60) }),
    lastProof: { ...equal, at: ago(24 * 60) },
    lookedUpTo: ago(24 * 60 + 4),
  }),
  status('palu', 'Paludisme hebdomadaire', {
    state: 'cooldown',
    since: ago(2),
    cause: problem('too-many-requests', { host: 'pnlp.example.org', status: 429 }),
    nextRunAt: ago(-3.4),
    runId: 'run-palu-live',
    progress: { phase: 'reading', domain: 'metadata', done: 1204, unit: 'objects', acknowledged: 0 },
    lastRun: summary('palu', { outcome: 'partly-looked', proof: { result: 'not-checked', differences: 0 } }),
    lastProof: { ...equal, at: ago(3 * 24 * 60) },
    lookedUpTo: ago(3 * 24 * 60),
  }),
  status('pev', 'Vaccination (PEV) — tous les districts', {
    nextRunAt: ago(-4),
    lastRun: summary('pev', { outcome: 'verified-unchanged', sent: 0 }),
    lastProof: equal,
    lookedUpTo: ago(41),
  }),
  status('vih', 'VIH — cohorte trimestrielle', {
    nextRunAt: ago(-180),
    lastRun: summary('vih', {
      quarantined: 17,
      proof: { result: 'different', differences: 17, at: ago(40) },
    }),
    lastProof: { result: 'different', differences: 17, at: ago(40), scope: ['aggregate'] },
    lookedUpTo: ago(41),
  }),
  status('stock', 'Stocks de médicaments', {
    state: 'error',
    since: ago(3 * 24 * 60),
    cause: problem(
      'wrong-credentials',
      { host: 'lmis.example.org', status: 401 },
      'The API token has expired.',
    ),
    lastRun: summary('stock', {
      endedAt: ago(3 * 24 * 60),
      outcome: 'could-not-look',
      sent: 0,
      unchanged: 0,
      proof: { result: 'not-checked', differences: 0 },
      firstError: problem('wrong-credentials', { host: 'lmis.example.org', status: 401 }),
    }),
  }),
  status('pop', 'Population cible 2026', { state: 'paused', since: ago(18 * 24 * 60), mode: 'manual' }),
  status('est', 'Métadonnées → district Est', {
    mode: 'manual',
    state: 'idle',
    domains: ['metadata'],
    lastRun: summary('est', { trigger: 'operator' }),
    lastProof: { ...equal, scope: ['metadata'] },
    lookedUpTo: ago(41),
  }),
  status('first', 'Nouvelle province', {
    state: 'held',
    mode: 'manual',
    since: ago(1),
    cause: problem('confirmation-needed'),
    question: {
      kind: 'first-write',
      sourceCounts: [
        { name: 'organisationUnits', count: 1300 },
        { name: 'dataElements', count: 412 },
        { name: 'dataSets', count: 20 },
        { name: 'Rapport mensuel', count: 190_000 },
      ],
      destinationCounts: [
        { name: 'organisationUnits', count: 1 },
        { name: 'dataElements', count: 12 },
        { name: 'userGroups', count: 4 },
      ],
    },
  }),
  status('del', 'Nettoyage annuel', {
    state: 'held',
    since: ago(12),
    cause: problem('deletions-held', { total: 214 }),
    question: {
      kind: 'deletions',
      total: 214,
      items: Array.from({ length: 200 }, (_, index) => ({
        domain: 'metadata',
        slice: 'organisationUnits',
        key: `OU${index}`,
        label: `Poste de santé n° ${index + 1}`,
      })),
    },
    lastRun: summary('del', { heldDeletions: 214 }),
    lookedUpTo: ago(12),
  }),
];

/** So many synchronisations that the list must be virtual. */
export function crowd(count: number): readonly SynchronisationStatus[] {
  return Array.from({ length: count }, (_, index) => {
    const pattern = fakeStatuses[index % 4] ?? status('x', 'x', {});
    return { ...pattern, syncId: `s${index}`, name: `${pattern.name} ${index + 1}` };
  });
}

/** Invented settings behind the states. */
export function settingsOf(entry: SynchronisationStatus): SynchronisationSettings {
  return {
    id: entry.syncId,
    name: entry.name,
    sourceId: 'nord',
    destinationId: 'national',
    domains: entry.domains,
    mode: entry.mode,
    checkIntervalSeconds: entry.checkIntervalSeconds,
    activity: 'started',
    clone: 'not-a-clone',
  };
}

function quarantined(count: number): readonly QuarantinedRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const dependent = index % 5 === 0;
    return {
      domain: dependent ? 'metadata' : 'aggregate',
      slice: dependent ? 'dataElements' : 'Rapport mensuel',
      key: `de${index}.202610.ou${index}.coc.aoc`,
      ...(dependent ? { label: `Cas de paludisme ${index}` } : {}),
      problem: dependent
        ? problem('dependency-quarantined', { type: 'categoryCombos', id: 'abcdefghijk' })
        : problem('record-rejected', {}, `Value ‘12a’ is not a valid number (row ${index})`),
      ...(dependent ? {} : { serverCode: index % 2 === 0 ? 'E8122' : 'E8030' }),
      hash: 'x',
      at: ago(41),
    };
  });
}

/** An invented run with so many quarantined records. */
export function fakeRun(base: RunSummary, records: number): RunRecord {
  const failed = base.outcome === 'could-not-look';
  return {
    runId: base.runId,
    syncId: base.syncId,
    trigger: base.trigger,
    task: base.task,
    startedAt: base.startedAt,
    endedAt: base.endedAt,
    outcome: base.outcome,
    domains: failed
      ? {}
      : {
          metadata: { read: 3204, created: 12, updated: 4, unchanged: 3188, deleted: 0, quarantined: 0 },
          aggregate: {
            read: 190_140,
            created: 0,
            updated: 8140,
            unchanged: 182_000,
            deleted: 2,
            quarantined: records,
          },
        },
    requests: 127,
    bytesSent: 1_204_500,
    bytesReceived: 18_204_500,
    proof: {
      result: base.proof.result,
      ...(base.proof.at === undefined ? {} : { at: base.proof.at }),
      slices: failed
        ? []
        : [
            {
              domain: 'metadata',
              slice: 'organisationUnits',
              sourceCount: 1300,
              destinationCount: 1300,
              sourceHash: 'a',
              destinationHash: 'a',
            },
            {
              domain: 'aggregate',
              slice: 'BfMAe6Itzgt',
              label: 'Rapport mensuel',
              sourceCount: 190_000,
              destinationCount: 190_000 - base.proof.differences,
              sourceHash: 'b',
              destinationHash: base.proof.differences === 0 ? 'b' : 'c',
            },
          ],
      differences: base.proof.differences,
      sample: Array.from({ length: Math.min(base.proof.differences, 1000) }, (_, index) => ({
        domain: 'aggregate',
        slice: 'Rapport mensuel',
        key: `de${index}.202610.ou${index}.coc.aoc`,
        kind: index % 2 === 0 ? 'missing-at-destination' : 'different',
        ...(index % 2 === 0 ? {} : { members: ['value', 'comment'] }),
      })),
      leftOut: ['users', 'user-roles', 'user-groups', 'sharing'],
    },
    errors: failed
      ? [
          problem(
            'wrong-credentials',
            { host: 'lmis.example.org', status: 401 },
            'The API token has expired.',
          ),
        ]
      : [],
    notes: [{ code: 'created-not-told', params: { count: 8140 } }],
    heldDeletions: Array.from({ length: base.heldDeletions }, (_, index) => ({
      domain: 'metadata',
      slice: 'organisationUnits',
      key: `OU${index}`,
      label: `Poste de santé n° ${index + 1}`,
    })),
    quarantined: quarantined(records),
  };
}
