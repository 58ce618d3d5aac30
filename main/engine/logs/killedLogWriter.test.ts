import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LogFile } from '../../../shared/model/log';
import { createLog } from './createLog';
import { parseLine } from './lineForm';

/** Same numbers in every run of the test. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Lines of a file and its old ones, oldest first. */
function linesOf(folder: string, file: LogFile): string[] {
  const numberOf = (name: string): number => Number(name.slice(file.length + 1));
  const names = readdirSync(folder).filter(
    (name) => name === file || (/\.log\.\d+$/.test(name) && name.startsWith(`${file}.`)),
  );
  names.sort((one, other) => numberOf(other) - numberOf(one));
  return names.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
}

function batchesIn(lines: readonly string[]): string[] {
  return lines.flatMap((line) => / batch=(\S+)/.exec(line)?.[1] ?? []);
}

test('a writer that is killed loses no error, and no other line that had its 16 ms', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-killed-log-'));
  const random = seeded(20261123);
  const promised: Record<'error' | 'line', string[]> = { error: [], line: [] };
  for (let round = 0; round < 6; round += 1) {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'killedLogWriter.child.ts'), folder, `${round}`],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const killAfter = 200 + Math.floor(random() * 4000);
    let told = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      told += text;
      if (told.length > killAfter) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    for (const [, word, from, to] of told.matchAll(/^(error|line) (\d+) (\d+)\n/gm)) {
      for (let number = Number(from); number <= Number(to); number += 1) {
        promised[word === 'error' ? 'error' : 'line'].push(`${round}.${number}`);
      }
    }
    expect(promised.error.length).toBeGreaterThan(0);
    // A kill in the middle of a write cannot be timed: the next start finds a line that was cut off.
    writeFileSync(join(folder, 'errors.log'), '[ERROR] 2025-10-10 14:2', { flag: 'a' });
  }
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => Date.now() } });
  log.write({ level: 'ERROR', module: 'app', code: 'batch-sent', params: { batch: 'last' } });
  await log.close();

  const whole = linesOf(folder, 'dhis2_sync.log');
  const errors = linesOf(folder, 'errors.log');
  const inWhole = batchesIn(whole);
  const inErrors = new Set(batchesIn(errors));
  const there = new Set(inWhole);
  const lost = [...promised.error, ...promised.line].filter((batch) => !there.has(batch));
  expect({ lost, lostErrors: promised.error.filter((batch) => !inErrors.has(batch)) }).toEqual({
    lost: [],
    lostErrors: [],
  });
  expect(promised.line.length).toBeGreaterThan(100);
  // Nothing twice, every number rising over all kills, and what was cut off ends before the next line begins.
  expect(inWhole).toHaveLength(there.size);
  const seqs = whole.flatMap((line) => parseLine('dhis2_sync.log', 0, line).seq ?? []);
  expect(seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0))).toBe(true);
  const torn = errors.filter((line) => parseLine('errors.log', 0, line).seq === undefined);
  expect(torn.length).toBeGreaterThanOrEqual(6);
  expect(torn.every((line) => !line.includes('batch='))).toBe(true);
  expect(batchesIn(errors).at(-1)).toBe('last');
  rmSync(folder, { recursive: true, force: true });
});
