import { createLogFollow } from '../../../main/engine/logReading/createLogFollow';
import type { FollowedRecord } from '../../../main/engine/logReading/followedPieces';

/* A process of followAlive.test.ts: follows two files and prints what is appended; nothing but that keeps it alive. */
const print = (records: readonly FollowedRecord[]): void => {
  for (const { text } of records) process.stdout.write(`${text}\n`);
};

const follow = createLogFollow({
  folder: process.argv[2] ?? '',
  files: ['sync_jobs.log', 'auto_sync.log'],
  onRecords: print,
});
void follow.start(1).then(print);
