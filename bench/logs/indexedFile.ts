import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ownFormat } from '../../main/engine/logReading/formats/lineForms';
import { createRecordIndex } from '../../main/engine/logReading/index/createRecordIndex';
import type { GrowingRecordIndex } from '../../main/engine/logReading/index/createRecordIndex';
import { GrowingFacetTable } from '../../main/engine/logReading/index/facetTable';
import type { SearchedSource } from '../../main/engine/logReading/textSearch';

/** Bytes that are read at a time. */
const block = 1024 * 1024;

/** Reads a file from its beginning and indexes it, in this thread. */
export function indexFile(path: string, facets = new GrowingFacetTable()): GrowingRecordIndex {
  const index = createRecordIndex({ format: ownFormat, facets });
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(block);
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
    index.feed(buffer.subarray(0, read));
  }
  index.finish();
  closeSync(file);
  return index;
}

/** An indexed file as the search takes it; it stays open until the process ends. */
export function searchedFile(path: string, facets: GrowingFacetTable): SearchedSource {
  const index = indexFile(path, facets);
  const file = openSync(path, 'r');
  const { dev, ino } = fstatSync(file, { bigint: true });
  return {
    index,
    encoding: 'utf8',
    path: () => path,
    dev,
    ino,
    from: 0,
    until: index.bytes,
    read: (offset, length) => {
      const buffer = Buffer.alloc(length);
      return Promise.resolve(buffer.subarray(0, readSync(file, buffer, 0, length, offset)));
    },
  };
}
