import { describe, expect, it } from 'vitest';
import { detectFormat } from './detectFormat';
import { fieldsOfRecord, readRecord } from './readRecord';
import type { ReadRecord } from './readRecord';
import { ownFormat, unknownFormat } from './lineForms';

function local(
  year: number,
  month: number,
  day: number,
  hours: number,
  minutes: number,
  seconds: number,
  ms = 0,
) {
  return new Date(year, month - 1, day, hours, minutes, seconds, ms).getTime();
}

/** Reads a record as the file that holds nothing but it would be read. */
function read(text: string): ReadRecord {
  const bytes = Buffer.from(text);
  return readRecord(bytes, { ...detectFormat([{ bytes, begins: 'line' }]), bytes: bytes.length });
}

const samples: readonly (readonly [string, string, Partial<ReadRecord>])[] = [
  [
    'ours',
    '[INFO] 2026-11-23 14:23:01 [orchestrator] - Exécution terminée | seq=12 t=2026-11-23T14:23:01.250+01:00 run=r-1 sync=s-2 code=run-ended ms=1200\n',
    {
      time: Date.UTC(2026, 10, 23, 13, 23, 1, 250),
      level: 'INFO',
      module: 'orchestrator',
      run: 'r-1',
      sync: 's-2',
      code: 'run-ended',
      text: 'Exécution terminée',
      fields: 'seq=12 t=2026-11-23T14:23:01.250+01:00 run=r-1 sync=s-2 code=run-ended ms=1200',
      extent: 'whole',
    },
  ],
  [
    'ours with its tag, a quoted value, and a line end of Windows',
    '[AUTO-SYNC] [WARNING] 2026-11-23 14:23:01 [change_detector] - Détection | seq=7 t=2026-11-23T14:23:01.000Z sync="a \\"b\\" c" code=x\r\n',
    {
      time: Date.UTC(2026, 10, 23, 14, 23, 1),
      level: 'WARNING',
      sync: 'a "b" c',
      code: 'x',
      text: 'Détection',
    },
  ],
  [
    'the predecessor about its scheduler',
    '[AUTO-SYNC] [INFO] 2025-10-13 23:51:53 [dhis_app.services.auto_sync.scheduler] - Scheduler démarré pour Essai (ID: 3)\n',
    {
      time: local(2025, 10, 13, 23, 51, 53),
      level: 'INFO',
      module: 'dhis_app.services.auto_sync.scheduler',
      text: 'Scheduler démarré pour Essai (ID: 3)',
      fields: '',
    },
  ],
  [
    'the predecessor with the place in its code',
    '[ERROR] 2025-10-29 14:54:45 dhis_app.services.metadata analytics.sync:72 - Impossible d’importer: code: 500 - fin\n',
    {
      time: local(2025, 10, 29, 14, 54, 45),
      level: 'ERROR',
      module: 'dhis_app.services.metadata',
      text: 'Impossible d’importer: code: 500 - fin',
    },
  ],
  [
    'the predecessor in production',
    'INFO 2025-10-13 23:12:49,123 apps Démarrage\n',
    { time: local(2025, 10, 13, 23, 12, 49, 123), level: 'INFO', module: 'apps', text: 'Démarrage' },
  ],
  [
    'the plain form',
    '[CRITICAL] 2025-10-13 23:12:49 - Arrêt\n',
    { time: local(2025, 10, 13, 23, 12, 49), level: 'CRITICAL', text: 'Arrêt' },
  ],
  [
    'a server of DHIS2',
    '* WARN  2025-10-14T00:16:22,123 File lente (Queue.java [exec-3])\n',
    { time: local(2025, 10, 14, 0, 16, 22, 123), level: 'WARNING', text: 'File lente (Queue.java [exec-3])' },
  ],
  [
    'a date with a zone, then the level',
    '2026-11-23T14:23:01.123+01:00 ERROR Coupure\n',
    { time: Date.UTC(2026, 10, 23, 13, 23, 1, 123), level: 'ERROR', text: 'Coupure' },
  ],
  [
    'a date with a comma, a name, then the level',
    '2026-11-23 14:23:01,123 - essai.module - WARNING - Lent\n',
    { time: local(2026, 11, 23, 14, 23, 1, 123), level: 'WARNING', module: 'essai.module', text: 'Lent' },
  ],
  [
    'a date, then a word that is no level',
    '2026-11-23 14:23:01 Bonjour à tous\n',
    { time: local(2026, 11, 23, 14, 23, 1), text: 'Bonjour à tous' },
  ],
  [
    'a level at the beginning of unknown text',
    'ERREUR: disque plein\n',
    { level: 'ERROR', text: 'ERREUR: disque plein' },
  ],
  ['a bracketed level in unknown text', '[warn] lent\n', { level: 'WARNING', text: '[warn] lent' }],
];

