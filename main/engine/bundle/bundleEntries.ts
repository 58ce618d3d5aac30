import type { BundleEntry, BundleEntryKind } from '../../../shared/model/bundle';
import { createTranslator } from '../../../shared/text/translator';
import type { BundleWork } from './bundleWork';
import {
  connectionTestsDocument,
  documentText,
  quarantineSummaries,
  runsDocument,
  settingsDocument,
} from './documents/factDocuments';
import { detailFacts } from './documents/detailFacts';
import type { DetailFacts } from './documents/detailFacts';
import { systemFacts } from './documents/systemFacts';
import { logFilesOf } from './members/logFilesOf';
import type { HeldFiles, WantedFiles } from './members/logFilesOf';
import { linesOfPeriod, redactedLines } from './members/logMember';
import type { LogTally } from './members/logMember';
import { BundleRedactor } from './redaction/bundleRedactor';

/** One file of a bundle that can be read; its logs stay open until {@link OpenedBundle.close}. */
export interface OpenedEntry {
  readonly name: string;
  readonly kind: BundleEntryKind;
  /** Bytes that reading it takes from the disk. */
  readonly work: number;
  /** Redacted, as it is written. `onBytes` is told what was read from the disk. */
  read(onBytes: (bytes: number) => void): AsyncIterable<Buffer>;
  /** Bytes and lines without redaction: much faster than reading it. */
  measure(): Promise<BundleEntry>;
  /** Known when it was read to its end. */
  found(): { readonly lines?: number; readonly incomplete?: string };
}

/** Everything of a bundle but its manifest. */
export interface OpenedBundle {
  readonly entries: readonly OpenedEntry[];
  readonly missing: readonly BundleEntry[];
  readonly details: DetailFacts | 'unknown';
  readonly redactor: BundleRedactor;
  close(): Promise<void>;
}

/** Opens all files that go into a bundle, as they are at this moment. */
export async function openBundle(work: BundleWork): Promise<OpenedBundle> {
  const held: HeldFiles[] = [];
  const close = async (): Promise<void> => {
    for (const { files } of held) for (const file of files) await file.close();
  };
  try {
    return { ...(await openEntries(work, held)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The parts of a bundle; files that it opens are in `held`, also where it fails. */
async function openEntries(work: BundleWork, held: HeldFiles[]): Promise<Omit<OpenedBundle, 'close'>> {
  const { request, facts, places } = work;
  const redactor = new BundleRedactor({
    masks: facts.masks,
    settings: facts.settings,
    names: request.names,
  });
  const entries: OpenedEntry[] = [documentEntry('README.txt', 'readme', readme())];
  const missing: BundleEntry[] = [];
  const addFiles = async (name: string, kind: 'log' | 'last-hour', wanted: WantedFiles): Promise<void> => {
    const files = await logFilesOf(places.logFolder, wanted);
    held.push(files);
    if (files.files.length > 0) entries.push(logEntry(name, kind, files, work, redactor));
    else if (files.unreadable.length > 0) missing.push({ name, kind, bytes: 0, missing: 'log-unreadable' });
    // A log of which nothing was cleared lacks nothing.
    else if (wanted === 'last-hour' || 'of' in wanted)
      missing.push({ name, kind, bytes: 0, missing: 'log-unknown' });
  };
  for (const log of new Set(request.logs)) {
    await addFiles(`logs/${log}`, 'log', { of: log });
    // What was cleared in the period, or since, is part of what happened in it.
    await addFiles(`logs/archive/${log}`, 'log', { clearedOf: log, since: request.from });
  }
  if (request.lastHour === 'with') {
    const name = 'logs/last-hour.log';
    const why = facts.lastHourMissing;
    // What an earlier moment left there would pass for the last hour.
    if (why !== undefined) missing.push({ name, kind: 'last-hour', bytes: 0, missing: why });
    else await addFiles(name, 'last-hour', 'last-hour');
  }
  const document = (name: string, kind: BundleEntryKind, content: object): void => {
    entries.push(documentEntry(name, kind, documentText(content, redactor)));
  };
  document('settings.json', 'settings', settingsDocument(facts));
  document('versions.json', 'versions', facts.versions);
  document('system.json', 'system', await systemFacts(places.logFolder, facts.info));
  document('runs.json', 'runs', runsDocument(facts));
  document('quarantine.json', 'quarantine', quarantineSummaries(facts));
  document('connection-tests.json', 'connection-tests', connectionTestsDocument(facts));
  return { entries, missing, details: await detailFacts(places.logFolder, request), redactor };
}

function readme(): string {
  const texts = (['fr', 'en'] as const).map((language) => createTranslator(language).t('bundle.readme'));
  return texts.join('\n\n');
}

function documentEntry(name: string, kind: BundleEntryKind, text: string): OpenedEntry {
  const content = Buffer.from(text, 'utf8');
  return {
    name,
    kind,
    work: content.length,
    read: (onBytes) => {
      onBytes(content.length);
      return once(content);
    },
    measure: () => Promise.resolve({ name, kind, bytes: content.length }),
    found: () => ({}),
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- only the form of an iterable is asked for
async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

function logEntry(
  name: string,
  kind: BundleEntryKind,
  held: HeldFiles,
  { request }: BundleWork,
  redactor: BundleRedactor,
): OpenedEntry {
  let tally: LogTally = { lines: 0, unread: [] };
  const pieces = (onBytes: (bytes: number) => void) => {
    tally = { lines: 0, unread: [] };
    return linesOfPeriod(held, request, tally, onBytes);
  };
  const found = () => ({
    lines: tally.lines,
    ...(tally.unread.length === 0 ? {} : { incomplete: 'log-unreadable' }),
  });
  return {
    name,
    kind,
    work: held.files.reduce((sum, { bytes }) => sum + bytes, 0),
    read: (onBytes) => redactedLines(pieces(onBytes), redactor.forLines()),
    measure: async () => {
      let bytes = 0;
      for await (const { from, to } of pieces(() => undefined)) bytes += to - from;
      return { name, kind, bytes, ...found() };
    },
    found,
  };
}
