import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import type { LogFileFacts } from '../../../shared/model/logView';
import { GrowingFacetTable } from './index/facetTable';
import { Generations } from './sources/generations';
import type { FolderFile } from './sources/scanFolder';
import { ownLine, problemOf, ReaderFolder, soon, valueOf } from './readerFolder.fixture';

let desk: ReaderFolder;

beforeEach(() => {
  desk = new ReaderFolder();
});
afterEach(async () => {
  await desk.close();
});

async function zipOf(members: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function listed(): Promise<readonly LogFileFacts[]> {
  return valueOf(await desk.reader.list({})).files;
}

async function opened(path: string): Promise<readonly LogFileFacts[]> {
  return valueOf(await desk.reader.openPath({ path }));
}

function inScratch(): readonly string[] {
  return existsSync(desk.scratch) ? readdirSync(desk.scratch) : [];
}

/** Resolves with the sentences found, once the whole selection was searched. */
async function found(files: readonly string[], text: string): Promise<readonly string[]> {
  const first = await desk.view(files, { text });
  await expect
    .poll(() => {
      const { searching, reading } = desk.heard.findLast(({ version }) => version >= first.version) ?? first;
      return searching.total > 0 && searching.done === searching.total && reading.done === reading.total;
    }, soon)
    .toBe(true);
  return desk.texts();
}

describe('saving', () => {
  test('copies a file byte for byte, also what is no text', async () => {
    const bytes = Buffer.concat([
      Buffer.from(ownLine(1, 1)),
      Buffer.from([0, 255, 13, 10, 0xe9]),
      // More than is read at a time.
      Buffer.alloc(2_500_000, 'lecture '),
      Buffer.from('no end'),
    ]);
    writeFileSync(desk.log('errors.log'), bytes);
    const path = join(desk.folder, 'saved.log');
    const saved = valueOf(await desk.reader.saveFile({ file: 'errors.log', path }));
    expect(saved).toEqual({ path, bytes: bytes.length });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(desk.folder).sort()).toEqual(['logs', 'saved.log']);
  });

  test('leaves what stood there before, and nothing else, when a file cannot be copied', async () => {
    writeFileSync(desk.log('errors.log'), ownLine(1, 1));
    const nowhere = join(desk.folder, 'missing', 'saved.log');
    expect(problemOf(await desk.reader.saveFile({ file: 'errors.log', path: nowhere }))).not.toBe('none');
    expect(existsSync(join(desk.folder, 'missing'))).toBe(false);
    // A folder in the way: everything is written, and cannot be put in its place.
    const taken = join(desk.folder, 'taken');
    mkdirSync(join(taken, 'inside'), { recursive: true });
    expect(problemOf(await desk.reader.saveFile({ file: 'errors.log', path: taken }))).not.toBe('none');
    const before = desk.beside('before.log', 'before');
    expect(problemOf(await desk.reader.saveFile({ file: 'g99', path: before }))).toBe('log-unknown');
    expect(readFileSync(before, 'utf8')).toBe('before');
    expect(readdirSync(desk.folder).sort()).toEqual(['before.log', 'logs', 'taken']);
    expect(readdirSync(taken)).toEqual(['inside']);
  });

  test('writes of a filtered view the shown rows in the shown order, each record whole', async () => {
    const long = `  at ${'x'.repeat(3000)}\n`.repeat(700);
    const stack = `${ownLine(2, 20, { level: 'ERROR' })}Traceback:\n${long}`;
    writeFileSync(desk.log('dhis2_sync.log'), ownLine(1, 10) + stack + ownLine(5, 50, { level: 'ERROR' }));
    // The last line has no line break.
    writeFileSync(
      desk.log('sync_jobs.log'),
      ownLine(3, 30, { level: 'ERROR' }) + ownLine(4, 40) + ownLine(6, 60, { level: 'ERROR' }).trimEnd(),
    );
    await desk.view(['sync_jobs.log', 'dhis2_sync.log'], { levels: ['ERROR'] });
    // Which is held back for a moment: more of it may come.
    await expect.poll(() => desk.rows(), soon).toHaveLength(4);
    const path = desk.beside('rows.log', 'before');
    const expected = stack + [3, 5, 6].map((seq) => ownLine(seq, seq * 10, { level: 'ERROR' })).join('');
    const saved = valueOf(await desk.reader.saveView({ viewId: 'v', path }));
    expect(saved).toEqual({ path, bytes: Buffer.byteLength(expected) });
    expect(readFileSync(path, 'utf8') === expected).toBe(true);
  });

  test('leaves nothing behind when rows cannot be written, nor for a view that is not there', async () => {
    writeFileSync(desk.log('errors.log'), ownLine(1, 1));
    await desk.view(['errors.log']);
    const path = join(desk.folder, 'missing', 'rows.log');
    expect(problemOf(await desk.reader.saveView({ viewId: 'v', path }))).not.toBe('none');
    const rows = desk.beside('rows.log', 'before');
    expect(problemOf(await desk.reader.saveView({ viewId: 'other', path: rows }))).toBe('not-found');
    expect(readFileSync(rows, 'utf8')).toBe('before');
    expect(readdirSync(desk.folder).sort()).toEqual(['logs', 'rows.log']);
  });
});

