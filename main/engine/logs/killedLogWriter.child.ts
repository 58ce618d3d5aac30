import { writeSync } from 'node:fs';
import type { LogEvent } from '../../../shared/model/log';
import { createLog } from './createLog';
import { logRoutes } from './logRoutes';

/*
 * A process of killedLogWriter.test.ts: writes lines as fast as it can over small files, and tells on its output which of
 * them it was promised, until it is killed. Output is written at once, so that nothing told is lost with the process.
 */
const folder = process.argv[2] ?? '';
const round = process.argv[3] ?? '';

const routes = logRoutes.map((route) => ({ ...route, size: 200_000, old: 90 }));
const log = createLog({ folder, language: () => 'fr', clock: { now: () => Date.now() }, routes });
let number = 0;

function event(level: LogEvent['level'], module: LogEvent['module']): LogEvent {
  number += 1;
  const params = { batch: `${round}.${number}`, records: number, bytes: 1 };
  return { level, module, code: 'batch-sent', params };
}

function tell(word: 'error' | 'line', from: number, to: number): void {
  writeSync(1, `${word} ${from} ${to}\n`);
}

function work(): void {
  for (let turn = 0; turn < 40; turn += 1) {
    const first = number + 1;
    for (let count = 0; count < 25; count += 1) log.write(event('INFO', 'orchestrator'));
    const last = number;
    // Timers of equal length fire in the order in which they were set: the log's own comes first.
    setTimeout(tell, 16, 'line', first, last);
    if (turn % 4 === 0) {
      log.write(event('ERROR', 'orchestrator'));
      tell('error', number, number);
    }
  }
  setImmediate(work);
}

work();
