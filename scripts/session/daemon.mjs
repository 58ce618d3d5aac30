import { spawn } from 'node:child_process';
import { SetupProblem } from '../setup/setupProblem.mjs';

/** A display or a bus answers within this long (ms), also on a busy machine. */
const patience = 30_000;

/**
 * Starts a background program that announces itself with one line on a file descriptor.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ answerOn: 1 | 3, uid?: number, gid?: number, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ firstLine: string, stop: () => Promise<void> }>}
 */
export function startDaemon(command, args, { answerOn, ...options }) {
  return new Promise((resolve, reject) => {
    // In a process group of its own: Ctrl-C must reach the application first, and end its display last.
    const child = spawn(command, [...args], {
      ...options,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const ended = new Promise((done) => child.once('close', done));
    const stop = async () => {
      child.kill('SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(kill);
    };
    let said = '';
    let answer = '';
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(deadline);
      child.kill('SIGKILL');
      reject(
        new SetupProblem(
          `${command} did not start: ${why} ${said.trim()}`,
          `${command} ${args.join(' ')}   # shows why`,
        ),
      );
    };
    const deadline = setTimeout(() => fail('no answer.'), patience);
    child.stderr?.on('data', (chunk) => (said = (said + String(chunk)).slice(-4096)));
    child.stdio[answerOn]?.on('data', (chunk) => {
      answer += String(chunk);
      if (!answer.includes('\n')) return;
      clearTimeout(deadline);
      process.once('exit', () => child.kill('SIGKILL'));
      resolve({ firstLine: answer.split('\n')[0]?.trim() ?? '', stop });
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`it ended with ${String(code)}.`));
  });
}
