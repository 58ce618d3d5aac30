import type { LogLine } from '../../shared/model/log';

const sentences: readonly Pick<LogLine, 'level' | 'module' | 'text'>[] = [
  { level: 'INFO', module: 'orchestrator', text: 'Envoi du lot 31/50 : 260 valeurs acceptées' },
  {
    level: 'DEBUG',
    module: 'client',
    text: 'GET /api/dataValueSets?dataSet=BfMAe6Itzgt&period=202610 → 200 (412 ms)',
  },
  {
    level: 'WARNING',
    module: 'client',
    text: 'Le serveur demande d’attendre 200 s (429). La synchronisation est ralentie.',
  },
  { level: 'INFO', module: 'change_detector', text: 'Détection de changements pour Province du Nord' },
  {
    level: 'ERROR',
    module: 'aggregate',
    text: 'Conflit : élément de données fbfJHSPpUQD, unité d’organisation DiszpKrYNg8, période 202610.\nValeur « 12a » non numérique\nCode E8122',
  },
];

/** The next so many invented lines. */
export function fakeLines(from: number, count: number): readonly LogLine[] {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const sentence = sentences[((number * 7) % 11) % sentences.length] ?? { text: '' };
    const time = `2026-11-23 10:${String(Math.floor(number / 60) % 60).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}`;
    return {
      file: 'dhis2_sync.log',
      offset: number * 80,
      seq: number,
      time,
      ...sentence,
      text: `[${sentence.level ?? ''}] ${time} [${sentence.module ?? ''}] - ${sentence.text} | seq=${number} t=2026-11-23T10:00:00.000+01:00 run=r1 code=batch-sent`,
    };
  });
}
