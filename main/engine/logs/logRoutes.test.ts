import { describe, expect, test } from 'vitest';
import { logLevels, logModules } from '../../../shared/model/log';
import type { LogFile, LogLevel, LogModule } from '../../../shared/model/log';
import { logRoutes, routesOf } from './logRoutes';

const megabyte = 1024 * 1024;

/** Lowest level of each part that has lines of its own rule; `*` stands for every part. */
type Table = readonly {
  readonly file: LogFile;
  readonly tag: '' | '[AUTO-SYNC] ';
  readonly megabytes: number;
  readonly old: number;
  readonly from: Readonly<Partial<Record<LogModule | '*', LogLevel>>>;
}[];

const table: Table = [
  { file: 'dhis2_sync.log', tag: '', megabytes: 10, old: 5, from: { '*': 'INFO' } },
  { file: 'errors.log', tag: '', megabytes: 10, old: 5, from: { '*': 'ERROR' } },
  {
    file: 'auto_sync.log',
    tag: '[AUTO-SYNC] ',
    megabytes: 10,
    old: 10,
    from: { scheduler: 'INFO', change_detector: 'DEBUG', lifecycle_manager: 'DEBUG' },
  },
  {
    file: 'changes_detected.log',
    tag: '[AUTO-SYNC] ',
    megabytes: 5,
    old: 5,
    from: { change_detector: 'DEBUG' },
  },
  {
    file: 'sync_jobs.log',
    tag: '',
    megabytes: 10,
    old: 10,
    from: { orchestrator: 'INFO', lifecycle_manager: 'DEBUG' },
  },
];

describe('the five files', () => {
  test('have their sizes, numbers of old files and tags', () => {
    expect(logRoutes.map(({ file, tag, size, old }) => ({ file, tag, size, old }))).toEqual(
      table.map(({ file, tag, megabytes, old }) => ({ file, tag, size: megabytes * megabyte, old })),
    );
  });

  test.each(logModules)('take what %s says, level by level', (module) => {
    for (const level of logLevels) {
      const expected = table.filter(({ from }) => {
        const lowest = from[module] ?? from['*'];
        return lowest !== undefined && logLevels.indexOf(level) >= logLevels.indexOf(lowest);
      });
      expect({ level, files: routesOf(module, level).map(({ file }) => file) }).toEqual({
        level,
        files: expected.map(({ file }) => file),
      });
    }
  });
});
