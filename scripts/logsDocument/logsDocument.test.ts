import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { log } from '../../shared/text/fr/log';
import { makeLogsDocument } from './logsDocument';
import { findWrittenEvents } from './writtenEvents';

const root = resolve(import.meta.dirname, '..', '..');
const written = findWrittenEvents(root);

test('every event that has a sentence is written by the program, with a level and a module', () => {
  const incomplete = Object.keys(log).filter((code) => {
    const event = written.get(code);
    return event === undefined || event.levels.size === 0 || event.modules.size === 0;
  });
  expect(incomplete).toEqual([]);
});

test('what the change detector says carries its module, for metadata and for values', () => {
  const detection = Object.keys(log).filter((code) =>
    /^(?:detection|changes|deletions-found|no-)/u.test(code),
  );
  expect(detection.map((code) => [...(written.get(code)?.modules ?? [])])).toEqual(
    detection.map(() => ['change_detector']),
  );
});

test('docs/LOGS.md is what the code says; npm run logs-document writes it anew', async () => {
  expect(readFileSync(resolve(root, 'docs', 'LOGS.md'), 'utf8')).toBe(await makeLogsDocument(root, written));
});
