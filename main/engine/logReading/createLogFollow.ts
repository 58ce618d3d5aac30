import type { LogFile } from '../../../shared/model/log';
import type { ProblemCode } from '../../../shared/model/problem';
import { RecordReader } from './formats/readRecord';
import { GrowingFacetTable } from './index/facetTable';
import {
  batchRecords,
  detailsOf,
  mergePieces,
  nameOf,
  nextPieces,
  pieceBytes,
  pieceOf,
  restOf,
  textOf,
} from './followedPieces';
import type { Cursor, FollowedRecord, Piece, PieceReading, RecordDetails } from './followedPieces';
import { openForeign } from './opening/openForeign';
import { SelectedGenerations } from './sources/generations';
import type { Generation } from './sources/generations';
import type { LogSource } from './sources/logSource';
import { LogSources } from './sources/logSources';
import { OpenedFiles } from './sources/openedFiles';
import { SeenRecords } from './sources/seenRecords';
import { MergeOrder } from './view/mergeOrder';
import { rankOf } from './view/shownFiles';
import type { ShownFile } from './view/shownFiles';
import { tailIndexOf } from './view/tailIndex';

/** What is followed and who hears of it. */
export interface LogFollowOptions {
  readonly folder: string;
  readonly files: readonly LogFile[];
  /** At most 500 records a call, each once, in the order of time within what was found together. */
  readonly onRecords: (records: readonly FollowedRecord[]) => void;
  /** A file that cannot be read; following goes on, and tries again. */
  readonly onFailure?: (failure: { readonly file: string; readonly code: ProblemCode }) => void;
  /** What is read of each record; its head, where nothing is said. */
  readonly details?: RecordDetails;
  /** Where old files are inflated that are compressed; without it they are left out. */
  readonly scratchFolder?: string;
  readonly now?: () => number;
}

/** Follows log files for a terminal, over rotations and whatever else happens to them. */
export interface LogFollow {
  /** The last records of all files together, merged by time; what comes later goes to `onRecords`, after these. */
  start(records: number): Promise<readonly FollowedRecord[]>;
  /** Looks now instead of at the next interval. */
  look(): Promise<void>;
  /** After this nothing more is handed over. */
  stop(): Promise<void>;
}

