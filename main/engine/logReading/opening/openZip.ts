import { crc32 } from 'node:zlib';
import { fromFdPromise, getFileNameLowLevel } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { ProblemCode } from '../../../../shared/model/problem';
import { shownText } from '../formats/shownText';
import { copyText } from './copyText';
import type { CopiedText, CopyPlace } from './copyText';

/** A member of a zip, as a copy, or why there is none. */
export interface ZipMember {
  /** As it stands in the zip, fit to be shown, at most 200 characters; never a path. */
  readonly name: string;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly text: CopiedText | ProblemCode;
}

/** Longest name shown; the end of a longer one is what tells files apart. */
const longestName = 200;
const stored = 0;
const deflated = 8;

/** What a zip holds. */
export interface ZipContents {
  readonly members: readonly ZipMember[];
  /** Why there are further members that were not looked at. */
  readonly incomplete?: ProblemCode;
}

/** Copies each text of a zip; one that cannot be read does not keep the others from being read. */
export async function openZip(
  descriptor: number,
  place: CopyPlace,
  mostMembers: number,
): Promise<ZipContents | ProblemCode> {
  let zip: ZipFile;
  try {
    // Names are decoded below: the library would refuse the whole zip for one strange name.
    zip = await fromFdPromise(descriptor, { autoClose: false, lazyEntries: true, decodeStrings: false });
  } catch {
    return 'log-damaged';
  }
  const members: ZipMember[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/')) continue;
      if (members.length >= mostMembers) return { members, incomplete: 'log-too-large' };
      members.push({ name, changedAt: changedAt(entry), text: await copyMember(zip, entry, place) });
      if (place.signal?.aborted === true) return { members, incomplete: 'cancelled' };
    }
    return { members };
  } catch {
    return { members, incomplete: 'log-damaged' };
  }
}

function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  const name = shownText(
    getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false),
    'shown',
  );
  return name.length <= longestName ? name : `…${name.slice(-longestName + 1)}`;
}

function changedAt(entry: Entry): string {
  const instant = entry.getLastModDate().getTime();
  return new Date(Number.isNaN(instant) ? 0 : instant).toISOString();
}

async function copyMember(zip: ZipFile, entry: Entry, place: CopyPlace): Promise<CopiedText | ProblemCode> {
  const method = entry.compressionMethod;
  if (entry.isEncrypted() || (method !== stored && method !== deflated)) return 'log-unreadable';
  let checksum = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    checksum = 0;
    const stream = await zip.openReadStreamPromise(entry);
    try {
      for await (const piece of stream) {
        // The boundary to an untyped stream: it hands over buffers.
        const bytes = piece as Buffer;
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
    } finally {
      stream.destroy();
    }
  }
  return copyText(source, place, () => (checksum === entry.crc32 ? 'right' : 'wrong'));
}
