import { describe, expect, it } from 'vitest';
import { closeDecision } from './closeDecision';
import { createCloseGuard } from './closeGuard';

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

describe('createCloseGuard', () => {
  function guard(tray: 'present' | 'absent', situation = { explained: false, running: false }) {
    const done: string[] = [];
    const made = createCloseGuard({
      tray: () => tray,
      explained: () => situation.explained,
      running: () => situation.running,
      explain: (host) => done.push(`explain ${host}`),
      hide: () => done.push('hide'),
      quit: () => done.push('quit'),
    });
    return { ...made, done, situation };
  }

  it('hides beside a tray once the explanation was read, and then at once', () => {
    const { onClose, onExplained, done, situation } = guard('present');
    onClose();
    situation.explained = true;
    onExplained();
    onClose();
    expect(done).toEqual(['explain present', 'hide', 'hide']);
  });

  it('keeps the window without a tray when the explanation was read, and quits with the next close', () => {
    const { onClose, onExplained, done, situation } = guard('absent');
    onClose();
    situation.explained = true;
    onExplained();
    expect(done).toEqual(['explain absent']);
    onClose();
    expect(done).toEqual(['explain absent', 'quit']);
  });

  it('does nothing when preferences change while nothing is explained', () => {
    const { onExplained, done } = guard('present');
    onExplained();
    expect(done).toEqual([]);
  });
});
