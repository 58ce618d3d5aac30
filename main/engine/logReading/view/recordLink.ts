import { createHash } from 'node:crypto';

/** What a link says: a line of ours by its instant and number, any other by where it stands and how it begins. */
export type RecordLink =
  | { readonly by: 'seq'; readonly file: string; readonly time: number; readonly seq: number }
  | { readonly by: 'offset'; readonly file: string; readonly offset: number; readonly hash: string };

/** Bytes at the beginning of a record by which it is known. */
export const hashedBytes = 32;
const longestLink = 1000;
const scheme = 'passerelle-log:';
const seqForm = /^passerelle-log:(?<file>[^?]{1,900})\?t=(?<time>\d{1,15})&seq=(?<seq>\d{1,15})$/;
const offsetForm = /^passerelle-log:(?<file>[^?]{1,900})\?at=(?<offset>\d{1,15})&hash=(?<hash>[0-9a-f]{16})$/;

/** How a record that is no line of ours is known: its first 32 bytes. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes.subarray(0, hashedBytes)).digest('hex').slice(0, 16);
}

/** Writes a link, as one word. */
export function writeLink(link: RecordLink): string {
  const file = encodeURIComponent(link.file);
  return link.by === 'seq'
    ? `${scheme}${file}?t=${link.time}&seq=${link.seq}`
    : `${scheme}${file}?at=${link.offset}&hash=${link.hash}`;
}

/** Reads a link; `undefined` for anything that {@link writeLink} does not write. */
export function readLink(text: string): RecordLink | undefined {
  if (text.length > longestLink) return undefined;
  const seq = seqForm.exec(text)?.groups;
  const offset = offsetForm.exec(text)?.groups;
  const file = decodedName(seq?.['file'] ?? offset?.['file'] ?? '');
  if (file === undefined) return undefined;
  const link: RecordLink | undefined =
    seq !== undefined
      ? { by: 'seq', file, time: Number(seq['time']), seq: Number(seq['seq']) }
      : offset !== undefined
        ? { by: 'offset', file, offset: Number(offset['offset']), hash: offset['hash'] ?? '' }
        : undefined;
  return link !== undefined && writeLink(link) === text ? link : undefined;
}

function decodedName(name: string): string | undefined {
  // decodeURIComponent throws on what is no such name; these are all that can go wrong in it.
  if (/%(?![0-9A-F]{2})/.test(name)) return undefined;
  const bytes = Buffer.from(
    name.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? undefined : text;
}
