/*
 * The records of a zip, as PKWARE's APPNOTE.TXT 6.3 lays them out: a header before each member, its sizes behind it, and
 * the directory at the end. Sizes and places beyond 4 GB stand in the wider form (zip64).
 */

/** One member that was written. */
export interface ZipMember {
  readonly name: Buffer;
  readonly modifiedAt: Date;
  /** Where its header begins. */
  readonly at: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
}

/** What does not fit 32 bits stands elsewhere. */
const elsewhere = 0xffffffff;
const mostMembers = 0xffff;
/** Sizes stand behind the member (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflateMethod = 8;
const versionPlain = 20;
const versionWide = 45;
/** Made by Unix, 6.3: only so are a file's rights read. */
const madeBy = (3 << 8) | 63;
/** An ordinary file, readable for its owner alone. */
const rights = 0o100600 << 16;

function record(...parts: readonly (readonly [bytes: 1 | 2 | 4 | 8, value: number])[]): Buffer {
  const made = Buffer.alloc(parts.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of parts) {
    if (bytes === 1) made.writeUInt8(value, at);
    else if (bytes === 2) made.writeUInt16LE(value, at);
    else if (bytes === 4) made.writeUInt32LE(value >>> 0, at);
    else made.writeBigUInt64LE(BigInt(value), at);
    at += bytes;
  }
  return made;
}

/** Local time in the form of DOS, which zip keeps: from 1980 to 2107. */
function dosTime(at: Date): readonly [time: number, date: number] {
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  const year = Math.min(127, Math.max(0, at.getFullYear() - 1980));
  return [time, (year << 9) | ((at.getMonth() + 1) << 5) | at.getDate()];
}

/** What stands before a member; its sizes are not known yet. */
export function localHeader({ name, modifiedAt }: Pick<ZipMember, 'name' | 'modifiedAt'>): Buffer {
  const [time, date] = dosTime(modifiedAt);
  const head = record(
    [4, 0x04034b50],
    [2, versionPlain],
    [2, flags],
    [2, deflateMethod],
    [2, time],
    [2, date],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return Buffer.concat([head, name]);
}

/** What stands behind a member. */
export function sizesBehind({ crc, packed, bytes }: Pick<ZipMember, 'crc' | 'packed' | 'bytes'>): Buffer {
  const wide = packed >= elsewhere || bytes >= elsewhere ? 8 : 4;
  return record([4, 0x08074b50], [4, crc], [wide, packed], [wide, bytes]);
}

function directoryEntry({ name, modifiedAt, at, crc, packed, bytes }: ZipMember): Buffer {
  const [time, date] = dosTime(modifiedAt);
  // Only the time of the last change is told (1), in seconds since the epoch.
  const instant = record([2, 0x5455], [2, 5], [1, 1], [4, Math.floor(modifiedAt.getTime() / 1000)]);
  const wide = [bytes, packed, at].some((value) => value >= elsewhere);
  const extra = Buffer.concat([
    instant,
    wide ? record([2, 0x0001], [2, 24], [8, bytes], [8, packed], [8, at]) : Buffer.alloc(0),
  ]);
  const narrow = (value: number): number => (wide ? elsewhere : value);
  const head = record(
    [4, 0x02014b50],
    [2, madeBy],
    [2, wide ? versionWide : versionPlain],
    [2, flags],
    [2, deflateMethod],
    [2, time],
    [2, date],
    [4, crc],
    [4, narrow(packed)],
    [4, narrow(bytes)],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, rights],
    [4, narrow(at)],
  );
  return Buffer.concat([head, name, extra]);
}

/** The directory of all members, which begins at `at`, and the end of the zip. */
export function directory(members: readonly ZipMember[], at: number): Buffer {
  const entries = Buffer.concat(members.map(directoryEntry));
  const count = members.length;
  const wide = at >= elsewhere || entries.length >= elsewhere || count >= mostMembers;
  const wideEnd = record(
    [4, 0x06064b50],
    [8, 44],
    [2, madeBy],
    [2, versionWide],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, entries.length],
    [8, at],
    [4, 0x07064b50],
    [4, 0],
    [8, at + entries.length],
    [4, 1],
  );
  const end = record(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, wide ? mostMembers : count],
    [2, wide ? mostMembers : count],
    [4, wide ? elsewhere : entries.length],
    [4, wide ? elsewhere : at],
    [2, 0],
  );
  return Buffer.concat([entries, ...(wide ? [wideEnd] : []), end]);
}
