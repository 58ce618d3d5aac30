import { constants } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { LogFileFacts } from '../../../../shared/model/logView';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { diskProblem, errorCode } from '../../store/disk';
import type { DetectedFormat } from '../formats/detectFormat';
import { ownFormat } from '../formats/lineForms';
import { copyText } from './copyText';
import type { CopiedText, CopyPlace } from './copyText';
import { copyWhole } from './copyWhole';
import { openZip } from './openZip';
import { piecesOf, readPiece, sampleFile } from './sampleFile';
import { Allowance } from './scratchCopy';
import { kindOf, readableAs, signatureBytes } from './sniffContent';

/** One text that a file from elsewhere holds, as a plain file that can be read at any place. */
export interface OpenedFile {
  /** Name as the operator knows it: `rapport.log`, or `bundle.zip › logs/errors.log`; never used as a path. */
  readonly name: string;
  /** Where its plain bytes stand: the file itself, or an inflated copy in the scratch folder. */
  readonly path: string;
  /** `copy`: made here, and deleted when the file is closed. */
  readonly place: 'original' | 'copy';
  readonly compressed: LogFileFacts['compressed'];
  /** Plain bytes. */
  readonly bytes: number;
  /** ISO 8601. */
  readonly changedAt: string;
  readonly detected: DetectedFormat;
  /** Why less is there than the file held. */
  readonly incomplete?: Problem;
}

/** What a file holds: the texts, and what in it cannot be read and why. */
export interface OpenedContents {
  readonly files: readonly OpenedFile[];
  readonly refused: readonly { readonly name: string; readonly problem: Problem }[];
}

/** What opening may take. */
export interface OpeningLimits {
  /** Most plain bytes of one file, and of all texts of one zip together. */
  readonly bytes: number;
  /** Most texts of one zip. */
  readonly members: number;
}

/** Nothing is known of an empty file; what comes may well be ours. */
const emptyFile: DetectedFormat = { format: ownFormat, encoding: 'utf8' };

const standardLimits: OpeningLimits = { bytes: 4 * 1024 ** 3, members: 1000 };

/**
 * Looks at what a file from elsewhere holds: a text, a gzip'd text, or a zip of such. Only regular files are opened, and
 * only to be read; a plain text stays where it is, everything else is copied into the scratch folder. Fails where there is
 * nothing to show at all; `cancelled` leaves nothing behind.
 */
export async function openForeign(
  path: string,
  scratchFolder: string,
  signal?: AbortSignal,
  limits: OpeningLimits = standardLimits,
): Promise<Result<OpenedContents, Problem>> {
  const name = basename(path);
  let handle: FileHandle | undefined;
  try {
    // Asked before: to open a device may make it do something.
    if (!(await stat(path)).isFile()) return fail(problem('log-not-a-log', { file: name }));
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) return fail(problem('log-not-a-log', { file: name }));
    const changedAt = stats.mtime.toISOString();
    const opened = { path, name, handle, bytes: stats.size, changedAt };
    return await openContents(opened, scratchFolder, signal, limits);
  } catch (error) {
    const code = errorCode(error);
    if (isAbout(error, scratchFolder)) return fail(diskProblem(error, scratchFolder));
    return fail(problem('log-unreadable', { file: name, reason: code ?? 'unknown' }));
  } finally {
    await handle?.close();
  }
}

/** Whether a system error names something at or below a path. */
function isAbout(error: unknown, path: string): boolean {
  return (
    error instanceof Error && 'path' in error && `${String(error.path)}${sep}`.startsWith(`${path}${sep}`)
  );
}

interface Opened {
  readonly path: string;
  readonly name: string;
  readonly handle: FileHandle;
  readonly bytes: number;
  readonly changedAt: string;
}

async function openContents(
  opened: Opened,
  folder: string,
  signal: AbortSignal | undefined,
  limits: OpeningLimits,
): Promise<Result<OpenedContents, Problem>> {
  const { path, name, handle, bytes, changedAt } = opened;
  const kind = kindOf(await readPiece(handle, 0, signatureBytes));
  if (kind === 'bytes') {
    const detected = bytes === 0 ? emptyFile : readableAs(await sampleFile(handle, bytes));
    if (detected === undefined) return fail(problem('log-not-a-log', { file: name }));
    return succeed({
      files: [{ name, path, place: 'original', compressed: 'no', bytes, changedAt, detected }],
      refused: [],
    });
  }
  const allowance = await Allowance.forFolder(folder, limits.bytes);
  const place: CopyPlace = { folder, allowance, signal };
  if (kind === 'zip') return openMembers(opened, place, limits.members);
  const whole = kind === 'gzip' ? await copyWhole(handle, bytes, place) : undefined;
  const text = whole ?? (await copyText(() => piecesOf(handle), place));
  if (typeof text === 'string') return fail(problem(text, { file: name }));
  const file = openedCopy(name, changedAt, kind === 'gzip' ? 'gzip' : 'no', text);
  return succeed({ files: [file], refused: [] });
}

async function openMembers(
  { name, handle }: Opened,
  place: CopyPlace,
  mostMembers: number,
): Promise<Result<OpenedContents, Problem>> {
  const contents = await openZip(handle.fd, place, mostMembers);
  if (typeof contents === 'string') return fail(problem(contents, { file: name }));
  const files: OpenedFile[] = [];
  const refused: OpenedContents['refused'][number][] = [];
  for (const member of contents.members) {
    const shown = `${name} › ${member.name}`;
    if (typeof member.text !== 'string') files.push(openedCopy(shown, member.changedAt, 'zip', member.text));
    else refused.push({ name: shown, problem: problem(member.text, { file: shown }) });
  }
  if (place.signal?.aborted === true) {
    for (const file of files) await rm(file.path, { force: true });
    return fail(problem('cancelled'));
  }
  const { incomplete } = contents;
  if (incomplete !== undefined) refused.push({ name, problem: problem(incomplete, { file: name }) });
  if (files.length > 0) return succeed({ files, refused });
  return fail(
    refused.length === 1 && refused[0] ? refused[0].problem : problem('log-not-a-log', { file: name }),
  );
}

function openedCopy(
  name: string,
  changedAt: string,
  compressed: OpenedFile['compressed'],
  { path, bytes, detected, incomplete }: CopiedText,
): OpenedFile {
  const missing = incomplete === undefined ? {} : { incomplete: problem(incomplete, { file: name }) };
  return { name, path, place: 'copy', compressed, bytes, changedAt, detected, ...missing };
}
