import type { CommandName, CommandResult, Commands, Events } from '../../shared/ipc/contract';
import type { BundleEntry, BundlePlan, BundleRequest } from '../../shared/model/bundle';
import { logFiles } from '../../shared/model/log';
import type { LogFileFacts } from '../../shared/model/logView';
import { problem } from '../../shared/model/problem';
import { fail, succeed } from '../../shared/result';
import type { Scene } from './fakeData';

type Answers = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<CommandResult<N>>;
};
type FileCommand =
  | 'logs.list'
  | 'logs.saveFile'
  | 'logs.saveView'
  | 'logs.clear'
  | 'logs.openFiles'
  | 'logs.closeFile'
  | 'bundle.plan'
  | 'bundle.preview'
  | 'bundle.save'
  | 'bundle.cancel'
  | 'bundle.show';

const hour = 3_600_000;
/** How long writing one file of a bundle takes, in milliseconds. */
const entryMs = 350;

function ago(hours: number): string {
  return new Date(Date.now() - hours * hour).toISOString();
}

/** Invented log files: all five, old ones of three, an archive, and what was opened from elsewhere. */
function files(): readonly LogFileFacts[] {
  const live = logFiles.map((log, index): LogFileFacts => ({
    id: `live-${index}`,
    name: log,
    place: 'live',
    log,
    bytes: [8_812_400, 12_480, 4_204_100, 0, 912_000][index] ?? 0,
    changedAt: ago([0, 3, 0.01, 72, 1][index] ?? 0),
    // The largest is still being counted.
    ...(index === 0 ? {} : { lines: [0, 96, 38_204, 0, 7_410][index] ?? 0 }),
    compressed: 'no',
  }));
  const old = ([1, 2, 3] as const).flatMap((number) =>
    (['dhis2_sync.log', 'auto_sync.log'] as const).map((log): LogFileFacts => ({
      id: `old-${log}-${number}`,
      name: `${log}.${number}`,
      place: 'old',
      log,
      bytes: 10_485_700 - number * 211,
      changedAt: ago(30 * number),
      lines: 91_204 - number * 17,
      compressed: 'no',
    })),
  );
  return [
    ...live,
    ...old,
    {
      id: 'archived-1',
      name: 'sync_jobs.log.20261030-091500.gz',
      place: 'archived',
      log: 'sync_jobs.log',
      bytes: 1_204_330,
      changedAt: ago(24 * 24),
      lines: 88_310,
      compressed: 'gzip',
    },
    {
      id: 'archived-2',
      name: 'errors.log.20261001-080000.gz',
      place: 'archived',
      log: 'errors.log',
      bytes: 20_480,
      changedAt: ago(53 * 24),
      compressed: 'gzip',
      unreadable: 'log-unreadable',
    },
  ];
}

const opened: readonly LogFileFacts[] = [
  {
    id: 'opened-1',
    name: 'diagnostic-kabinda.zip › logs/errors.log',
    place: 'opened',
    bytes: 48_211,
    changedAt: ago(100),
    lines: 412,
    compressed: 'zip',
  },
  {
    id: 'opened-2',
    name: 'photo.log',
    place: 'opened',
    bytes: 2_048_000,
    changedAt: ago(400),
    compressed: 'no',
    unreadable: 'log-not-a-log',
  },
];

function plan(request: BundleRequest, scene: Scene): BundlePlan {
  const logs = request.logs.map((log): BundleEntry => {
    const name = `logs/${log}`;
    if (scene === 'empty') return { name, kind: 'log', bytes: 0, lines: 0 };
    if (log === 'changes_detected.log')
      return { name, kind: 'log', bytes: 0, lines: 0, missing: 'log-unreadable' };
    if (log === 'sync_jobs.log')
      return { name, kind: 'log', bytes: 212_000, lines: 1_730, incomplete: 'log-unreadable' };
    return { name, kind: 'log', bytes: 4_120_000, lines: 38_204 };
  });
  const entries: readonly BundleEntry[] = [
    ...logs,
    ...(request.lastHour === 'with' && scene !== 'empty'
      ? [{ name: 'logs/last-hour.log', kind: 'last-hour', bytes: 1_804_000, lines: 16_020 } as const]
      : []),
    { name: 'settings.json', kind: 'settings', bytes: 4_210 },
    { name: 'versions.json', kind: 'versions', bytes: 212 },
    { name: 'system.json', kind: 'system', bytes: 1_080 },
    { name: 'runs.json', kind: 'runs', bytes: 18_400 * Math.max(1, request.runs.length) },
    { name: 'quarantine.json', kind: 'quarantine', bytes: 2_940 },
    { name: 'connection-tests.json', kind: 'connection-tests', bytes: 6_001 },
    { name: 'LISEZMOI.txt', kind: 'readme', bytes: 1_420 },
    { name: 'manifest.json', kind: 'manifest', bytes: 2_204 },
  ];
  return { entries, bytes: entries.reduce((total, entry) => total + entry.bytes, 0) };
}

