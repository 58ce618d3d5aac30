import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BundleFacts } from '../../main/engine/bundle/bundleFacts';
import type { Corpora } from './corpora';
import { WatchedReader } from './indexing';
import { inTurn } from './measure';
import { bound, told } from './report';
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

/** A bundle of 100 MB of logs, written to its end. */
export async function measureBundling(
  corpora: Corpora,
  tools: Tools,
  rounds: number,
): Promise<readonly Figure[]> {
  const place = mkdtempSync(join(corpora.folder, 'bundle-'));
  const path = join(place, 'bundle.zip');
  const watched = new WatchedReader(corpora.tenFolder, place, tools);
  const request = {
    from: 0,
    until: Date.UTC(2100, 0, 1),
    logs: ['auto_sync.log'],
    lastHour: 'without',
    runs: [],
    names: 'shown',
  } as const;
  const times = await inTurn(rounds, [
    {
      name: 'own',
      run: async () => {
        const saved = await watched.reader.bundleSave({ bundleId: 'bench', request, facts, path });
        if (!saved.ok) throw new Error(JSON.stringify(saved.error));
      },
    },
  ]);
  await watched.close();
  const size = statSync(path).size / 1024 / 1024;
  rmSync(place, { recursive: true, force: true });
  return [
    bound('bundle of 100 MB of logs, redacted and packed', times.get('own') ?? NaN, 1200, 'ms'),
    told('the same, size of the zip', `${size.toFixed(1)} MB`),
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
