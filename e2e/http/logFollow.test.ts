import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProgram } from './support/programRun';

const soon = { timeout: 60_000, interval: 5 };
const children: ChildProcess[] = [];
let state = '';

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'passerelle-follow-'));
  mkdirSync(join(state, 'logs'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

const log = (name: string): string => join(state, 'logs', name);

/** A line as Passerelle writes it. */
const line = (seq: number, text = `ligne ${seq}`): string =>
  `[ERROR] 2026-11-23 10:00:00 [orchestrator] - ${text} | seq=${seq} t=2026-11-23T10:00:00.000+00:00 run=r1 code=stage\n`;

function follow(...args: readonly string[]) {
  // A temporary folder of its own, to see what is left in it.
  const temporary = join(state, 'tmp');
  mkdirSync(temporary);
  const { child, ended, shown } = startProgram(['logs', 'tail', ...args, '--state', state], {
    ...process.env,
    TMPDIR: temporary,
  });
  children.push(child);
  return {
    until: (text: string) => expect.poll(shown, soon).toBe(text),
    /** Resolves to everything that it printed. */
    interrupt: async () => {
      child.kill('SIGINT');
      const finished = await ended;
      expect(readdirSync(temporary)).toEqual([]);
      return finished;
    },
  };
}

describe('logs tail', () => {
  it('prints lines that are added to a record late, once and in place', async () => {
    const path = log('dhis2_sync.log');
    writeFileSync(path, line(1));
    const { until, interrupt } = follow('--lines', '1');
    await until(line(1));
    for (const text of ['  of the first\n', line(2), '  of the second\n', '  later still\n\n', line(3)]) {
      appendFileSync(path, text);
      await until(readFileSync(path, 'utf8'));
    }
    const { stdout, stderr, code } = await interrupt();
    expect([stdout, stderr, code]).toEqual([readFileSync(path, 'utf8'), '', 0]);
  });

  it('tells in JSON what each record says, and to which file lines that came late belong', async () => {
    const path = log('dhis2_sync.log');
    writeFileSync(path, line(1));
    const long = `${'é€😀'.repeat(200_000)}"\\end`;
    appendFileSync(path, line(2, long));
    const record = (seq: number, text?: string): string => {
      // Fields that stand behind so long a text are not looked for, as nowhere.
      const fields = text === undefined ? { run: 'r1', code: 'stage' } : {};
      const said = { level: 'ERROR', module: 'orchestrator', ...fields };
      const time = '2026-11-23T10:00:00.000Z';
      return `${JSON.stringify({ file: 'dhis2_sync.log', time, ...said, text: line(seq, text).trimEnd() })}\n`;
    };
    const { until, interrupt } = follow('--json');
    let expected = record(1) + record(2, long);
    await until(expected);
    appendFileSync(path, '  late\n  and later\n');
    expected += '{"file":"dhis2_sync.log","continuation":true,"text":"  late\\n  and later"}\n';
    await until(expected);
    appendFileSync(path, line(3, long) + line(4));
    expected += record(3, long) + record(4);
    await until(expected);
    expect((await interrupt()).stdout).toBe(expected);
  });

  it('prints a line of 3 MB byte for byte as tail -f does, whether it was there or comes later', async () => {
    const path = log('errors.log');
    const long = (seq: number): string => line(seq, 'é€😀 '.repeat(300_000));
    writeFileSync(path, line(1) + long(2));
    const oracle: Buffer[] = [];
    const tail = spawn('tail', ['-n', '+1', '-f', path], { stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(tail);
    tail.stdout.on('data', (bytes: Buffer) => oracle.push(bytes));
    const { until, interrupt } = follow('errors.log');
    await until(readFileSync(path, 'utf8'));
    // A record of many lines is cut within one of them, too.
    appendFileSync(path, long(3) + `  line of the record\n`.repeat(150_000) + line(4));
    appendFileSync(path, long(5));
    await until(readFileSync(path, 'utf8'));
    const { stdout } = await interrupt();
    const written = readFileSync(path);
    await expect.poll(() => Buffer.concat(oracle).length, soon).toBe(written.length);
    expect(Buffer.from(stdout).equals(Buffer.concat(oracle))).toBe(true);
  });

  it('puts the name of its file before each line of several, also within a long record', async () => {
    writeFileSync(log('errors.log'), line(1));
    writeFileSync(log('sync_jobs.log'), '');
    const { until, interrupt } = follow('errors.log', 'sync_jobs.log');
    await until(`errors.log:${line(1)}`);
    const lines = '  line of the record\n';
    appendFileSync(log('errors.log'), line(2) + lines.repeat(100_000));
    const long = `errors.log:${line(2)}${`errors.log:${lines}`.repeat(100_000)}`;
    await until(`errors.log:${line(1)}${long}`);
    appendFileSync(log('sync_jobs.log'), line(3));
    const expected = `errors.log:${line(1)}${long}sync_jobs.log:${line(3)}`;
    await until(expected);
    expect((await interrupt()).stdout).toBe(expected);
  });

  it('loses nothing over rotations, and begins with old files, compressed ones too', async () => {
    const path = log('auto_sync.log');
    writeFileSync(`${path}.2.gz`, gzipSync(line(1) + line(2)));
    writeFileSync(`${path}.1`, line(3));
    writeFileSync(path, line(4));
    const { until, interrupt } = follow('auto_sync.log', '--lines', '3');
    let expected = line(2) + line(3) + line(4);
    await until(expected);
    for (let seq = 5; seq < 65; seq += 1) {
      appendFileSync(path, line(seq));
      expected += line(seq);
      if (seq % 2 === 0) continue;
      for (let number = 40; number > 0; number -= 1) {
        const name = number === 1 ? path : `${path}.${number - 1}`;
        if (existsSync(name)) renameSync(name, `${path}.${number}`);
      }
      writeFileSync(path, '');
      // Two more may come before all names are looked at.
      if (seq % 3 === 0) await until(expected);
    }
    await until(expected);
    const { stdout, code } = await interrupt();
    expect([stdout, code]).toEqual([expected, 0]);
  });

  it('says which file cannot be read, follows the others, and takes it up as soon as it can be', async () => {
    mkdirSync(log('errors.log'));
    writeFileSync(log('sync_jobs.log'), line(1));
    const { until, interrupt } = follow('errors.log', 'sync_jobs.log', '--language', 'en');
    await until(`sync_jobs.log:${line(1)}`);
    appendFileSync(log('sync_jobs.log'), line(2));
    await until(`sync_jobs.log:${line(1)}sync_jobs.log:${line(2)}`);
    rmdirSync(log('errors.log'));
    writeFileSync(log('errors.log'), line(3));
    await until(`sync_jobs.log:${line(1)}sync_jobs.log:${line(2)}errors.log:${line(3)}`);
    const { stderr, code } = await interrupt();
    expect(stderr).toMatch(/^The log file cannot be read\.[^\n]*errors\.log[^\n]*\n$/);
    expect(code).toBe(2);
  });

  it('waits for logs that are not there yet', async () => {
    rmdirSync(join(state, 'logs'));
    const { until, interrupt } = follow();
    await until('');
    mkdirSync(join(state, 'logs'));
    writeFileSync(log('dhis2_sync.log'), line(1));
    await until(line(1));
    expect((await interrupt()).code).toBe(0);
  });
});
