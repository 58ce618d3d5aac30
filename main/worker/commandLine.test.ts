import { describe, expect, it } from 'vitest';
import { readCommandLine } from './commandLine';

describe('readCommandLine', () => {
  it('reads a run with all its options', () => {
    const args =
      'run --setup a.json --sync all --state s --once --json --yes --allow-deletions 12 --language en';
    expect(readCommandLine(args.split(' '))).toEqual({
      ok: true,
      value: {
        language: 'en',
        command: {
          verb: 'run',
          setup: 'a.json',
          state: 's',
          synchronisation: 'all',
          once: true,
          json: true,
          yes: true,
          allowDeletions: 12,
        },
      },
    });
  });

  it('speaks French and allows nothing unless told', () => {
    expect(readCommandLine(['run', '--setup', 'a.json', '--state', 's'])).toMatchObject({
      ok: true,
      value: { language: 'fr', command: { once: false, json: false, yes: false, allowDeletions: 0 } },
    });
  });

  it.each([
    [''],
    ['walk'],
    ['run'],
    ['run --setup a.json'],
    ['run --setup a.json --state s --allow-deletions -1'],
    ['run --setup a.json --state s --allow-deletions many'],
    ['run --setup a.json --state s --colour red'],
    ['run --setup a.json --state s --scale 2'],
    ['run extra --setup a.json --state s'],
    ['check'],
    ['check --setup a.json --yes'],
    ['demo --scale 0'],
    ['demo --language de'],
  ])('refuses "%s"', (line) => {
    expect(readCommandLine(line.split(' ').filter((word) => word !== '')).ok).toBe(false);
  });
});