function preview(request: BundleRequest, entry: string): string {
  if (entry.endsWith('.json')) {
    const connection =
      request.names === 'hidden'
        ? { name: 'connexion-1', url: 'https://serveur-1', username: 'compte-1' }
        : { name: 'Province du Nord', url: 'https://dhis2.nord.example.org/dhis', username: 'sync_nord' };
    return JSON.stringify({ connections: [{ ...connection, secret: '[masqué]' }] }, null, 2);
  }
  return Array.from(
    { length: 400 },
    (_, line) =>
      `[INFO] 2026-11-23 14:${String(Math.floor(line / 60) + 10)}:${String(line % 60).padStart(2, '0')} [orchestrator] - Envoi du lot ${line + 1}/400 vers ${request.names === 'hidden' ? 'connexion-2' : 'National'} : 260 valeurs acceptées | seq=${line} run=r1 code=batch-sent`,
  ).join('\n');
}

const done = <T>(value: T): Promise<{ readonly ok: true; readonly value: T }> =>
  Promise.resolve(succeed(value));

/** Invented log files and bundles. */
export function fakeBundle(
  scene: Scene,
  emit: (event: 'bundleProgress', payload: Events['bundleProgress']) => void,
): Pick<Answers, FileCommand> {
  let listed = files();
  const cancelled = new Set<string>();
  let saves = 0;
  const save = async ({
    bundleId,
    ...request
  }: Commands['bundle.save']['input']): Promise<CommandResult<'bundle.save'>> => {
    if (scene === 'crowded') return fail(problem('disk-full'));
    const { entries, bytes } = plan(request, scene);
    let written = 0;
    saves += 1;
    // The first one stays where it is until it is cancelled.
    const stays = scene === 'stalled' && saves === 1;
    for (const [at, entry] of entries.entries()) {
      do await new Promise((resolve) => setTimeout(resolve, entryMs));
      while (stays && at > 1 && !cancelled.has(bundleId));
      if (cancelled.has(bundleId)) return fail(problem('cancelled'));
      written += entry.bytes;
      emit('bundleProgress', { bundleId, done: written, total: bytes, entry: entry.name });
    }
    return succeed({
      path: '/home/operateur/Documents/passerelle-diagnostic-20261123-142301.zip',
      bytes: 1_204_331,
      entries: entries.length,
    });
  };
  return {
    'logs.list': () => {
      if (scene === 'loading') return new Promise<never>(() => undefined);
      if (scene === 'silent') return Promise.resolve(fail(problem('log-reader-gone')));
      const shown = scene === 'empty' ? listed.filter(({ place }) => place !== 'old').slice(0, 5) : listed;
      const bytes = shown.reduce((total, file) => total + (file.place === 'opened' ? 0 : file.bytes), 0);
      return done({ files: shown, bytes, mostBytes: scene === 'crowded' ? 85_000_000 : 250_000_000 });
    },
    'logs.saveFile': ({ file }) => {
      const found = listed.find(({ id }) => id === file);
      return found === undefined
        ? Promise.resolve(fail(problem('log-unknown')))
        : done({ path: `/home/operateur/Documents/${found.name}`, bytes: found.bytes });
    },
    'logs.saveView': () => done(null),
    'logs.clear': ({ file }) => {
      const found = listed.find(({ id }) => id === file);
      if (found === undefined) return Promise.resolve(fail(problem('log-unknown')));
      listed = listed.flatMap((entry) =>
        entry.id !== file ? [entry] : entry.place === 'live' ? [{ ...entry, bytes: 0, lines: 0 }] : [],
      );
      return done({ archivedAs: `${found.name}.20261123-142301.gz` });
    },
    'logs.openFiles': () => {
      listed = [...listed.filter(({ place }) => place !== 'opened'), ...opened];
      return done(opened);
    },
    'logs.closeFile': ({ file }) => {
      listed = listed.filter(({ id }) => id !== file);
      return done(null);
    },
    'bundle.plan': (request) => {
      if (scene === 'loading') return new Promise<never>(() => undefined);
      if (scene === 'silent') return Promise.resolve(fail(problem('log-reader-gone')));
      return done(plan(request, scene));
    },
    'bundle.preview': ({ entry, ...request }) => done({ text: preview(request, entry) }),
    'bundle.save': save,
    'bundle.cancel': ({ bundleId }) => {
      cancelled.add(bundleId);
      return done(null);
    },
    'bundle.show': () => done(null),
  };
}
