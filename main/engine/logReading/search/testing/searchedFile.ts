import { open, stat, writeFile } from 'node:fs/promises';
import type { RecordIndex, TextEncoding } from '../../recordIndex';
import type { SearchedSource } from '../../textSearch';

const lineBreak = 10;

/** An index whose records begin at the lines that pass a test, the first line included. */
export function indexOf(content: Buffer, begins: (line: string) => boolean): RecordIndex {
  const offsets: number[] = [];
  let lines = 0;
  for (let from = 0; from < content.length; lines += 1) {
    const found = content.indexOf(lineBreak, from);
    const until = found < 0 ? content.length : found + 1;
    if (from === 0 || begins(content.toString('latin1', from, until))) offsets.push(from);
    from = until;
  }
  const offsetOf = (record: number): number => offsets[record] ?? Number.NaN;
  return {
    records: offsets.length,
    lines,
    bytes: content.length,
    offsetOf,
    endOf: (record) => offsets[record + 1] ?? content.length,
    timeOf: () => Number.NaN,
    facetOf: () => 0,
    seqOf: () => 0,
    recordAt: (offset) => offsets.findLastIndex((begin) => begin <= offset),
  };
}

/** A file that was written for a test, as the search sees it: each line that begins with `[` begins a record. */
export async function searchedFile(
  path: string,
  content: Buffer,
  encoding: TextEncoding = 'utf8',
): Promise<SearchedSource> {
  await writeFile(path, content);
  const { dev, ino } = await stat(path, { bigint: true });
  return {
    index: indexOf(content, (line) => line.startsWith('[')),
    encoding,
    path: () => path,
    dev,
    ino,
    from: 0,
    until: content.length,
    read: async (offset, length) => {
      const handle = await open(path, 'r');
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
      await handle.close();
      return buffer.subarray(0, bytesRead);
    },
  };
}
