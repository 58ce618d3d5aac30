import type { BundleEntry, BundleEntryKind } from '../../../shared/model/bundle';
import type { LogFile } from '../../../shared/model/log';
import { createTranslator } from '../../../shared/text/translator';
import type { BundleWork } from './bundleWork';
import {
  connectionTestsDocument,
  documentText,
  quarantineSummaries,
  runsDocument,
  settingsDocument,
} from './documents/factDocuments';
import { systemFacts } from './documents/systemFacts';
import { logFilesOf } from './members/logFilesOf';
import type { HeldFiles } from './members/logFilesOf';
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
  readonly redactor: BundleRedactor;
  close(): Promise<void>;
}

/** Opens all files that go into a bundle, as they are at this moment. */
export async function openBundle(work: BundleWork): Promise<OpenedBundle> {
  const { request, facts, places } = work;
  const redactor = new BundleRedactor({
    masks: facts.masks,
    settings: facts.settings,
    names: request.names,
  });
  const held: HeldFiles[] = [];
  const entries: OpenedEntry[] = [documentEntry('README.txt', 'readme', readme())];
  const missing: BundleEntry[] = [];
  const logs: readonly (LogFile | 'last-hour')[] = [
    ...new Set(request.logs),
    ...(request.lastHour === 'with' ? (['last-hour'] as const) : []),
  ];
  for (const log of logs) {
    if (log === 'last-hour' && facts.lastHourMissing !== undefined) {
      // What an earlier moment left there would pass for the last hour.
      missing.push({
        name: 'logs/last-hour.log',
        kind: 'last-hour',
        bytes: 0,
        missing: facts.lastHourMissing,
      });
      continue;
    }
    const files = await logFilesOf(places.logFolder, log);
    held.push(files);
    const kind = log === 'last-hour' ? 'last-hour' : 'log';
    const name = `logs/${log === 'last-hour' ? 'last-hour.log' : log}`;
    if (files.files.length > 0) entries.push(logEntry(name, kind, files, work, redactor));
    else {
      const code = files.unreadable.length > 0 ? 'log-unreadable' : 'log-unknown';
      missing.push({ name, kind, bytes: 0, missing: code });
    }
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
  return {
    entries,
    missing,
    redactor,
    close: async () => {
      for (const { files } of held) for (const file of files) await file.close();
    },
  };
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
