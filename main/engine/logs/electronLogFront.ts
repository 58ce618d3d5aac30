import electronLog from 'electron-log/node';
import type { LogEvent, LogLevel } from '../../../shared/model/log';
import type { Log } from '../ports';

/** electron-log's names for our levels. */
const frontLevels = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
} as const satisfies Record<LogLevel, string>;

/** electron-log in front, with one transport: ours. Its own would write each line on its own and keep one old file. */
export function createElectronLogFront(write: (event: LogEvent) => void): Log {
  const options = { logId: 'passerelle' };
  const front = electronLog.create(options);
  for (const name of Object.keys(front.transports)) front.transports[name] = null;
  const transport = Object.assign(
    (message: { readonly data: readonly unknown[] }) => {
      // The boundary to an untyped library: the only caller is `write` below.
      write(message.data[0] as LogEvent);
    },
    { level: 'silly' as const, transforms: [] },
  );
  front.transports['files'] = transport;
  const date = new Date(0);
  // Named at each message: to find out which of its transports are switched off takes longer than to pass the message on.
  const to = { transports: [transport] };
  return {
    write: (event) => {
      front.processMessage({ data: [event], date, level: frontLevels[event.level] }, to);
    },
  };
}
