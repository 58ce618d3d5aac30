import type { LogLevel } from '../../shared/model/log';
import type { LogRecordText, ShownLevel } from '../../shared/model/logView';

/** What an invented record says; record number n says what kind n modulo their number says. */
export interface FakeKind {
  readonly level?: LogLevel;
  readonly module?: string;
  readonly code?: string;
  readonly sync?: string;
  readonly run?: string;
  readonly text: string;
  /** Lines after the first. */
  readonly more: readonly string[];
  readonly bytes?: number;
}

const answer = {
  httpStatus: 'Conflict',
  httpStatusCode: 409,
  status: 'WARNING',
  message: 'One more conflicts encountered, please check import summary.',
  response: {
    responseType: 'ImportSummary',
    importCount: { imported: 243, updated: 0, ignored: 17, deleted: 0 },
    conflicts: Array.from({ length: 140 }, (_, index) => ({
      object: `de${index}`,
      value: `Value ‘12a’ is not a valid number: DE${index}`,
      errorCode: index % 2 === 0 ? 'E8122' : 'E8030',
      indexes: [index, index + 1],
    })),
    dataSetComplete: 'false',
  },
};

const patterns: readonly FakeKind[] = [
  {
    level: 'INFO',
    module: 'orchestrator',
    code: 'batch-sent',
    text: 'Envoi du lot {i}/50 : 260 valeurs acceptées',
    more: [],
  },
  {
    level: 'DEBUG',
    module: 'client',
    code: 'request-done',
    text: 'GET /api/dataValueSets?dataSet=BfMAe6Itzgt&period=2026{m} → 200 ({i}12 ms)',
    more: [],
  },
  {
    level: 'INFO',
    module: 'aggregate',
    code: 'batch-compared',
    text: 'Rapport mensuel, lot {i} : 1 300 valeurs comparées, 0 différence',
    more: [],
  },
  {
    level: 'DEBUG',
    module: 'client',
    code: 'request-done',
    text: 'POST /api/dataValueSets?importStrategy=CREATE_AND_UPDATE → 200 ({i}4 ms)',
    more: [],
  },
  {
    level: 'INFO',
    module: 'change_detector',
    code: 'detection-started',
    text: 'Détection de changements pour Province du Nord',
    more: [],
  },
  {
    level: 'INFO',
    module: 'change_detector',
    code: 'no-change',
    text: 'Métadonnées : aucun changement depuis 10:{m}',
    more: [],
  },
];

const rare: Readonly<Record<number, FakeKind>> = {
  17: {
    level: 'WARNING',
    module: 'client',
    code: 'throttled',
    text: 'Le serveur demande d’attendre 200 s (429 Too Many Requests). La synchronisation est ralentie.',
    more: [],
  },
  91: {
    level: 'ERROR',
    module: 'aggregate',
    code: 'record-quarantined',
    text: 'Conflit : élément de données fbfJHSPpUQD, unité d’organisation DiszpKrYNg8, période 202610.',
    more: ['  Valeur « 12a » non numérique', '  Code E8122'],
  },
  143: {
    level: 'WARNING',
    module: 'metadata',
    code: 'field-cut',
    text: 'Le nom abrégé de l’unité d’organisation « Poste de santé avancé de Kabinda-Est » est trop long : il est coupé à 50 caractères.',
    more: [],
  },
  211: {
    text: 'Traceback (most recent call last):',
    more: ['  File "sync.py", line 88, in run', 'ValueError: période'],
  },
  307: {
    level: 'ERROR',
    module: 'client',
    code: 'detection-failed',
    text: `Réponse 409 de l’importation : ${JSON.stringify(answer)}`,
    more: [],
    bytes: 511_204,
  },
  444: {
    level: 'CRITICAL',
    module: 'app',
    code: 'app-failed',
    text: 'Erreur inattendue : ENOSPC: no space left on device, write',
    more: ['    at writeSync (node:fs:921:3)', '    at LogSink.flush (logSink.ts:88:7)'],
  },
  520: {
    level: 'ERROR',
    module: 'orchestrator',
    code: 'run-failed',
    text: 'VIH — cohorte trimestrielle : exécution échouée, jeton refusé (401)',
    more: [],
  },
};

const syncs = ['snis', 'palu', 'pev', 'vih'];

/** All kinds of invented records. */
export const fakeKinds: readonly FakeKind[] = Array.from({ length: 601 }, (_, number) => {
  const kind = rare[number] ?? patterns[(number * 7 + (number >> 3)) % patterns.length];
  const sync = syncs[Math.floor(number / 150)];
  const filled = (kind?.text ?? '')
    .replace('{i}', String(1 + (number % 50)))
    .replace('{m}', String(10 + (number % 50)));
  return {
    more: [],
    ...kind,
    ...(kind?.level === undefined || kind.module === 'app' || sync === undefined
      ? {}
      : { sync, run: `run-${sync}` }),
    text: filled,
  };
});

/** What a record of this number says. */
export function kindAt(number: number): FakeKind {
  return fakeKinds[number % fakeKinds.length] ?? { text: '', more: [] };
}

/** Its level, as filters know it. */
export function levelOf(kind: FakeKind): ShownLevel {
  return kind.level ?? 'NONE';
}

/** Records of these kinds among the first `records`. */
export function countUpTo(shown: readonly number[], records: number): number {
  const rest = shown.findIndex((kind) => kind >= records % fakeKinds.length);
  return Math.floor(records / fakeKinds.length) * shown.length + (rest === -1 ? shown.length : rest);
}

/** Number of the record that is the given one of these kinds. */
export function nthOf(shown: readonly number[], index: number): number {
  return Math.floor(index / shown.length) * fakeKinds.length + (shown[index % shown.length] ?? 0);
}

/** Letters of a record's text that are given at once, so that long ones come in pieces. */
const piece = 8_000;

/** A piece of an invented record's text, as it would stand in the file. */
export function fakeText(
  kind: FakeKind,
  time: number,
  fields: string,
  offset: number,
): Omit<LogRecordText, 'link'> {
  const stamp = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
  const head = kind.level === undefined ? '' : `[${kind.level}] ${stamp} [${kind.module ?? ''}] - `;
  const text = `${head}${[kind.text, ...kind.more].join('\n')}${fields === '' ? '' : ` | ${fields}`}`;
  return {
    text: text.slice(offset, offset + piece),
    ...(offset + piece < text.length ? { next: offset + piece } : {}),
    fields: fields
      .split(' ')
      .filter((field) => field !== '')
      .map((field) => ({
        name: field.slice(0, field.indexOf('=')),
        value: field.slice(field.indexOf('=') + 1),
      })),
  };
}
