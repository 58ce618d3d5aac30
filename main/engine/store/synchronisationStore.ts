import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { domains } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { ensureFolder, keepAside, removeTemporaries } from './atomicFile';
import { diskProblem, realDisk } from './disk';
import type { Disk } from './disk';
import { HashFolder } from './hashFolder';
import type { KnownFrames } from './hashFolder';
import { JournalFile } from './journalFile';
import { LedgerFile } from './ledgerFile';
import type { Batch, BatchItem, Journal, Ledger } from './storePort';

/** Durable memory of one synchronisation, open while its runs take place. */
export interface SynchronisationStore {
  readonly ledger: Ledger;
  readonly journal: Journal;
  /** What was found unreadable and kept aside at opening; each was made up for by looking again. */
  readonly problems: readonly Problem[];
  /** Waits for writes under way and closes all files. */
  close(): Promise<void>;
}

/** What tests replace. */
export interface StoreOptions {
  readonly disk?: Disk;
  /** Milliseconds since the epoch, for names of files kept aside. */
  readonly now?: () => number;
}

interface Place {
  readonly folder: string;
  readonly disk: Disk;
  readonly now: number;
}

interface Parts {
  readonly ledger: LedgerFile;
  readonly journal: JournalFile;
  readonly hashes: HashFolder;
}

/**
 * Opens the folder of one synchronisation, `<state>/syncs/<syncId>`. The state lock must be held: two programs on one
 * folder would destroy it. What cannot be trusted any more is kept aside and forgotten together with the watermarks
 * that relied on it, so that the next run looks again.
 */
export async function openSynchronisationStore(
  folder: string,
  options: StoreOptions = {},
): Promise<Result<SynchronisationStore, Problem>> {
  const place: Place = { folder, disk: options.disk ?? realDisk, now: (options.now ?? Date.now)() };
  const problems: Problem[] = [];
  try {
    const parts = await openParts(place, problems);
    return parts.ok ? succeed(assemble(parts.value, problems)) : parts;
  } catch (error) {
    return fail(diskProblem(error, folder));
  }
}

async function openParts(place: Place, problems: Problem[]): Promise<Result<Parts, Problem>> {
  for (const folder of [place.folder, join(place.folder, 'hashes')]) {
    const ready = await ensureFolder(folder, place.disk);
    if (!ready.ok) return ready;
  }
  const clean = await removeTemporaries(place.folder, place.disk);
  if (!clean.ok) return clean;
  const opened = await openLedgerAndJournal(place, problems);
  if (!opened.ok) return opened;
  const { ledger, journal } = opened.value;
  const hashes = await HashFolder.open(join(place.folder, 'hashes'), journal.knownFrames, place.disk);
  if (!hashes.ok) return hashes;
  if (hashes.value.lostSlices.length > 0) {
    const lostDomains = new Set(hashes.value.lostSlices.map(({ domain }) => domain));
    const forgotten = await ledger.forgetWatermarks([...lostDomains]);
    if (!forgotten.ok) return forgotten;
    const replaced = await hashes.value.replaceLost(place.now);
    if (!replaced.ok) return replaced;
    for (const { path, keptAs } of replaced.value) problems.push(unreadable(path, keptAs));
  }
  return succeed({ ledger, journal, hashes: hashes.value });
}

function unreadable(path: string, keptAs: string | undefined): Problem {
  return problem('state-unreadable', {
    file: basename(path),
    keptAs: keptAs === undefined ? '' : basename(keptAs),
  });
}

async function openLedgerAndJournal(
  place: Place,
  problems: Problem[],
): Promise<Result<{ ledger: LedgerFile; journal: JournalFile }, Problem>> {
  const { disk, now } = place;
  const ledgerPath = join(place.folder, 'ledger.json');
  const journalPath = join(place.folder, 'journal.log');
  const readLedger = await LedgerFile.read(ledgerPath, disk);
  if (!readLedger.ok) return readLedger;
  const readJournal = await JournalFile.read(journalPath, disk);
  if (!readJournal.ok) return readJournal;
  const journal = readJournal.value;
  const usable = journal instanceof JournalFile;
  const epoch = usable ? journal.epoch : randomBytes(8).toString('hex');

  if (readLedger.value === 'unreadable') {
    const kept = await keepAside(ledgerPath, now, disk);
    if (!kept.ok) return kept;
    problems.push(unreadable(ledgerPath, kept.value));
  } else if (readLedger.value === 'absent' && journal !== 'absent') {
    // The ledger is created first: a journal alone means that the ledger was taken away.
    problems.push(unreadable(ledgerPath, undefined));
  }
  const ledger =
    readLedger.value instanceof LedgerFile
      ? succeed(readLedger.value)
      : await LedgerFile.create(ledgerPath, epoch, disk);
  if (!ledger.ok) return ledger;
  if (usable && journal.epoch === ledger.value.epoch) return succeed({ ledger: ledger.value, journal });

  // No journal, or one that does not belong to this ledger: what was sent last is not known.
  const forgotten = await startOver(place, ledger.value, journal !== 'absent', problems);
  if (!forgotten.ok) return forgotten;
  if (usable) await journal.close();
  const created = await JournalFile.create(journalPath, ledger.value.epoch, new Map(), disk);
  return created.ok ? succeed({ ledger: ledger.value, journal: created.value }) : created;
}