describe('files from elsewhere', () => {
  const text = ownLine(1, 1) + ownLine(2, 2, { text: 'échec de la lecture' });

  test('a plain text is listed, shown and searched, and forgotten when it is closed', async () => {
    const path = desk.beside('ailleurs.log', text);
    const [file] = await opened(path);
    expect(file).toMatchObject({ name: 'ailleurs.log', place: 'opened', compressed: 'no' });
    const id = file?.id ?? '';
    expect((await listed()).map((one) => one.id)).toContain(id);
    expect(await desk.view([id])).toMatchObject({ rows: 2 });
    expect(await desk.texts()).toEqual(['phrase 1', 'échec de la lecture']);
    expect(await found([id], 'echec')).toEqual(['échec de la lecture']);
    valueOf(await desk.reader.closeFile({ file: id }));
    expect((await listed()).map((one) => one.id)).not.toContain(id);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(problemOf(await desk.reader.closeFile({ file: id }))).toBe('log-unknown');
  });

  test('a gzip file is shown from a copy, which goes when it is closed', async () => {
    const [file] = await opened(desk.beside('ailleurs.log.gz', gzipSync(text)));
    expect(file).toMatchObject({ name: 'ailleurs.log.gz', place: 'opened', compressed: 'gzip' });
    const id = file?.id ?? '';
    expect(await found([id], 'lecture')).toEqual(['échec de la lecture']);
    expect(inScratch()).toHaveLength(1);
    valueOf(await desk.reader.closeFile({ file: id }));
    expect(inScratch()).toEqual([]);
    await expect.poll(() => desk.rows(), soon).toEqual([]);
  });

  test('each log of a zip is a file of its own', async () => {
    const zip = await zipOf({ 'logs/errors.log': text, 'logs/old/errors.log.1': ownLine(3, -5) });
    const files = await opened(desk.beside('lot.zip', zip));
    expect(files.map(({ name, compressed }) => [name, compressed])).toEqual([
      ['lot.zip › logs/errors.log', 'zip'],
      ['lot.zip › logs/old/errors.log.1', 'zip'],
    ]);
    const ids = files.map(({ id }) => id);
    expect(await desk.view(ids)).toMatchObject({ rows: 3 });
    expect((await desk.rows()).map((row) => `${row.file} ${row.text}`)).toEqual([
      'lot.zip › logs/old/errors.log.1 phrase 3',
      'lot.zip › logs/errors.log phrase 1',
      'lot.zip › logs/errors.log échec de la lecture',
    ]);
    expect(await found(ids, 'phrase')).toEqual(['phrase 3', 'phrase 1']);
    expect(inScratch()).toHaveLength(2);
    valueOf(await desk.reader.closeFile({ file: ids[0] ?? '' }));
    expect(inScratch()).toHaveLength(1);
    // The view still shows what is left.
    await expect.poll(() => desk.texts(), soon).toEqual(['phrase 3']);
  });

  test('closing the reader empties the scratch folder', async () => {
    await opened(desk.beside('lot.zip', await zipOf({ 'a.log': text, 'b.log': text })));
    writeFileSync(desk.log('errors.log.1.gz'), gzipSync(text));
    await desk.view(['errors.log']);
    expect(inScratch()).toHaveLength(3);
    valueOf(await desk.reader.close({}));
    expect(existsSync(desk.scratch)).toBe(false);
    expect(problemOf(await desk.reader.list({}))).toBe('log-reader-gone');
  });
});

