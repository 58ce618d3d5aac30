import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../commandLine';
import { parseMoment } from './parseMoment';

function read(line: string) {
  const found = readCommandLine(['logs', ...line.split(' ')]);
  return found.ok && found.value.command.verb === 'logs' ? found.value.command.logs : undefined;
}

describe('logs on the command line', () => {
  it('reads a search with all its options', () => {
    const line =
      'search lot --files dhis2_sync.log,errors.log --state s --level error,WARNING+ --module client --run r1 --code batch-sent --from 2026-11-23T10:00:00Z --until 2026-11-23T11:00:00Z --regex --exact-case --context 3 --old --count';
    expect(read(line)).toEqual({
      action: 'search',
      state: 's',
      files: ['dhis2_sync.log', 'errors.log'],
      old: 'with',
      output: 'count',
      wish: {
        query: 'lot',
        levels: ['ERROR', 'WARNING', 'ERROR', 'CRITICAL'],
        modules: ['client'],
        runs: ['r1'],
        codes: ['batch-sent'],
        syntax: 'expression',
        letterCase: 'exact',
        context: 3,
        from: Date.parse('2026-11-23T10:00:00.000Z'),
        until: Date.parse('2026-11-23T11:00:00.999Z'),
      },
    });
  });

  it('shows the last 100 records of a file, follows from the last 10, and bundles the last 24 hours', () => {
    expect(read('view errors.log --state s')).toMatchObject({ action: 'view', lines: 100 });
    expect(read('tail --state s')).toMatchObject({ action: 'tail', files: [], lines: 10 });
    expect(read('bundle --out a.zip --state s')).toMatchObject({ hours: 24, names: 'shown', moments: {} });
  });

  it('looks at a file from elsewhere without a state folder', () => {
    expect(read('view ./old.log.gz')).toMatchObject({ action: 'view', file: './old.log.gz' });
  });

  it.each([
    [''],
    ['walk'],
    ['list'],
    ['list more --state s'],
    ['view --state s'],
    ['view a b --state s'],
    ['view a --state s --lines many'],
    ['view a --state s --count'],
    ['tail'],
    ['search --state s'],
    ['search x'],
    ['search x --state s --level LOUD'],
    ['search x --state s --from yesterday'],
    ['search x --state s --from 2026-11-24 --until 2026-11-23'],
    ['search x --state s --context 51'],
    ['clear --state s'],
    ['clear errors.log'],
    ['bundle --state s'],
    ['bundle --out a.zip'],
    ['bundle --out a.zip --state s --hours 0'],
    ['bundle --out a.zip --state s --hours 3 --from 2026-11-23'],
  ])('refuses "logs %s"', (line) => {
    expect(readCommandLine(['logs', ...line.split(' ').filter((word) => word !== '')]).ok).toBe(false);
  });

  it('knows options of its own only', () => {
    expect(readCommandLine('run --setup a.json --state s --lines 3'.split(' ')).ok).toBe(false);
  });
});

describe('parseMoment', () => {
  it('means the whole day, minute or second that is written', () => {
    const local = (text: string) => new Date(text).getTime();
    expect(parseMoment('2026-11-23', 'first')).toBe(local('2026-11-23T00:00:00.000'));
    expect(parseMoment('2026-11-23', 'last')).toBe(local('2026-11-23T23:59:59.999'));
    expect(parseMoment('2026-11-23 14:05', 'last')).toBe(local('2026-11-23T14:05:59.999'));
    expect(parseMoment('2026-11-23T14:05:06+01:00', 'first')).toBe(Date.parse('2026-11-23T13:05:06.000Z'));
    expect(parseMoment('2026-11-23T14:05:06.25Z', 'last')).toBe(Date.parse('2026-11-23T14:05:06.250Z'));
  });

  it.each(['', '23/11/2026', '2026-13-01', '2026-02-30', '2026-11-23T25:00', 'now'])(
    'refuses "%s"',
    (text) => {
      expect(parseMoment(text, 'first')).toBeUndefined();
    },
  );
});