/** Forgets watermarks and hashes, in an order in which a kill at any point leads here again at the next start. */
async function startOver(
  { folder, disk, now }: Place,
  ledger: LedgerFile,
  hasJournal: boolean,
  problems: Problem[],
): Promise<Result<null, Problem>> {
  const journalPath = join(folder, 'journal.log');
  const hashesPath = join(folder, 'hashes');
  let hasHashes = false;
  for (const domain of domains) {
    hasHashes ||= (await disk.list(join(hashesPath, domain))).length > 0;
  }
  // A first opening that was cut short has nothing to report.
  if (!hasJournal && !hasHashes && ledger.isEmpty) return succeed(null);
  const forgotten = await ledger.forgetWatermarks(domains);
  if (!forgotten.ok) return forgotten;
  if (hasHashes) {
    const kept = await keepAside(hashesPath, now, disk);
    if (!kept.ok) return kept;
    const ready = await ensureFolder(hashesPath, disk);
    if (!ready.ok) return ready;
  }
  const kept = await keepAside(journalPath, now, disk);
  if (!kept.ok) return kept;
  problems.push(unreadable(journalPath, kept.value));
  return succeed(null);
}

/** Runs one after the other what must not overlap. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
}

/** An item that the batch does not hold: acknowledging it would invent a record. */
function foreignItem(batch: Batch, arrived: readonly BatchItem[]): BatchItem | undefined {
  const own = new Set(batch.items.map(({ slice, key }) => `${slice} ${key}`));
  return arrived.find(({ slice, key }) => !own.has(`${slice} ${key}`));
}

function assemble({ ledger, journal, hashes }: Parts, problems: readonly Problem[]): SynchronisationStore {
  const inTurn = oneByOne();
  const append = async (
    batch: Pick<Batch, 'domain'>,
    items: readonly BatchItem[],
    vouch: (durable: KnownFrames) => Promise<Result<null, Problem>>,
  ): Promise<Result<null, Problem>> => {
    const durable = await hashes.append(batch.domain, items);
    return durable.ok ? vouch(durable.value) : durable;
  };
  return {
    problems,
    ledger: {
      watermark: (domain, slice) => ledger.watermark(domain, slice),
      moveWatermark: (domain, slice, watermark) => ledger.moveWatermark(domain, slice, watermark),
      forgetWatermarks: (domain) => ledger.forgetWatermarks([domain]),
      hashes: (domain, slice) => Promise.resolve(hashes.hashes(domain, slice)),
      recordHashes: (domain, items) =>
        items.length === 0
          ? Promise.resolve(succeed(null))
          : inTurn(() => append({ domain }, items, (durable) => journal.vouch(durable))),
      fact: (name) => ledger.fact(name),
      setFact: (name, value) => ledger.setFact(name, value),
    },
    journal: {
      begin: (batch) => inTurn(() => journal.begin(batch)),
      acknowledge: (batchId, arrived) =>
        inTurn(async () => {
          const batch = journal.batch(batchId);
          if (batch === undefined) {
            return fail(problem('internal-error', { reason: 'batch-not-begun', batchId }));
          }
          const foreign = foreignItem(batch, arrived);
          if (foreign !== undefined) {
            return fail(problem('internal-error', { reason: 'item-not-in-batch', batchId }, foreign.key));
          }
          return append(batch, arrived, (durable) => journal.acknowledge(batchId, durable));
        }),
      unsettled: () => journal.unsettled(),
    },
    close: async () => {
      await inTurn(async () => {
        await ledger.close();
        await hashes.close();
        await journal.close();
      });
    },
  };
}
