import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

/** Switches as Chromium parses them. */
function switches(given: Record<string, string>) {
  return {
    hasSwitch: (name: string) => Object.hasOwn(given, name),
    getSwitchValue: (name: string) => (Object.hasOwn(given, name) ? (given[name] ?? '') : ''),
  };
}

describe('readOptions', () => {
  it("opens the operator's own profile unless told otherwise", () => {
    expect(readOptions(switches({}))).toEqual({ profile: 'operator' });
    expect(readOptions(switches({ demo: '' }))).toEqual({ profile: 'demonstration' });
  });

  it('takes a folder and a scale', () => {
    expect(readOptions(switches({ demo: '', 'demo-scale': '0.1', 'user-data-dir': '/tmp/x' }))).toEqual({
      profile: 'demonstration',
      demonstrationScale: 0.1,
      userData: '/tmp/x',
    });
  });

  it.each(['', '0', '-1', '1000', 'x', 'Infinity', 'NaN', '1;rm'])('ignores the scale %j', (scale) => {
    expect(readOptions(switches({ 'demo-scale': scale }))).toEqual({ profile: 'operator' });
  });

  it('ignores everything else', () => {
    expect(readOptions(switches({ 'no-sandbox': '', 'app-folder': '/', url: 'file:///' }))).toEqual({
      profile: 'operator',
    });
  });
});
