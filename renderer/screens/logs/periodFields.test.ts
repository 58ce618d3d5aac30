import { expect, test } from 'vitest';
import { fail, succeed } from '../../../shared/result';
import { typedRange } from './periodFields';

const noon = new Date(2026, 10, 23, 12, 0, 0).getTime();

test('both ends are in the period, the last one with its whole second', () => {
  expect(typedRange('2026-11-23T12:00:00', '2026-11-23T12:00:05')).toEqual(
    succeed({ from: noon, until: noon + 5_999 }),
  );
  expect(typedRange('2026-11-23T12:00', '2026-11-23T12:00')).toEqual(
    succeed({ from: noon, until: noon + 999 }),
  );
});

test.each([
  ['', '2026-11-23T12:00:00', 'from-missing'],
  ['2026-11-23T12:00:00', '', 'until-missing'],
  ['2026-11-23T12:00:01', '2026-11-23T12:00:00', 'reversed'],
  ['tomorrow', '2026-11-23T12:00:00', 'from-missing'],
] as const)('from “%s” until “%s”: %s', (from, until, fault) => {
  expect(typedRange(from, until)).toEqual(fail(fault));
});