/** Makes a follower; it does nothing until started. */
export function createLogFollow(options: LogFollowOptions): LogFollow {
  const now = options.now ?? ((): number => Date.now());
  const facets = new GrowingFacetTable();
  const sources: LogSources = new LogSources({
    folder: options.folder,
    facets,
    now,
    plainOf: (generation) => inflated?.plainOf(generation) ?? Promise.resolve(undefined),
  });
  const inflated =
    options.scratchFolder === undefined
      ? undefined
      : new OpenedFiles(sources.generations, openForeign, options.scratchFolder);
  const reading: PieceReading = { seen: new SeenRecords(facets), details: options.details ?? 'head' };
  let selected = new SelectedGenerations({ files: options.files, old: 'without' }, sources.generations);
  let cursors: Cursor[] = [];
  let state: 'new' | 'following' | 'stopped' = 'new';
  let unsubscribe: (() => Promise<void>) | undefined;
  const failing = new Map<Generation, ProblemCode>();
  /** Old files that were handed over as a whole: nothing comes after that. */
  const finished = new Set<Generation>();
  // The state may change while files are read.
  const isStopped = (): boolean => state === 'stopped';

  const tellFailures = (wanted: readonly Generation[]): void => {
    for (const generation of wanted) {
      const code = sources.problemOf(generation);
      if (code === undefined) failing.delete(generation);
      else if (failing.get(generation) !== code) {
        failing.set(generation, code);
        options.onFailure?.({ file: generation.file.name, code });
      }
    }
  };

  /** Takes new files and new contents up, from their first byte on; hands the rest of those over that go. */
  const update = async (held: Set<Generation>): Promise<void> => {
    const wanted = selected.now();
    // Older files first: what they hold was written before.
    const byAge = [...wanted].sort((one, other) => other.file.number - one.file.number);
    for (const generation of byAge) {
      if (held.has(generation)) continue;
      held.add(generation);
      await sources.use(generation);
    }
    for (const generation of [...held]) {
      if (wanted.includes(generation)) continue;
      if (finished.delete(generation)) {
        held.delete(generation);
        continue;
      }
      await sources.read([generation]);
      const source = sources.sourceOf(generation);
      source?.endLine();
      if (source !== undefined) {
        known(generation, source);
        await handOver(generation);
      }
      held.delete(generation);
      cursors = cursors.filter((cursor) => cursor.generation !== generation);
      await sources.release(generation);
    }
    for (const generation of byAge) {
      const source = sources.sourceOf(generation);
      if (source !== undefined) known(generation, source);
    }
    tellFailures(wanted);
  };
  /** Closes old files that were handed over, all but the last one: a writer may be late. */
  const release = async (): Promise<void> => {
    for (const { generation, source, bytes, movedAt } of [...cursors]) {
      if (generation.file.number < 2 || bytes < source.index.bytes || source.unread > 0) continue;
      // What was written before it was moved away is known only since it was looked at after that.
      if (movedAt === undefined || source.looks <= movedAt) continue;
      if (source.holds === 'part') continue;
      finished.add(generation);
      cursors = cursors.filter((cursor) => cursor.generation !== generation);
      await sources.release(generation);
    }
  };
  /**
   * Looks once more, at once, at what was moved away with a part of a line at its end: until that is handed over, what was
   * written since waits for it, and may be gone by the next look.
   */
  const endMoved = async (): Promise<boolean> => {
    const torn = cursors.filter(
      ({ generation, source, movedAt }) =>
        sources.sourceOf(generation) === source &&
        source.holds === 'part' &&
        movedAt !== undefined &&
        source.looks <= movedAt,
    );
    await sources.read(torn.map(({ generation }) => generation));
    return torn.length > 0;
  };
  const known = (generation: Generation, source: LogSource): void => {
    if (finished.has(generation)) return;
    if (cursors.some((cursor) => cursor.source === source)) return;
    cursors = cursors.filter((cursor) => cursor.generation !== generation);
    cursors.push({ generation, source, bytes: 0 });
    cursors.sort((one, other) => other.generation.file.number - one.generation.file.number);
  };

  /** Hands over what is new; of a file that is gone everything, its last line too if it never ended. */
  const handOver = async (gone?: Generation): Promise<void> => {
    const extentOf = ({ generation }: Cursor): 'all' | 'whole-lines' =>
      generation === gone ? 'all' : 'whole-lines';
    while (!isStopped()) {
      const found: Piece[][] = [];
      const busy = new Set<string>();
      for (const cursor of cursors) {
        // A younger file of the same log waits until the older one is handed over.
        const log = cursor.generation.file.log ?? '';
        if (busy.has(log)) continue;
        const pieces = await nextPieces(cursor, extentOf(cursor), reading);
        const { source } = cursor;
        if (pieces.length > 0 || source.unread > 0 || source.holds === 'part') busy.add(log);
        found.push(pieces);
      }
      const merged = mergePieces(found);
      if (merged.length === 0) return;
      let batch: FollowedRecord[] = [];
      const hand = (): void => {
        if (batch.length > 0) options.onRecords(batch);
        batch = [];
      };
      for (const { record, cursor } of merged) {
        batch.push(record);
        if (batch.length >= batchRecords || record.rest === 'follows') hand();
        // Nothing comes between the pieces of a record.
        for (let { rest } = record; rest === 'follows';) {
          const piece = isStopped() ? undefined : await restOf(cursor, extentOf(cursor), reading);
          const next = piece?.record ?? lostRest(record.file);
          ({ rest } = next);
          options.onRecords([next]);
        }
      }
      hand();
    }
  };

  return {
    start: async (records) => {
      try {
        await sources.scan();
      } catch {
        // The folder cannot be read: it is looked at again as long as following lasts.
        for (const file of options.files) options.onFailure?.({ file, code: 'log-unreadable' });
      }
      selected = new SelectedGenerations({ files: options.files, old: 'without' }, sources.generations);
      const first = new SelectedGenerations(
        { files: options.files, old: records > 0 ? 'with' : 'without' },
        sources.generations,
      )
        .now()
        .filter(({ file }) => file.compressed === 'no' || inflated !== undefined);
      const last = await lastRecords(sources, first, facets, records, reading);
      tellFailures(first);
      if (isStopped()) return last.records;
      state = 'following';
      const held = new Set<Generation>();
      await update(held);
      // What was there at the start is shown as the last records, or not at all.
      for (const cursor of cursors)
        cursor.bytes = last.ends.get(cursor.generation) ?? cursor.source.wholeBytes;
      // Not before: what is released may have to be found again under another name.
      for (const generation of first) await sources.release(generation);
      // The folder is looked at from here on: nothing is handed over before these are, since that takes reading.
      unsubscribe = sources.onChange(async () => {
        if (isStopped()) return;
        await update(held);
        await handOver();
        while (await endMoved()) await handOver();
        await release();
      });
      return last.records;
    },
    look: () => sources.look(),
    stop: async () => {
      state = 'stopped';
      inflated?.closeAll();
      await unsubscribe?.();
      await sources.close();
    },
  };
}