describe('readRecord', () => {
  it.each(samples)('reads %s', (_, line, expected) => {
    const { time, level, module, text, ...rest } = expected;
    expect(read(line)).toMatchObject(rest);
    expect({
      time: read(line).time,
      level: read(line).level,
      module: read(line).module,
      text: read(line).text,
    }).toEqual({
      time,
      level,
      module: module ?? (line.includes('[change_detector]') ? 'change_detector' : undefined),
      text,
    });
  });

  it('takes no word for a level that merely begins a sentence', () => {
    expect(read('Information utile\n').level).toBeUndefined();
    expect(read('ERROR_LIMIT=3\n').level).toBeUndefined();
  });

  it('gives a date that does not exist no time', () => {
    const record = read('[INFO] 2025-02-30 10:00:00 [app] - Date fausse\n');
    expect(record).toMatchObject({ level: 'INFO', module: 'app', text: 'Date fausse' });
    expect(record.time).toBeUndefined();
  });

  it('shows control characters and colours as harmless symbols', () => {
    expect(read('[INFO] 2025-02-03 10:00:00 [app] - a\u001b[31mb\u0000c\u202Ed\u0085\n').text).toBe(
      'a␛[31mb␀c\\u202ed\\u0085',
    );
  });

  it('cuts a sentence at 2,000 characters, never within a letter, and says so', () => {
    const record = read(`[INFO] 2025-02-03 10:00:00 [app] - ${'x'.repeat(1999)}🚀${'y'.repeat(20_000)}\n`);
    expect(record.text).toBe('x'.repeat(1999));
    expect(record.extent).toBe('cut');
  });

  it('says that a record of several lines holds more than its first', () => {
    expect(read('[ERROR] 2025-02-03 10:00:00 - Échec\n  File "x.py", line 3\n')).toMatchObject({
      text: 'Échec',
      extent: 'cut',
    });
  });

  it('reads bytes that are no UTF-8 as U+FFFD in a UTF-8 file, and as Windows does in the other', () => {
    const bytes = Buffer.concat([Buffer.from('[INFO] 2025-02-03 10:00:00 - d\xe9j\xe0 \x80\n', 'latin1')]);
    const place = { format: ownFormat, bytes: bytes.length };
    expect(readRecord(bytes, { ...place, encoding: 'utf8' }).text).toBe('d\uFFFDj\uFFFD \uFFFD');
    expect(readRecord(bytes, { ...place, encoding: 'latin1' }).text).toBe('déjà €');
  });

  it('finds the head behind the zeros that a lost power leaves', () => {
    const bytes = Buffer.concat([
      Buffer.alloc(5000),
      Buffer.from('[INFO] 2025-02-03 10:00:00 [app] - Reprise\n'),
    ]);
    const record = readRecord(bytes, { format: ownFormat, encoding: 'utf8', bytes: bytes.length });
    expect(record).toMatchObject({ level: 'INFO', module: 'app', text: 'Reprise' });
  });

  it('reads nothing from no bytes', () => {
    const record = readRecord(Buffer.alloc(0), { format: unknownFormat, encoding: 'utf8', bytes: 0 });
    expect(record).toEqual({ text: '', fields: '', extent: 'whole' });
  });
});

describe('fieldsOfRecord', () => {
  it('takes the fields of one of our lines apart', () => {
    const line = Buffer.from(
      '[INFO] 2026-11-23 14:23:01 [app] - a ¦ b | seq=1 t=2026-11-23T14:23:01.250Z code=x reason="il a dit \\"non\\" \\\\o/" vide=""\n',
    );
    expect(fieldsOfRecord(line, { format: ownFormat, encoding: 'utf8', bytes: line.length })).toEqual([
      { name: 'seq', value: '1' },
      { name: 't', value: '2026-11-23T14:23:01.250Z' },
      { name: 'code', value: 'x' },
      { name: 'reason', value: 'il a dit "non" \\o/' },
      { name: 'vide', value: '' },
    ]);
  });

  it('finds none in lines of other programs', () => {
    const line = Buffer.from('[INFO] 2026-11-23 14:23:01 [app] - a=1 | b=2\n');
    expect(fieldsOfRecord(line, { format: ownFormat, encoding: 'utf8', bytes: line.length })).toEqual([]);
  });
});
