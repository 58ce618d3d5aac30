import { expect, test } from 'vitest';
import { lineParts } from './lineParts';

test.each([
  [
    '[INFO] 2026-11-23 14:23:01 [orchestrator] - Envoi : 260 valeurs | seq=12 t=2026-11-23T14:23:01.250+01:00 run=r1',
    'Envoi : 260 valeurs',
    'seq=12 t=2026-11-23T14:23:01.250+01:00 run=r1',
  ],
  ['[AUTO-SYNC] [DEBUG] 2026-11-23 14:23:01 [change_detector] - Rien', 'Rien', ''],
  ['Traceback (most recent call last):', 'Traceback (most recent call last):', ''],
])('%s', (text, sentence, fields) => {
  expect(lineParts(text)).toEqual({ sentence, fields });
});
