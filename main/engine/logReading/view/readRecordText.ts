import type { LogRecordText, LogRef } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { decodeText, wholeLetters } from '../formats/decodeText';
import { fieldsOfRecord, readRecord, recordHead } from '../formats/readRecord';
import { shownText } from '../formats/shownText';
import type { MergedFile } from './shownRows';
import { hashedBytes, hashOf, writeLink } from './recordLink';

/** Bytes of a record that are read at a time. */
const pieceBytes = 64 * 1024;
const lineBreak = 10;
const carriageReturn = 13;

/** The record that begins at a place in a file; -1 where none begins. */
export function recordOf(file: MergedFile, offset: number): number {
  const record = file.index.recordAt(offset);
  return record >= 0 && record < file.index.records && file.index.offsetOf(record) === offset ? record : -1;
}

/** Name of a file in links: it stays when the file gets another number. */
export function linkName(file: MergedFile): string {
  return file.generation.file.log ?? file.generation.file.name;
}

/** A piece of a record's text from a byte on, at most 64 kB, cut between letters. */
export async function readRecordText(
  files: readonly MergedFile[],
  ref: LogRef,
  from: number,
): Promise<Result<LogRecordText, Problem>> {
  const file = files.find(({ source }) => source.id === ref.source);
  const record = file === undefined ? -1 : recordOf(file, ref.offset);
  if (file === undefined || record === -1) return fail(problem('log-unknown', { file: ref.source }));
  const { source, index } = file;
  const bytes = index.endOf(record) - ref.offset;
  const place = { ...source.form, bytes };
  const start = Math.min(Math.max(0, from), bytes);
  const head = await source.bytes(ref.offset, Math.min(bytes, recordHead));
  const read = await source.bytes(ref.offset + start, Math.min(pieceBytes, bytes - start));
  const last = start + read.length >= bytes;
  const length = last ? read.length : wholeLetters(read, source.form.encoding) || read.length;
  const piece = last ? withoutBreak(read) : read.subarray(0, length);
  const fields = fieldsOfRecord(head, place);
  return succeed({
    text: shownText(decodeText(piece, source.form.encoding), 'kept'),
    ...(last || length === 0 ? {} : { next: start + length }),
    fields,
    link: linkTo(file, ref.offset, head, readRecord(head, place).time, fields),
  });
}

function linkTo(
  file: MergedFile,
  offset: number,
  head: Buffer,
  time: number | undefined,
  fields: readonly { readonly name: string; readonly value: string }[],
): string {
  const seq = fields.find(({ name }) => name === 'seq')?.value ?? '';
  const name = linkName(file);
  return time !== undefined && /^\d{1,15}$/.test(seq)
    ? writeLink({ by: 'seq', file: name, time, seq: Number(seq) })
    : writeLink({ by: 'offset', file: name, offset, hash: hashOf(head.subarray(0, hashedBytes)) });
}

/** Without the line break at a record's end, which is none of its text. */
function withoutBreak(bytes: Buffer): Buffer {
  let end = bytes.length;
  if (bytes[end - 1] === lineBreak) end -= 1;
  if (end < bytes.length && bytes[end - 1] === carriageReturn) end -= 1;
  return bytes.subarray(0, end);
}