/** What ends a record whose rest was lost: its file was emptied while it was read. */
function lostRest(file: string): FollowedRecord {
  return { file, kind: 'continuation', text: '', rest: 'none' };
}

/** The last records of files, which are in use from then on, and where each ended. */
async function lastRecords(
  sources: LogSources,
  generations: readonly Generation[],
  facets: GrowingFacetTable,
  count: number,
  reading: PieceReading,
): Promise<{
  readonly records: readonly FollowedRecord[];
  readonly ends: ReadonlyMap<Generation, number>;
}> {
  const opened: { readonly generation: Generation; readonly source: LogSource }[] = [];
  for (const generation of generations) await sources.use(generation);
  await sources.read(generations);
  for (const generation of generations) {
    const source = sources.sourceOf(generation);
    if (source !== undefined) opened.push({ generation, source });
  }
  const ends = new Map(opened.map(({ generation, source }) => [generation, source.wholeBytes]));
  const total = opened.reduce((sum, { source }) => sum + source.size, 0);
  for (let endBytes = 128 * 1024; ; endBytes *= 8) {
    const shown = await tailIndexOf(opened, facets, endBytes);
    const order = new MergeOrder((facet) => facets.partOf(facet, 'code') !== 0);
    for (const { index, generation } of shown) order.add(index, rankOf(generation));
    const pass = order.begin();
    if (pass !== undefined) {
      while (!order.step(pass, batchRecords));
      order.take(pass);
    }
    if (order.length < count && endBytes < total) continue;
    const chosen: { readonly file: ShownFile; readonly offset: number }[] = [];
    for (let place = Math.max(0, order.length - count); place < order.length; place += 1) {
      const file = shown[order.sources[place] ?? 0];
      if (file !== undefined) chosen.push({ file, offset: file.index.offsetOf(order.records[place] ?? 0) });
    }
    // What begins where reading began may be the end of a longer record.
    const isCut = chosen.some(({ file, offset }) => offset > 0 && offset === file.index.offsetOf(0));
    if (isCut && endBytes < total) continue;
    const records: FollowedRecord[] = [];
    for (const { file, offset } of chosen) records.push(...(await piecesAt(file, offset, reading)));
    return { records, ends };
  }
}

/** A whole record in pieces, remembered as seen. */
async function piecesAt(
  { source, generation, index: read }: ShownFile,
  offset: number,
  { seen, details }: PieceReading,
): Promise<readonly FollowedRecord[]> {
  // By the index that following goes on with.
  seen.isNew(source.index, source.index.recordAt(offset));
  const end = read.endOf(read.recordAt(offset));
  const reader = new RecordReader(source.form);
  const file = nameOf(generation);
  const pieces: FollowedRecord[] = [];
  for (let at = offset; at < end;) {
    const block = await source.bytes(at, Math.min(pieceBytes, end - at));
    const rest = at + block.length < end && block.length > 0 ? 'follows' : 'none';
    const bytes = pieceOf(block, rest, source.form);
    const isBeginning = at === offset;
    pieces.push({
      file,
      kind: isBeginning ? 'record' : 'continuation',
      ...(isBeginning ? detailsOf(bytes, reader, details) : {}),
      text: textOf(bytes, rest, source.form),
      rest,
    });
    if (rest === 'none') break;
    at += bytes.length;
  }
  return pieces;
}
