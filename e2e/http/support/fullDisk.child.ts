import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog } from '../../../main/engine/logs/createLog';
import { realLogDisk } from '../../../main/engine/logs/logDisk';
import type { LogDisk } from '../../../main/engine/logs/logDisk';
import type { LogEvent } from '../../../shared/model/log';

/*
 * A process of logWriter.test.ts: writes more lines than its disk takes, makes room again, and tells what stands in the
 * file. The disk is a small file system of its own, or one that refuses after so many bytes where none can be mounted.
 */
const folder = process.argv[2] ?? '';
const kind = process.argv[3] ?? '';

let room = 100_000;
const counting: LogDisk = {
  ...realLogDisk,
  write: (descriptor, bytes) => {
    if (room <= 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const written = realLogDisk.write(descriptor, bytes.subarray(0, room));
    room -= written;
    return written;
  },
};

function event(number: number): LogEvent {
  return { level: 'ERROR', module: 'app', code: 'batch-sent', params: { batch: `b${number}` } };
}

async function main(): Promise<void> {
  const ballast = join(folder, 'ballast');
  if (kind === 'mounted') writeFileSync(ballast, Buffer.alloc(1_900_000));
  const logs = join(folder, 'logs');
  const log = createLog({
    folder: logs,
    language: () => 'fr',
    clock: { now: () => Date.now() },
    ...(kind === 'mounted' ? {} : { disk: counting }),
  });
  for (let number = 0; number < 5000; number += 1) log.write(event(number));
  const missed = log.missed();
  // Lines must come by themselves: nothing is written and nothing flushed until they are there.
  if (kind === 'mounted') rmSync(ballast);
  else room = Number.MAX_SAFE_INTEGER;
  const path = join(logs, 'errors.log');
  while (!readFileSync(path, 'utf8').includes('code=lines-missed file=errors.log')) await sleep(10);
  log.write(event(5000));
  await log.close();
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  // Not one system call: a pipe takes 64 kB at a time, and what it does not take would be missing.
  process.stdout.write(JSON.stringify({ missed, lines }));
}

void main();
