import type { LineRedactor } from '../redaction/bundleRedactor';
import type { HeldFiles } from './logFilesOf';
import { PeriodLines } from './periodLines';
import type { LinePiece, Period } from './periodLines';
import { shortened, wholeLines } from './wholeLines';

/** What became of a log's files while they were read. */
export interface LogTally {
  lines: number;
  /** Names of files of which not everything could be read. */
  readonly unread: string[];
}

/** Lines of a period from all files of a log, oldest first. */
export async function* linesOfPeriod(
  held: HeldFiles,
  period: Period,
  tally: LogTally,
  onBytes: (bytes: number) => void,
): AsyncGenerator<LinePiece> {
  tally.unread.push(...held.unreadable);
  const lines = new PeriodLines(period);
  for (const file of held.files) {
    try {
      for await (const block of wholeLines(file.read(onBytes))) {
        for (const piece of lines.pieces(block)) {
          tally.lines += piece.count;
          yield piece;
        }
      }
    } catch {
      // A damaged file must not keep the others away; it is told.
      tally.unread.push(file.name);
    }
  }
}

/** The same lines, redacted. */
export async function* redactedLines(
  pieces: AsyncIterable<LinePiece>,
  redactor: LineRedactor,
): AsyncGenerator<Buffer> {
  for await (const { buffer, from, to, lines } of pieces) {
    const clean = redactor.redact(buffer, from, to);
    if (lines === 'whole') yield clean;
    else yield Buffer.from(`${shortened(clean.toString('latin1').slice(0, -1))}\n`, 'latin1');
  }
}
