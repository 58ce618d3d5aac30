import { openSync, read, readdirSync, readFileSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { GrowingFacetTable } from '../../main/engine/logReading/index/facetTable';
import { createTextSearch } from '../../main/engine/logReading/search/createTextSearch';
import type { SearchedSource, TextFilter, TextSearch } from '../../main/engine/logReading/textSearch';
import type { Corpora } from './corpora';
import { indexedSet } from './corpora';
import { seeded } from './corpus';
import { inTurn, median, quantile, runTool } from './measure';
import { bound, ratio, told } from './report';
import type { Figure } from './report';
import type { Tools } from './tools';

const exact = { syntax: 'words', letterCase: 'exact', accents: 'exact' } as const;
const folded = { syntax: 'words', letterCase: 'ignored', accents: 'ignored' } as const;
const expression = { syntax: 'expression', letterCase: 'exact', accents: 'exact' } as const;

interface Asked {
  readonly what: string;
  readonly filter: TextFilter;
  /** The same question to ripgrep. */
  readonly rg: readonly string[];
}

const questions: readonly Asked[] = [
  { what: 'rare literal', filter: { ...exact, text: 'AIGUILLE-QX' }, rg: ['-F', 'AIGUILLE-QX'] },
  {
    what: 'frequent literal, case ignored',
    filter: { ...exact, letterCase: 'ignored', text: '"données agrégées"' },
    rg: ['-i', 'données agrégées'],
  },
  {
    what: 'frequent literal, case and accents ignored',
    filter: { ...folded, text: '"donnees agregees"' },
    rg: ['-i', 'donn[eèéêëēĕėęěẻẽẹ]es agr[eèéêëēĕėęěẻẽẹ]g[eèéêëēĕėęěẻẽẹ]es'],
  },
  {
    what: 'one letter that nearly every record has',
    filter: { ...folded, text: 's' },
    rg: ['-i', '[sśŝşš]'],
  },
  {
    what: 'four literals, one of them enough',
    filter: { ...exact, text: 'AIGUILLE-QX OR AIGUILLE-AB OR CRITICAL OR Traceback' },
    rg: ['AIGUILLE-QX|AIGUILLE-AB|CRITICAL|Traceback'],
  },
  {
    what: 'expression with a literal in it',
    filter: { ...expression, text: String.raw`\[ERROR\].*HTTP 50[0-3]` },
    rg: [String.raw`\[ERROR\].*HTTP 50[0-3]`],
  },
  {
    what: 'expression without a literal',
    filter: { ...expression, text: String.raw`\d{5,} enregistrements?, [0-9]+ o` },
    rg: [String.raw`\d{5,} enregistrements?, [0-9]+ o`],
  },
];

const readFrom = promisify(read);

/** Indexed files that are read as the reader reads them: others have their turn meanwhile. They stay open until the process ends. */
function searchedSet(paths: readonly string[], facets?: GrowingFacetTable): readonly SearchedSource[] {
  return indexedSet(paths, facets).map((source, at) => {
    const file = openSync(paths[at] ?? '', 'r');
    return {
      ...source,
      read: async (offset: number, length: number) => {
        const { buffer, bytesRead } = await readFrom(file, Buffer.allocUnsafe(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
    };
  });
}

/** Searches to the end; resolves to the number of records and the milliseconds until the first ones. */
async function searchAll(
  search: TextSearch,
  filter: TextFilter,
  sources: readonly SearchedSource[],
): Promise<{ readonly records: number; readonly firstMs: number }> {
  const startedAt = performance.now();
  const query = await search.prepare(filter);
  if (!query.ok || query.value === undefined) throw new Error(JSON.stringify(query));
  let records = 0;
  let firstMs = NaN;
  const ended = await search.run(
    query.value,
    sources,
    {
      found: (_, found) => {
        if (records === 0) firstMs = performance.now() - startedAt;
        records += found.length;
      },
      progress: () => undefined,
    },
    new AbortController().signal,
  );
  if (!ended.ok || ended.value.failed.length > 0) throw new Error(JSON.stringify(ended));
  return { records, firstMs };
}

async function askAll(
  place: string,
  paths: readonly string[],
  sources: readonly SearchedSource[],
  tools: Tools,
  rounds: number,
  against: 'ripgrep' | 'all-tools' = 'all-tools',
): Promise<readonly Figure[]> {
  const search = createTextSearch(tools.npmRipgrep === undefined ? {} : { ripgrep: tools.npmRipgrep });
  const figures: Figure[] = [];
  for (const { what, filter, rg } of questions) {
    const first: number[] = [];
    let records = 0;
    const own = {
      name: 'own',
      run: async () => {
        const found = await searchAll(search, filter, sources);
        first.push(found.firstMs);
        records = found.records;
      },
    };
    const others = [
      { name: 'rg', program: tools.npmRipgrep, args: ['-c', '--no-ignore', '--hidden', ...rg] },
      { name: 'rg of the system', program: tools.ripgrep, args: ['-c', '--no-ignore', '--hidden', ...rg] },
      {
        name: 'grep',
        program: tools.grep,
        args: ['-c', ...(rg[0]?.startsWith('-') === true ? rg : ['-P', ...rg])],
      },
    ].flatMap(({ name, program, args }) =>
      program === undefined || (against === 'ripgrep' && name !== 'rg')
        ? []
        : { name, run: () => runTool(program, [...args, ...paths]) },
    );
    const times = await inTurn(rounds, [own, ...others]);
    const ownMs = times.get('own') ?? NaN;
    figures.push(ratio(`${place}: ${what} (${records} records)`, ownMs, times.get('rg'), '`rg -c`', 1.2));
    if (records > 0) figures.push(bound(`${place}: ${what}, first hits`, median(first.slice(1)), 10, 'ms'));
    const toOthers = ['rg of the system', 'grep'].flatMap((name) => {
      const time = times.get(name);
      return time === undefined ? [] : `${(ownMs / time).toFixed(2)} × ${name}`;
    });
    if (toOthers.length > 0) figures.push(told(`${place}: ${what}, against others`, toOthers.join(', ')));
  }
  await search.close();
  return figures;
}

/** A text that was found in few places, and then one letter more after the other. */
async function typedOn(
  place: string,
  path: string,
  tools: Tools,
  rounds: number,
): Promise<readonly Figure[]> {
  const sources = searchedSet([path]);
  const times: number[] = [];
  const whole = 'AIGUILLE-QX introuvable';
  for (let round = 0; round <= rounds; round += 1) {
    const search = createTextSearch(tools.npmRipgrep === undefined ? {} : { ripgrep: tools.npmRipgrep });
    await searchAll(search, { ...exact, text: '"AIGUILLE-QX"' }, sources);
    for (let letters = 'AIGUILLE-QX '.length; letters <= whole.length; letters += 1) {
      const startedAt = performance.now();
      await searchAll(search, { ...exact, text: `"${whole.slice(0, letters)}"` }, sources);
      if (round > 0) times.push(performance.now() - startedAt);
    }
    await search.close();
  }
  return [bound(`${place}: one letter added to a rare literal`, median(times), 10, 'ms')];
}

/** An expression that makes backtracking engines double their work with each letter. */
async function hostile(corpora: Corpora, tools: Tools): Promise<readonly Figure[]> {
  const sources = searchedSet([corpora.hostile]);
  const filter: TextFilter = { ...expression, text: '^(a+)+$' };
  const figures: Figure[] = [];
  for (const [name, ripgrep] of [
    ['with ripgrep', tools.npmRipgrep],
    ['without ripgrep', undefined],
  ] as const) {
    const search = createTextSearch(ripgrep === undefined ? {} : { ripgrep });
    const query = await search.prepare(filter);
    if (!query.ok || query.value === undefined) throw new Error(JSON.stringify(query));
    let latest = performance.now();
    let longest = 0;
    const pulse = setInterval(() => {
      longest = Math.max(longest, performance.now() - latest);
      latest = performance.now();
    }, 1);
    const startedAt = performance.now();
    const ended = await search.run(
      query.value,
      sources,
      { found: () => undefined, progress: () => undefined },
      new AbortController().signal,
    );
    const elapsed = performance.now() - startedAt;
    clearInterval(pulse);
    const answer = !ended.ok
      ? ended.error.code
      : (ended.value.failed[0]?.problem.code ?? 'searched to the end');
    figures.push(bound(`hostile expression ${name} (${answer})`, elapsed, 2000, 'ms'));
    figures.push(bound(`hostile expression ${name}, longest stop of the caller`, longest, 50, 'ms'));
    await search.close();
  }
  return figures;
}

/** Cancels searches; a process of theirs is looked for until it is gone. */
const cancels = 50;
/** An expression for which each byte is looked at: a search that lasts long enough to be cancelled. */
const lasting: TextFilter = { ...expression, text: String.raw`\d{5,} enregistrements?, [0-9]+ o` };

/** Processes that this one started and that are not gone; only where the system tells. */
function children(): readonly string[] {
  const tasks = readdirSync('/proc/self/task');
  return tasks.flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8')
      .split(' ')
      .filter((pid) => pid !== ''),
  );
}

/** How long it takes from cancelling a search, at random moments, until it has ended and its process is gone. */
async function cancelling(place: string, path: string, tools: Tools): Promise<readonly Figure[]> {
  if (tools.npmRipgrep === undefined || process.platform !== 'linux') return [];
  const search = createTextSearch({ ripgrep: tools.npmRipgrep });
  const sources = searchedSet([path]);
  const random = seeded(5);
  await searchAll(search, lasting, sources);
  const startedAt = performance.now();
  await searchAll(search, lasting, sources);
  const lasts = performance.now() - startedAt;
  const times: number[] = [];
  while (times.length < cancels) {
    const query = await search.prepare(lasting);
    if (!query.ok || query.value === undefined) throw new Error(JSON.stringify(query));
    const controller = new AbortController();
    const on = { found: () => undefined, progress: () => undefined };
    const running = search.run(query.value, sources, on, controller.signal);
    await setTimeout(random() * lasts * 0.9);
    const cancelledAt = performance.now();
    controller.abort();
    const ended = await running;
    while (children().length > 0) await setImmediate();
    // One that was over before does not count.
    if (!ended.ok) times.push(performance.now() - cancelledAt);
  }
  await search.close();
  return [
    bound(`${place}: search cancelled, its process gone, p99 of ${cancels}`, quantile(times, 0.99), 50, 'ms'),
  ];
}

/** Text search against ripgrep and grep. */
export async function measureSearching(
  corpora: Corpora,
  tools: Tools,
  rounds: number,
): Promise<readonly Figure[]> {
  const facets = new GrowingFacetTable();
  // As the reader has them searched: written last first.
  const ten = searchedSet(corpora.ten, facets).toReversed();
  const figures = [...(await askAll('10 × 10 MB', corpora.ten, ten, tools, rounds * 3))];
  for (const [place, path] of [
    ['10 MB', corpora.small],
    ['100 MB', corpora.medium],
  ] as const) {
    if (place === corpora.largeName) continue;
    const one = searchedSet([path], facets);
    figures.push(...(await askAll(place, [path], one, tools, rounds * 3, 'ripgrep')));
  }
  const whole = searchedSet([corpora.large], facets);
  figures.push(...(await askAll(corpora.largeName, [corpora.large], whole, tools, rounds)));
  figures.push(...(await typedOn('100 MB', corpora.medium, tools, rounds)));
  figures.push(...(await cancelling('100 MB', corpora.medium, tools)));
  return [...figures, ...(await hostile(corpora, tools))];
}
