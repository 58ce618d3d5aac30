import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLogFollow } from './createLogFollow';
import type { LogFollow } from './createLogFollow';
import type { FollowedRecord } from './followedPieces';

let folder = '';
const follows: LogFollow[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-pieces-'));
});
afterEach(async () => {
  for (const follow of follows.splice(0)) await follow.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('following records that are longer than a piece', () => {
  test('a long record comes in pieces that follow each other and are cut between letters', async () => {
    const line = (seq: number, text: string): string => `[ERROR] 2026-11-23 10:00:0${seq} [app] - ${text}`;
    const long = line(1, `a\n${'é€😀\r\n'.repeat(300_000)}`);
    const got: FollowedRecord[] = [];
    const follow = createLogFollow({
      folder,
      files: ['errors.log', 'sync_jobs.log'],
      details: 'labels',
      onRecords: (records) => got.push(...records),
    });
    follows.push(follow);
    writeFileSync(join(folder, 'errors.log'), `${long}\n`);
    writeFileSync(join(folder, 'sync_jobs.log'), '');
    const first = await follow.start(1);
    appendFileSync(join(folder, 'sync_jobs.log'), `${line(2, 'b')}\n${line(4, 'd')}\r\n`);
    appendFileSync(join(folder, 'errors.log'), `${line(3, long)}\n`);
    await follow.look();
    const whole = (records: readonly FollowedRecord[]): string =>
      records.map(({ text, rest }) => (rest === 'none' ? `${text}\n` : text)).join('');
    expect(first.map(({ kind, rest }) => [kind, rest])).toEqual([
      ['record', 'follows'],
      ['continuation', 'follows'],
      ['continuation', 'follows'],
      ['continuation', 'none'],
    ]);
    expect(whole(first)).toBe(`${long}\n`);
    expect(first[0]).toMatchObject({ file: 'errors.log', level: 'ERROR', module: 'app' });
    expect(first.every(({ text }) => !text.endsWith('\r'))).toBe(true);
    expect(got.map(({ file }) => file)).toEqual([
      'sync_jobs.log',
      ...Array.from({ length: 4 }, () => 'errors.log'),
      'sync_jobs.log',
    ]);
    expect(whole(got)).toBe([line(2, 'b'), line(3, long), line(4, 'd'), ''].join('\n'));
  });

  test('nothing comes between the pieces of a record, also when its file is emptied meanwhile', async () => {
    const path = join(folder, 'errors.log');
    writeFileSync(path, '');
    const got: FollowedRecord[] = [];
    const follow = createLogFollow({
      folder,
      files: ['errors.log'],
      onRecords: (records) => {
        got.push(...records);
        if (got.length === 1) truncateSync(path, 0);
      },
    });
    follows.push(follow);
    await follow.start(0);
    appendFileSync(path, `${'a'.repeat(3_000_000)}\n`);
    await follow.look();
    expect(got.map(({ rest }) => rest)).toEqual(['follows', 'none']);
    expect(got.at(-1)?.text).toBe('');
  });
});
