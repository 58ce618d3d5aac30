// Type-checks every zone with its own configuration; the Electron shell twice, against the pinned
// release and against the oldest runtime that development may fall back to.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createRequire } from 'node:module';

const zones = [
  'shared',
  'main/engine',
  'main/worker',
  'main/app',
  'main/app/tsconfig.floor.json',
  'preload',
  'renderer',
  'sandbox',
  'e2e',
  'bench',
  'scripts',
];

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Runs the compiler on one zone and resolves to its exit code; its output goes to ours.
 * @param {string} zone
 * @returns {Promise<number>}
 */
function checkZone(zone) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [compiler, '-p', zone, '--pretty', 'false'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      process.stdout.write(output);
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${zone}`);
      resolve(code ?? 1);
    });
  });
}

const waiting = process.argv.length > 2 ? process.argv.slice(2) : [...zones];
/** @type {number[]} */
const codes = [];
async function checkNext() {
  for (let zone = waiting.shift(); zone !== undefined; zone = waiting.shift()) {
    codes.push(await checkZone(zone));
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, checkNext));
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
