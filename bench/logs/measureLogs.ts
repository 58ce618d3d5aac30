import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { measureBundling, measureMemory } from './bundling';
import { writeCorpora } from './corpora';
import { measureScreen } from './frames';
import { measureIndexing } from './indexing';
import { putBetween, tableOf } from './report';
import type { Figure } from './report';
import { measureSearching } from './searching';
import { measureTailing } from './tailing';
import { describeTools, findTools } from './tools';
import { measureWriting } from './writing';

const { values: options } = parseArgs({
  options: {
    root: { type: 'string', default: '.' },
    megabytes: { type: 'string', default: '1024' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    screen: { type: 'string' },
    print: { type: 'boolean', default: false },
  },
});

type Part = readonly [
  name: string,
  title: string,
  measure: () => Promise<readonly Figure[]> | readonly Figure[],
];

async function run(): Promise<void> {
  const { root } = options;
  const rounds = Number(options.rounds);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const tools = findTools(root);
  const loads = [loadavg()[0] ?? 0];
  console.log(`corpora in ${folder}`);
  const corpora = writeCorpora(folder, Number(options.megabytes));
  const parts: readonly Part[] = [
    ['index', 'Opening and columns', () => measureIndexing(corpora, tools, rounds)],
    ['search', 'Search', () => measureSearching(corpora, tools, rounds)],
    ['tail', 'Tail', () => measureTailing(folder, tools)],
    ['write', 'Writing', () => measureWriting(folder, rounds)],
    ['bundle', 'Bundle', () => measureBundling(corpora, tools, Math.ceil(rounds / 2))],
    ['memory', 'Memory', () => measureMemory(corpora, root)],
    ['screen', 'Screen', () => measureScreen(root, options.screen?.split(' '))],
  ];
  const sections: string[] = [];
  for (const [name, title, measure] of parts) {
    if (options.only !== undefined && !options.only.split(',').includes(name)) continue;
    const table = tableOf(await measure());
    loads.push(loadavg()[0] ?? 0);
    console.log(`\n${title}\n\n${table}`);
    sections.push(`### ${title}\n\n${table}`);
  }
  rmSync(folder, { recursive: true, force: true });
  const { model = '' } = cpus()[0] ?? {};
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${date}, ${cpus().length} × ${model.replace(/\s+/gu, ' ').trim()}, Node ${process.versions.node}`;
  const load = `load average ${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)} while measuring`;
  const records = `${corpora.largeName}: ${corpora.largeRecords} records, seeded`;
  const text = [
    '## Logs',
    '`npm run bench:logs` (see `bench/logs/README.md`). Corpora in the line form of our files, with a traceback after one line in 100, a line of 10 kB in 5,000 and one of 500 kB in 200,000.',
    `${machine}; ${load}; medians of ${rounds} rounds and more, made in turn. ${records}. ${describeTools(tools)}.`,
    'A load above the number of processors disturbs what is told in milliseconds; ratios suffer less. `no` is a target that was missed.',
    ...sections,
  ].join('\n\n');
  const target = join(root, 'docs', 'BENCHMARKS.md');
  if (options.print || options.only !== undefined) return;
  const document = putBetween(readFileSync(target, 'utf8'), 'bench:logs', text);
  writeFileSync(target, await format(document, { ...(await resolveConfig(target)), parser: 'markdown' }));
  console.log(`\nwritten to ${target}`);
}

void run();
