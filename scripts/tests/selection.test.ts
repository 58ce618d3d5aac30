import { describe, expect, it } from 'vitest';
import { readSelection } from './selection.mjs';

const specs = ['e2e/tray.spec.ts', 'e2e/window/hardening.spec.ts'];

describe('the arguments of npm test', () => {
  it('run everything when there are none', () => {
    expect(readSelection([], specs)).toMatchObject({
      runUnit: true,
      runDesktop: true,
      unit: [],
      desktop: [],
    });
  });

  it('choose files of both kinds by a part of their path', () => {
    expect(readSelection(['tray'], specs)).toMatchObject({
      runUnit: true,
      unit: ['tray'],
      runDesktop: true,
      desktop: ['e2e/tray.spec.ts'],
    });
  });

  it('leave the desktop out when no spec is meant', () => {
    expect(readSelection(['./main/engine'], specs)).toMatchObject({
      runUnit: true,
      unit: ['main/engine'],
      runDesktop: false,
    });
  });

  it('run only the desktop when a spec is named', () => {
    expect(readSelection(['e2e/window/hardening.spec.ts'], specs)).toMatchObject({
      runUnit: false,
      runDesktop: true,
      desktop: ['e2e/window/hardening.spec.ts'],
    });
  });

  it('choose tests by name in both runners', () => {
    const selection = readSelection(['-t', 'never green', '--bail=1'], specs);
    expect(selection.unit).toEqual(['--bail=1', '-t', 'never green']);
    expect(selection.desktop).toEqual(['--bail=1', '--grep', 'never green']);
    expect(selection.byName).toBe(true);
  });
});
