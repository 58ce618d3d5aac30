import { expect, test } from 'vitest';
import type { LogLevel, LogLine } from '../../../shared/model/log';
import { appended, emptyBuffer, ofLevel } from './logBuffer';

function line(text: string, level?: LogLevel): LogLine {
  return { file: 'dhis2_sync.log', offset: 0, text, ...(level === undefined ? {} : { level }) };
}

test('lines keep their number when older ones leave', () => {
  const first = appended(emptyBuffer, [line('a'), line('b'), line('c')], 3);
  const second = appended(first, [line('d')], 3);
  expect(second.lines.map(({ id, text }) => `${id}${text}`)).toEqual(['1b', '2c', '3d']);
  expect(second.nextId).toBe(4);
});

test('nothing added is the same buffer', () => {
  expect(appended(emptyBuffer, [])).toBe(emptyBuffer);
});

test('a level filter keeps the continuation lines of what it keeps', () => {
  const { lines } = appended(emptyBuffer, [
    line('info', 'INFO'),
    line('of info'),
    line('error', 'ERROR'),
    line('of error'),
    line('warning', 'WARNING'),
  ]);
  expect(ofLevel(lines, 'all')).toBe(lines);
  expect(ofLevel(lines, 'errors').map(({ text }) => text)).toEqual(['error', 'of error']);
  expect(ofLevel(lines, 'warnings').map(({ text }) => text)).toEqual(['error', 'of error', 'warning']);
});