describe('compressed files of the log folder', () => {
  test('old and archived ones are listed, shown alone, and searched together with the live file', async () => {
    writeFileSync(desk.log('errors.log'), ownLine(9, 90, { text: 'lecture 9' }));
    writeFileSync(desk.log('errors.log.1'), ownLine(5, 50, { text: 'lecture 5' }) + ownLine(6, 60));
    writeFileSync(
      desk.log('errors.log.2.gz'),
      gzipSync(ownLine(1, 10, { text: 'lecture 1' }) + ownLine(2, 20)),
    );
    mkdirSync(desk.log('archive'));
    writeFileSync(
      desk.log('archive/errors-20261123-090000.log.gz'),
      gzipSync(ownLine(0, -10, { text: 'lecture 0' })),
    );
    const facts = async () =>
      (await listed()).map(({ name, place, compressed, lines }) => [name, place, compressed, lines]);
    // Lines are counted in the background.
    await expect.poll(facts, soon).toEqual([
      ['errors.log', 'live', 'no', 1],
      ['errors.log.1', 'old', 'no', 2],
      ['errors.log.2.gz', 'old', 'gzip', 2],
      ['archive/errors-20261123-090000.log.gz', 'archived', 'gzip', 1],
    ]);
    const [, , old, archived] = (await listed()).map(({ id }) => id);
    expect(await desk.view([old ?? ''])).toMatchObject({ rows: 2 });
    expect(await desk.texts()).toEqual(['lecture 1', 'phrase 2']);
    expect(await found([archived ?? ''], 'lecture')).toEqual(['lecture 0']);
    expect(await found(['errors.log'], 'lecture')).toEqual(['lecture 1', 'lecture 5', 'lecture 9']);
  });

  test('one that cannot be inflated is told, and the others are shown', async () => {
    writeFileSync(desk.log('errors.log'), ownLine(9, 90));
    writeFileSync(desk.log('errors.log.1.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
    const state = await desk.view(['errors.log']);
    expect(state).toMatchObject({ rows: 1, incomplete: { file: 'errors.log.1.gz' } });
    const refused = async () => (await listed()).find(({ name }) => name === 'errors.log.1.gz')?.unreadable;
    await expect.poll(refused, soon).toBeDefined();
  });
});

describe('a live file that cannot be read', () => {
  const inItsPlace = {
    'a folder': {
      put: (path: string) => mkdirSync(path),
      away: (path: string) => rmdirSync(path),
    },
    'a link that leads nowhere': {
      put: (path: string) => symlinkSync(join(path, 'nowhere'), path),
      away: (path: string) => unlinkSync(path),
    },
  };

  test.each(Object.entries(inItsPlace))(
    '%s in its place is told, the other files are shown, and the file is once it is there',
    async (_name, { put, away }) => {
      const path = desk.log('errors.log');
      put(path);
      writeFileSync(desk.log('dhis2_sync.log'), ownLine(1, 1));
      const told = { code: 'log-unreadable', file: 'errors.log' };
      expect(await desk.view(['dhis2_sync.log', 'errors.log'])).toMatchObject({ rows: 1, incomplete: told });
      expect((await listed()).map(({ id, unreadable }) => [id, unreadable])).toEqual([
        ['dhis2_sync.log', undefined],
        ['errors.log', 'log-unreadable'],
      ]);
      const copy = join(desk.folder, 'copy.log');
      expect(problemOf(await desk.reader.saveFile({ file: 'errors.log', path: copy }))).toBe(
        'log-unreadable',
      );
      expect(existsSync(copy)).toBe(false);
      appendFileSync(desk.log('dhis2_sync.log'), ownLine(2, 2));
      await expect.poll(() => desk.texts(), soon).toEqual(['phrase 1', 'phrase 2']);
      away(path);
      writeFileSync(path, ownLine(3, 3, { level: 'ERROR' }));
      await expect.poll(() => desk.texts(), soon).toEqual(['phrase 1', 'phrase 2', 'phrase 3']);
      await expect.poll(() => desk.heard.at(-1), soon).toMatchObject({ rows: 3 });
      expect(desk.heard.at(-1)?.incomplete).toBeUndefined();
      expect((await listed()).filter(({ unreadable }) => unreadable !== undefined)).toEqual([]);
    },
  );

  test('a folder that takes the place of a file while that is shown is told', async () => {
    const path = desk.log('errors.log');
    writeFileSync(path, ownLine(1, 1));
    await desk.view(['errors.log']);
    rmSync(path);
    mkdirSync(path);
    await expect
      .poll(() => desk.heard.at(-1)?.incomplete, soon)
      .toEqual({ code: 'log-unreadable', file: 'errors.log' });
  });

  test('the file that gets the number of what stood in its place is another one', () => {
    const generations = new Generations();
    const file: FolderFile = {
      name: 'errors.log',
      path: '/logs/errors.log',
      place: 'live',
      log: 'errors.log',
      number: 0,
      compressed: 'no',
      dev: 1n,
      ino: 7n,
      bytes: 0,
      changed: 0,
    };
    generations.take([{ ...file, unreadable: 'log-unreadable' }], () => false);
    const before = generations.live('errors.log');
    expect(generations.take([file], () => false)).toBe('changed');
    expect(generations.live('errors.log')?.id).not.toBe(before?.id);
    expect(before?.state).toBe('gone');
  });
});

describe('a file with more different names than filters can hold', () => {
  let narrow: ReaderFolder;
  beforeEach(() => {
    narrow = new ReaderFolder(desk.folder, {
      facets: new GrowingFacetTable({ bytes: 1000, parts: 4 }),
    });
  });
  afterEach(() => narrow.close());
  const lines = (modules: readonly string[]): string =>
    modules.map((module, at) => ownLine(at, at, { module })).join('');

  test('is told and named, with all its rows; another one is not', async () => {
    writeFileSync(desk.log('dhis2_sync.log'), lines(['module-a', 'module-b', 'module-a']));
    writeFileSync(desk.log('errors.log'), lines(['module-a', 'module-b', 'module-c', 'module-d']));
    expect((await narrow.view(['dhis2_sync.log'])).incomplete).toBeUndefined();
    const told = { code: 'log-too-varied', file: 'errors.log' };
    const missed = { rows: 0, incomplete: told };
    expect(await narrow.view(['errors.log'])).toMatchObject({ rows: 4, incomplete: told });
    expect(await narrow.view(['errors.log'], { modules: ['module-d'] })).toMatchObject(missed);
    expect((await narrow.view(['dhis2_sync.log'])).incomplete).toBeUndefined();
  });

  test('is told once one comes that finds no room', async () => {
    writeFileSync(desk.log('errors.log'), lines(['module-a', 'module-b', 'module-c']));
    expect((await narrow.view(['errors.log'])).incomplete).toBeUndefined();
    appendFileSync(desk.log('errors.log'), ownLine(9, 9, { module: 'module-d' }));
    await expect
      .poll(() => narrow.heard.at(-1)?.incomplete, soon)
      .toEqual({ code: 'log-too-varied', file: 'errors.log' });
  });
});
