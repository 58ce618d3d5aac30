import { shownText } from '../../engine/logReading/formats/shownText';
import type { FollowedRecord } from '../../engine/logReading/followedPieces';
import type { LogTerminal } from './logTerminal';
import { coloured } from './printRows';
import type { RowStyle } from './printRows';

/** Prints records that are followed as they stand in their files, piece by piece: a record may be longer than memory. */
export function followedPrinter(
  style: RowStyle,
  terminal: Pick<LogTerminal, 'write' | 'colours' | 'isClosed'>,
): (records: readonly FollowedRecord[]) => void {
  /** Whether the next piece goes on within a record, or within a line of it. */
  let place: 'record' | 'line' | 'nothing' = 'nothing';

  const asLines = ({ file, level, rest }: FollowedRecord, text: string): string => {
    const tagged = terminal.colours === 'shown' ? coloured(text, level) : text;
    const name = style.fileNames === 'shown' ? `${file}:` : '';
    // A line break at the end of a piece says nothing yet of what its next line is.
    const lines = name === '' ? tagged : tagged.replace(/\n(?=[^])/g, `\n${name}`);
    return `${place === 'line' ? '' : name}${lines}${rest === 'none' ? '\n' : ''}`;
  };

  return (records) => {
    let out = '';
    for (const record of records) {
      const text = shownText(record.text, 'kept');
      if (style.json) {
        const piece = JSON.stringify(text).slice(1, -1);
        out += `${place === 'nothing' ? opening(record) : ''}${piece}${record.rest === 'none' ? '"}\n' : ''}`;
      } else out += asLines(record, text);
      place = record.rest === 'none' ? 'nothing' : text.endsWith('\n') ? 'record' : 'line';
    }
    if (!terminal.isClosed()) terminal.write(out);
  };
}

/** A record as JSON, up to its text. */
function opening({ file, kind, time, level, module, run, sync, code }: FollowedRecord): string {
  const head = {
    file,
    ...(time === undefined ? {} : { time: new Date(time).toISOString() }),
    level,
    module,
    run,
    sync,
    code,
    ...(kind === 'continuation' ? { continuation: true } : {}),
  };
  return `${JSON.stringify(head).slice(0, -1)},"text":"`;
}
