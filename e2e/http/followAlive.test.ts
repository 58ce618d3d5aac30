import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const names = ['sync_jobs.log', 'auto_sync.log'] as const;
/** So many changes at once make the follower leave the folder: nothing but its own looks tell it of more. */
const burst = 100;
/** The first ones come before it watches the folder at all. */
const rounds = 30;

let end = (): void => undefined;
afterEach(() => end());

test('a process that does nothing but follow stays alive, also while it does not watch the folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-alive-'));
  const write = (file: string, text: string): void =>
    appendFileSync(join(folder, file), `[INFO] 2025-10-10 14:23:01 [m] - ${text}\n`);
  for (const name of names) writeFileSync(join(folder, name), '');
  write(names[0], 'begun');
  const program = join(import.meta.dirname, 'support/logFollow.child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const gone = once(child, 'exit').then(() => 'gone' as const);
  const waiting = new Map<string, () => void>();
  createInterface(child.stdout).on('line', (line) => waiting.get(line.split(' - ')[1] ?? '')?.());
  const printed = (text: string): Promise<'printed'> =>
    new Promise((resolve) => waiting.set(text, () => resolve('printed')));

  expect(await Promise.race([printed('begun'), gone])).toBe('printed');
  for (let round = 0; round < rounds; round += 1) {
    const last = `last of ${round}`;
    const told = printed(last);
    for (let line = 0; line < burst; line += 1) {
      // In turn: changes of one file that follow each other could be told as one.
      for (const name of names) write(name, line < burst - 1 ? `line ${line}` : last);
    }
    expect(await Promise.race([told, gone])).toBe('printed');
  }
});
