import type { LogFile } from '../../../shared/model/log';
import { decodeText } from './formats/decodeText';
import { RecordReader } from './formats/readRecord';
import { GrowingFacetTable } from './index/facetTable';
import { batchRecords, mergePieces, nameOf, nextPieces, pieceBytes, withoutBreak } from './followedPieces';
import type { Cursor, FollowedRecord, Piece } from './followedPieces';
import { SelectedGenerations } from './sources/generations';
import type { Generation } from './sources/generations';
import type { LogSource } from './sources/logSource';
import { LogSources } from './sources/logSources';
import { SeenRecords } from './sources/seenRecords';
import { MergeOrder } from './view/mergeOrder';
import { rankOf } from './view/shownFiles';
import { tailIndexOf } from './view/tailIndex';

/** What is followed and who hears of it. */
export interface LogFollowOptions {
  readonly folder: string;
  readonly files: readonly LogFile[];
  /** At most 500 records a call, each once, in the order of time within what was found together. */
  readonly onRecords: (records: readonly FollowedRecord[]) => void;
  /** A file that cannot be read; following goes on, and tries again. */
  readonly onFailure?: (failure: { readonly file: string; readonly code: string }) => void;
  readonly now?: () => number;
}

/** Follows log files for a terminal, over rotations and whatever else happens to them. */
export interface LogFollow {
  /** The last records of all files together, merged by time; what comes later goes to `onRecords`. */
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
  const sources = new LogSources({ folder: options.folder, facets, now });
  const seen = new SeenRecords(facets);
  let selected = new SelectedGenerations({ files: options.files, old: 'without' }, sources.generations);
  let cursors: Cursor[] = [];
  let state: 'new' | 'following' | 'stopped' = 'new';
  let unsubscribe: (() => Promise<void>) | undefined;
  const failing = new Map<Generation, string>();
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
    for (;;) {
      const found: Piece[][] = [];
      const busy = new Set<string>();
      for (const cursor of cursors) {
        // A younger file of the same log waits until the older one is handed over.
        const log = cursor.generation.file.log ?? '';
        if (busy.has(log)) continue;
        const pieces = await nextPieces(cursor, cursor.generation === gone ? 'all' : 'whole-lines', seen);
        const { source } = cursor;
        if (pieces.length > 0 || source.unread > 0 || source.holds === 'part') busy.add(log);
        found.push(pieces);
      }
      const merged = mergePieces(found);
      if (merged.length === 0 || isStopped()) return;
      for (let from = 0; from < merged.length; from += batchRecords) {
        options.onRecords(merged.slice(from, from + batchRecords).map(({ record }) => record));
      }
    }
  };

  return {
    start: async (records) => {
      await sources.scan();
      selected = new SelectedGenerations({ files: options.files, old: 'without' }, sources.generations);
      const last = await lastRecords(sources, options.files, facets, records, seen);
      state = 'following';
      const held = new Set<Generation>();
      await update(held);
      // What was there at the start is shown as the last records, or not at all.
      for (const cursor of cursors)
        cursor.bytes = last.ends.get(cursor.generation) ?? cursor.source.wholeBytes;
      unsubscribe = sources.onChange(async () => {
        if (isStopped()) return;
        await update(held);
        await handOver();
        while (await endMoved()) await handOver();
        await release();
      });
      await sources.look();
      return last.records;
    },
    look: () => sources.look(),
    stop: async () => {
      state = 'stopped';
      await unsubscribe?.();
      await sources.close();
    },
  };
}

/** The last records of files, old ones included, and where the live ones ended then. */
async function lastRecords(
  sources: LogSources,
  files: readonly LogFile[],
  facets: GrowingFacetTable,
  count: number,
  seen: SeenRecords,
): Promise<{
  readonly records: readonly FollowedRecord[];
  readonly ends: ReadonlyMap<Generation, number>;
}> {
  const generations = new SelectedGenerations({ files, old: 'with' }, sources.generations).now();
  const opened: { readonly generation: Generation; readonly source: LogSource }[] = [];
  for (const generation of generations) {
    await sources.use(generation);
    const source = sources.sourceOf(generation);
    if (source !== undefined) opened.push({ generation, source });
  }
  await sources.read(generations);
  const ends = new Map(opened.map(({ generation, source }) => [generation, source.wholeBytes]));
  const records: FollowedRecord[] = [];
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
    for (let place = Math.max(0, order.length - count); place < order.length; place += 1) {
      const file = shown[order.sources[place] ?? 0];
      const record = order.records[place] ?? 0;
      if (file === undefined) continue;
      seen.isNew(file.index, record);
      const offset = file.index.offsetOf(record);
      const bytes = await file.source.bytes(offset, Math.min(pieceBytes, file.index.endOf(record) - offset));
      records.push({
        file: nameOf(file.generation),
        kind: 'record',
        ...new RecordReader(file.source.form).head(bytes, bytes.length),
        text: decodeText(withoutBreak(bytes), file.source.form.encoding),
      });
    }
    break;
  }
  for (const generation of generations) await sources.release(generation);
  return { records, ends };
}
