import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { GrowingFacetTable } from '../../main/engine/logReading/index/facetTable';
import type { SearchedSource } from '../../main/engine/logReading/textSearch';
import { LogCorpus, writeCorpus } from './corpus';
import { searchedFile } from './indexedFile';

const megabyte = 1024 * 1024;

/** The generated files. */
export interface Corpora {
  readonly folder: string;
  readonly small: string;
  readonly medium: string;
  /** 1 GB, unless a smaller one was asked for. */
  readonly large: string;
  readonly largeName: string;
  readonly largeRecords: number;
  readonly largeBytes: number;
  /** Folder of `dhis2_sync.log` and its old ones, ten files of 10 MB together. */
  readonly tenFolder: string;
  readonly ten: readonly string[];
  readonly tenGzip: readonly string[];
  readonly tenGzipFolder: string;
  /** Lines on which expressions that go back and forth never end. */
  readonly hostile: string;
}

/** Writes all corpora into a folder; the same seed gives the same bytes. */
export function writeCorpora(folder: string, largeMegabytes: number): Corpora {
  mkdirSync(folder, { recursive: true });
  const single = (name: string, seed: number, megabytes: number) => {
    const path = join(folder, name, 'dhis2_sync.log');
    mkdirSync(join(folder, name), { recursive: true });
    return { path, ...writeCorpus(path, new LogCorpus(seed), megabytes * megabyte) };
  };
  const large = single('large', 3, largeMegabytes);
  const tenFolder = join(folder, 'ten');
  const tenGzipFolder = join(folder, 'ten-gzip');
  mkdirSync(tenFolder, { recursive: true });
  mkdirSync(tenGzipFolder, { recursive: true });
  const corpus = new LogCorpus(4);
  // The oldest first: old files have the higher numbers.
  const names = Array.from({ length: 10 }, (_, at) =>
    at === 9 ? 'auto_sync.log' : `auto_sync.log.${9 - at}`,
  );
  const ten = names.map((name) => {
    const path = join(tenFolder, name);
    writeCorpus(path, corpus, 10 * megabyte);
    return path;
  });
  const tenGzip = names.map((name, at) => {
    const path = join(tenGzipFolder, `${name}.gz`);
    writeFileSync(path, gzipSync(readFileSync(ten[at] ?? '')));
    return path;
  });
  const hostile = join(folder, 'hostile.log');
  writeFileSync(hostile, `${'a'.repeat(40)}!\n`.repeat(1000));
  return {
    folder,
    small: single('small', 1, 10).path,
    medium: single('medium', 2, 100).path,
    large: large.path,
    largeName: largeMegabytes === 1024 ? '1 GB' : `${largeMegabytes} MB`,
    largeRecords: large.records,
    largeBytes: large.bytes,
    tenFolder,
    ten,
    tenGzip,
    tenGzipFolder,
    hostile,
  };
}

/** The files indexed, as the search takes them. */
export function indexedSet(
  paths: readonly string[],
  facets = new GrowingFacetTable(),
): readonly SearchedSource[] {
  return paths.map((path) => searchedFile(path, facets));
}
