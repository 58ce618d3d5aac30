import { describe, expect, it } from 'vitest';
import { readCommandLine } from './commandLine';

const files: Readonly<Record<string, string>> = {
  'package.json':
    '{"dataElements":[],"dataValues":[{"dataElement":"a","period":"202601","orgUnit":"b","value":"1"}]}',
  'faults.json': '[{"path":"/api/*","fault":{"kind":"loginPage"},"times":1}]',
  'broken.json': '{',
  'bad-faults.json': '[{"path":"/api/*","fault":{"kind":"storm"}}]',
};

function read(...args: string[]): ReturnType<typeof readCommandLine> {
  return readCommandLine(args, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`no such file ${path}`);
    return text;
  });
}

describe('the command line', () => {
  it('reads every option', () => {
    expect(
      read(
        ...['--port', '9081', '--version', '2.43', '--data', 'demo', '--scale', '0.1', '--seed=7'],
        ...['--time-zone', 'Africa/Kinshasa', '--faults', 'faults.json'],
      ),
    ).toEqual({
      ok: true,
      options: {
        port: 9081,
        version: '2.43',
        data: 'demo',
        scale: 0.1,
        seed: 7,
        timeZone: 'Africa/Kinshasa',
        faults: [{ path: '/api/*', fault: { kind: 'loginPage' }, times: 1 }],
      },
    });
  });

  it('takes a metadata package with data values from a file', () => {
    expect(read('--data', 'package.json')).toMatchObject({
      ok: true,
      options: { data: { metadata: { dataElements: [] }, dataValues: [{ value: '1' }] } },
    });
  });

  it.each([
    [['--bogus', '1'], 'Unknown option --bogus.'],
    [['stray'], 'Unknown option stray.'],
    [['--port'], '--port needs a value.'],
    [['--port', 'x'], '--port must be a number from 0 to 65535, not x.'],
    [['--version', '2.36'], '--version must be one of 2.40, 2.41, 2.42, 2.43.'],
    [['--time-zone', 'Mars/Olympus'], '--time-zone Mars/Olympus is no IANA time zone.'],
    [['--scale', '-1'], '--scale must be a number from 0.001 to 100, not -1.'],
    [['--data', 'missing.json'], '--data missing.json cannot be read: no such file missing.json'],
    [['--faults', 'bad-faults.json'], '--faults bad-faults.json: Rule 1: unknown fault storm.'],
  ])('%j: %s', (args, problem) => {
    expect(read(...args)).toEqual({ ok: false, problem });
  });

  it('a file that is no JSON is named', () => {
    expect(read('--data', 'broken.json')).toMatchObject({ ok: false });
  });
});
