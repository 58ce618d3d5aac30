import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyLogFilter } from '../../../../shared/model/logView';
import type { SearchedSource, TextFilter, TextSearch } from '../textSearch';
import { createTextSearch } from './createTextSearch';
import { ripgrepInModules } from './ripgrepPlace';
import { searchedFile } from './testing/searchedFile';

const ripgrep = ripgrepInModules(process, join(import.meta.dirname, '../../../..'));
/** More than one block of what is looked through in place. */
const padding = '[INFO] rien ici\n'.repeat(20_000);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-search-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function filterOf(text: string, rest: Partial<TextFilter> = {}): TextFilter {
  return { ...emptyLogFilter, text, ...rest };
}

/** Records found, by source; a search that fails gives its problem. */
async function found(
  search: TextSearch,
  filter: TextFilter,
  sources: readonly SearchedSource[],
  signal = new AbortController().signal,
): Promise<unknown> {
  const prepared = await search.prepare(filter);
  if (!prepared.ok) return prepared.error;
  const records: number[][] = sources.map(() => []);
  if (prepared.value === undefined) return 'nothing is looked for';
  const outcome = await search.run(
    prepared.value,
    sources,
    { found: (source, numbers) => records[source]?.push(...numbers), progress: () => undefined },
    signal,
  );
  if (!outcome.ok) return outcome.error;
  return outcome.value.failed.length > 0 ? outcome.value.failed : records;
}

describe.each([
  ['ripgrep', { ripgrep, bytesInPlace: 0, headStart: 0 }],
  ['ripgrep after a head start', { ripgrep, bytesInPlace: 0 }],
  ['ripgrep that is asked for the lines which do not match', { ripgrep, bytesInPlace: 0, othersFrom: 0 }],
  ['no ripgrep', { expressionWorker: join(import.meta.dirname, 'testing/expressionWorker.cjs') }],
])('with %s', (_, options) => {
  const search = createTextSearch(options);
  afterAll(() => search.close());

  const lines = [
    '[INFO] Synchronisation terminée: 12 importées',
    '[ERROR] Échec de la connexion, HTTP 503',
    '  caused by: TimeoutError',
    '[INFO] e\u0301chec annonce\u0301',
    '[DEBUG] Œuvre n° 5, cœur',
    '[INFO] OEUVRE',
    '[WARNING] l’hôte ne répond pas',
    "[WARNING] l'hote va bien",
    '[INFO] a.b*c (x)',
    '[INFO] axb',
  ];
  const asked: readonly (readonly [string, Partial<TextFilter>, readonly number[]])[] = [
    ['echec', {}, [1, 2]],
    ['ÉCHEC', {}, [1, 2]],
    ['échec', { accents: 'exact' }, [1, 2]],
    ['Échec', { accents: 'exact', letterCase: 'exact' }, [1]],
    ['echec', { accents: 'exact' }, []],
    ['oeuvre', {}, [3, 4]],
    ['œuvre', {}, [3, 4]],
    ['œuvre', { accents: 'exact' }, [3]],
    ["l'hote", {}, [5, 6]],
    ['l’hôte', {}, [5, 6]],
    ['a.b*c', {}, [7]],
    ['"a.b*c (x)"', {}, [7]],
    ['échec timeout', {}, [1]],
    ['échec -timeout', {}, [2]],
    ['timeout OR oeuvre', {}, [1, 3, 4]],
    ['(timeout OR oeuvre) -cœur', {}, [1, 4]],
    ['-info', {}, [1, 3, 5, 6]],
    ['/HTTP 50[0-3]$/', {}, [1]],
    ['/echec/', {}, [1, 2]],
    ['/h[o]te/', {}, [5, 6]],
    ['/^  caused by/ OR axb', {}, [1, 8]],
    ['a.b\\*', { syntax: 'expression' }, [7]],
    ['(?i)A.B\\b', { syntax: 'expression' }, [7, 8]],
    ['\\bn° \\d\\b', { syntax: 'expression' }, [3]],
    ['^\\[debug', { syntax: 'expression' }, [3]],
    ['^\\[debug', { syntax: 'expression', letterCase: 'exact' }, []],
  ];

  describe.each(['short', 'long', 'long, with CRLF'])('in a %s file', (kind) => {
    let source: SearchedSource | undefined;
    beforeAll(async () => {
      const content = kind === 'short' ? lines.join('\n') : `${lines.join('\n')}\n${padding}[INFO] fin`;
      const written = kind.endsWith('CRLF') ? content.replaceAll('\n', '\r\n') : content;
      source = await searchedFile(join(folder, `${kind}-${Math.random()}.log`), Buffer.from(written));
    });

    test.each(asked.filter(([text]) => text !== '-info' || kind === 'short'))(
      '%s %o',
      async (text, rest, records) => {
        expect(source).toBeDefined();
        expect(await found(search, filterOf(text, rest), source === undefined ? [] : [source])).toEqual([
          records,
        ]);
      },
    );
  });
});
