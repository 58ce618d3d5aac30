import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from '../../main/engine/logs/createLog';
import type { LogRoute } from '../../main/engine/logs/logRoutes';

// A process that writes log lines at a rate: `plain` puts each into the file at once, `log` goes through our writer,
// with files of 2 MB so that they rotate often.
const [, , kind = '', folder = '', rateText = '', totalText = ''] = process.argv;
const perMillisecond = Number(rateText) / 1000;
const total = Number(totalText);

const route: LogRoute = {
  file: 'dhis2_sync.log',
  tag: '',
  size: 2 * 1024 * 1024,
  old: 40,
  from: { worker: 'INFO' },
};

interface Sink {
  write(at: number): void;
  close(): void;
}

function plainSink(): Sink {
  const file = openSync(join(folder, 'dhis2_sync.log'), 'a');
  return {
    write: (at) => {
      const now = new Date().toISOString();
      const head = `[INFO] ${now.slice(0, 19).replace('T', ' ')} [worker] - Lot ${at} envoyé`;
      writeSync(file, `${head} | seq=${at} t=${now.slice(0, 23)}+00:00 code=batch-sent\n`);
    },
    close: () => closeSync(file),
  };
}

function logSink(): Sink {
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => Date.now() }, routes: [route] });
  return {
    write: (at) =>
      log.write({ level: 'INFO', module: 'worker', code: 'batch-sent', params: { records: at } }),
    close: () => void log.close(),
  };
}

const sink = kind === 'plain' ? plainSink() : logSink();
const startedAt = performance.now();
let written = 0;
const timer = setInterval(() => {
  const due = Math.min(total, Math.floor((performance.now() - startedAt) * perMillisecond));
  while (written < due) sink.write((written += 1));
  if (written < total) return;
  clearInterval(timer);
  sink.close();
}, 1);
