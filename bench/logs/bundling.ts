import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LogFile } from '../../shared/model/log';
import type { BundleFacts } from '../../main/engine/bundle/bundleFacts';
import type { Corpora } from './corpora';
import { WatchedReader } from './indexing';
import { inTurn, median } from './measure';
import { bound, ms, told } from './report';
import type { Figure } from './report';
import type { Tools } from './tools';

const facts: BundleFacts = {
  settings: {
    connections: [],
    synchronisations: [],
    preferences: { language: 'fr', theme: 'system', closeToTrayExplained: true, logMegabytes: 500 },
  },
  versions: { passerelle: 'bench' },
  runs: [],
  runsLeftOut: 0,
  problems: [],
  connectionTests: [],
  masks: [],
};

/** As an operator has it: two servers with accounts, a synchronisation, secrets to be masked. */
const lived: BundleFacts = {
  ...facts,
  settings: {
    ...facts.settings,
    connections: [0, 1].map((at) => ({
      id: `c${at}`,
      name: `Ministère ${at}`,
      url: `https://dhis2-${at}.example.org/national`,
      allowHttp: false,
      auth: { type: 'basic', username: `awa.kone${at}` },
    })),
  },
  masks: ['S3cret!pass/word', 'Other-Secret9'],
};

/** Writes a bundle of one log; resolves to its time, the longest stop of the process that writes it, and its size. */
async function writeOne(
  corpora: Corpora,
  tools: Tools,
  folder: string,
  log: LogFile,
  known: BundleFacts,
): Promise<{ readonly elapsed: number; readonly stop: number; readonly megabytes: number }> {
  const place = mkdtempSync(join(corpora.folder, 'bundle-'));
  const path = join(place, 'bundle.zip');
  const watched = new WatchedReader(folder, place, tools);
  const request = {
    from: 0,
    until: Date.UTC(2100, 0, 1),
    logs: [log],
    lastHour: 'without',
    runs: [],
    names: known === lived ? 'hidden' : 'shown',
  } as const;
  let latest = performance.now();
  let stop = 0;
  const pulse = setInterval(() => {
    stop = Math.max(stop, performance.now() - latest);
    latest = performance.now();
  }, 1);
  const startedAt = performance.now();
  const saved = await watched.reader.bundleSave({ bundleId: 'bench', request, facts: known, path });
  const elapsed = performance.now() - startedAt;
  clearInterval(pulse);
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  await watched.close();
  const megabytes = statSync(path).size / 1024 / 1024;
  rmSync(place, { recursive: true, force: true });
  return { elapsed, stop, megabytes };
}

/** Bundles of 100 MB of logs, and of the large file where it is 1 GB or more, each written to its end. */
export async function measureBundling(
  corpora: Corpora,
  tools: Tools,
  rounds: number,
): Promise<readonly Figure[]> {
  const stops: number[] = [];
  let megabytes = 0;
  const times = await inTurn(rounds, [
    {
      name: 'own',
      run: async () => {
        const written = await writeOne(corpora, tools, corpora.tenFolder, 'auto_sync.log', facts);
        stops.push(written.stop);
        ({ megabytes } = written);
        return written.elapsed;
      },
    },
    {
      name: 'hidden',
      run: async () => (await writeOne(corpora, tools, corpora.tenFolder, 'auto_sync.log', lived)).elapsed,
    },
  ]);
  const figures = [
    bound('bundle of 100 MB of logs, redacted and packed', times.get('own') ?? NaN, 1200, 'ms'),
    told('the same, size of the zip', `${megabytes.toFixed(1)} MB`),
    told('the same, longest stop of the reader’s process, which writes it', ms(median(stops.slice(1)))),
    told(
      'the same with two servers, their accounts and secrets, names hidden',
      ms(times.get('hidden') ?? NaN),
    ),
  ];
  if (corpora.largeBytes < 1024 * 1024 * 1024) return figures;
  const whole = await writeOne(corpora, tools, join(corpora.large, '..'), 'dhis2_sync.log', facts);
  return [
    ...figures,
    told(`bundle of ${corpora.largeName}`, ms(whole.elapsed)),
    told('the same, longest stop of the reader’s process', ms(whole.stop)),
  ];
}

const memoryFigures = z.object({
  records: z.number(),
  before: z.number(),
  opened: z.number(),
  searched: z.number(),
  peak: z.number(),
});

/** Memory of a process that opens and searches the large file; 64 MB beside the columns are meant for everything else. */
export function measureMemory(corpora: Corpora, root: string): readonly Figure[] {
  const program = join(__dirname, 'memory.cjs');
  const folder = join(corpora.large, '..');
  const child = spawnSync(process.execPath, [program, folder, corpora.folder, root], { encoding: 'utf8' });
  const found = memoryFigures.parse(JSON.parse(child.stdout));
  const most = found.before + 64 + (found.records * 14) / 1024 / 1024;
  return [
    bound(
      `memory with ${corpora.largeName} open (${found.before} MB before)`,
      found.opened,
      Math.round(most),
      'MB',
    ),
    bound('the same after a search', found.searched, Math.round(most), 'MB'),
    told('the same, highest', `${found.peak} MB`),
  ];
}
