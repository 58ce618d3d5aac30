import { describe, expect, it } from 'vitest';
import { closeDecision } from './closeDecision';

const told = { explained: 'yes', explaining: 'no', running: 'no' } as const;

describe('closeDecision', () => {
  it('explains the first time, whatever the desktop', () => {
    expect(closeDecision({ ...told, tray: 'present', explained: 'no' })).toBe('explain');
    expect(closeDecision({ ...told, tray: 'absent', explained: 'no' })).toBe('explain');
  });

  it('hides beside a tray, also during a run, and quits without one', () => {
    expect(closeDecision({ ...told, tray: 'present' })).toBe('hide');
    expect(closeDecision({ ...told, tray: 'present', running: 'yes' })).toBe('hide');
    expect(closeDecision({ ...told, tray: 'absent' })).toBe('quit');
  });

  it('explains again before quitting would interrupt a run', () => {
    expect(closeDecision({ ...told, tray: 'absent', running: 'yes' })).toBe('explain');
  });

  it('obeys a second close while the explanation is on screen', () => {
    const again = { explained: 'no', explaining: 'yes', running: 'yes' } as const;
    expect(closeDecision({ ...again, tray: 'present' })).toBe('hide');
    expect(closeDecision({ ...again, tray: 'absent' })).toBe('quit');
  });
});
