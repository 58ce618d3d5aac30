import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeLogsDocument } from './logsDocument';
import { findWrittenEvents } from './writtenEvents';

/** Writes docs/LOGS.md; `--check` compares instead. */
async function run(): Promise<void> {
  const root = resolve(import.meta.dirname, '..', '..');
  const target = join(root, 'docs', 'LOGS.md');
  const text = await makeLogsDocument(root, findWrittenEvents(root));
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
    console.log('docs/LOGS.md written');
    return;
  }
  const isSame = existsSync(target) && readFileSync(target, 'utf8') === text;
  const old = 'docs/LOGS.md is out of date.\n  Mend it with: npm run logs-document';
  console.log(isSame ? 'docs/LOGS.md is up to date' : old);
  process.exitCode = isSame ? 0 : 1;
}

void run();
