import { expect, it } from 'vitest';
import { membersLeftBehind, membersNotShared } from './memberVersions';

it('compares every member between equal versions', () => {
  expect(membersNotShared('programs', [40, 40]).size).toBe(0);
  expect(membersLeftBehind('programs', [40, 40]).size).toBe(0);
});

it('does not compare what one version lacks, whichever end it is', () => {
  expect(membersNotShared('programs', [40, 41])).toEqual(membersNotShared('programs', [41, 40]));
  expect(membersNotShared('programs', [40, 41]).has('eventLabel')).toBe(true);
  expect(membersNotShared('programs', [41, 42]).has('eventLabel')).toBe(false);
});

it('leaves behind only what the destination lacks', () => {
  expect(membersLeftBehind('programs', [41, 40]).has('eventLabel')).toBe(true);
  expect(membersLeftBehind('programs', [40, 41]).has('eventLabel')).toBe(false);
});

it('knows members that a later version dropped', () => {
  expect(membersLeftBehind('smsCommands', [41, 42]).has('successMessage')).toBe(true);
  expect(membersLeftBehind('smsCommands', [42, 41]).has('successMessage')).toBe(false);
});
