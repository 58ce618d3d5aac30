import type { DataValue } from './dataValue';
import type { Conflict, ImportReport } from './importReport';

/** Why the destination refused a row. */
export interface Refusal {
  /** E76xx up to 2.42, E80xx and E81xx from 2.43. */
  readonly code: string | undefined;
  /** The server's own words. */
  readonly words: string;
}

/** What a report says about the rows of one request. */
export type Judgement =
  | {
      /** Every row is refused or written, one by one. */
      readonly kind: 'rows';
      readonly refused: ReadonlyMap<number, Refusal>;
      /** `told`: counts prove that all other rows are there; `read-back`: they do not, the destination must be read. */
      readonly others: 'told' | 'read-back';
      /** What to say of a row that turns out not to be there. */
      readonly otherwise: Refusal;
    }
  | {
      /** Nothing was written because of some rows. */
      readonly kind: 'group';
      readonly refusal: Refusal;
      /** Rows the report blames; empty when it does not tell. */
      readonly blamed: readonly number[];
      /** Whether each blamed row would be refused alone, too. */
      readonly certainty: 'certain' | 'likely';
    }
  | {
      /** Nothing was written, and no row is to blame: the data set is missing, or closed to the account. */
      readonly kind: 'data-set';
      readonly refusal: Refusal;
    };

/** Data set missing, not accessible, not decodable: E7600–E7604 up to 2.42, E8002–E8006 and E8010 from 2.43. */
const dataSetCodes: ReadonlySet<string> = new Set([
  'E7600',
  'E7601',
  'E7602',
  'E7603',
  'E7604',
  'E8002',
  'E8003',
  'E8004',
  'E8005',
  'E8010',
]);

type Dimension = 'dataElement' | 'period' | 'orgUnit' | 'categoryOptionCombo' | 'attributeOptionCombo';

/** 2.43 group codes, and the dimensions whose offending identifiers they name. */
const namedDimensions: Readonly<Record<string, readonly Dimension[]>> = {
  E8011: ['orgUnit'],
  E8020: ['dataElement'],
  E8021: ['period'],
  E8022: ['orgUnit'],
  E8023: ['attributeOptionCombo'],
  E8024: ['dataElement', 'categoryOptionCombo'],
  E8025: ['attributeOptionCombo', 'orgUnit'],
  E8030: ['period'],
  E8031: ['orgUnit', 'period'],
  E8032: ['attributeOptionCombo', 'period'],
  E8033: ['attributeOptionCombo', 'orgUnit', 'period'],
};

/** 2.43 decoding codes: the first bad row aborts the request; its arguments begin with the row's index. */
const decodedDimension: Readonly<Record<string, Dimension>> = {
  E8100: 'period',
  E8103: 'dataElement',
  E8104: 'dataElement',
  E8106: 'orgUnit',
  E8107: 'orgUnit',
  E8108: 'categoryOptionCombo',
  E8109: 'categoryOptionCombo',
  E8110: 'attributeOptionCombo',
  E8111: 'attributeOptionCombo',
};

/** Row-level codes of 2.43: such rows are dropped one by one, the others of the group are written. */
const rowCode = /^E812[0-5]$/u;

function refusalOf(conflict: Conflict): Refusal {
  return { code: conflict.code, words: conflict.words };
}

function isGroupConflict(conflict: Conflict, rows: number): boolean {
  if (conflict.code !== undefined && rowCode.test(conflict.code)) return false;
  if (conflict.indexes.includes(-1)) return true;
  if (conflict.code?.startsWith('E80') === true || conflict.code === 'E8128') return true;
  return rows > 1 && conflict.indexes.length >= rows;
}

function blame(
  conflict: Conflict,
  values: readonly DataValue[],
): { readonly blamed: readonly number[]; readonly certainty: 'certain' | 'likely' } {
  const code = conflict.code ?? '';
  const tokens = new Set(
    (conflict.named.trim() === '' ? conflict.words : conflict.named).split(/[^A-Za-z0-9]+/u),
  );
  const dimensions = namedDimensions[code];
  if (dimensions !== undefined) {
    const blamed = values.flatMap((value, index) =>
      dimensions.every((dimension) => tokens.has(value[dimension])) ? [index] : [],
    );
    // E8030 names a period as soon as one org unit has no exemption; rows of exempt org units look alike.
    return { blamed, certainty: code === 'E8030' ? 'likely' : 'certain' };
  }
  const first = /(?:^|\s)(\d+)(?:-|$)/u.exec(conflict.named)?.[1];
  const culprit = first === undefined ? undefined : values[Number(first)];
  if (conflict.indexes.includes(-1) && culprit !== undefined) {
    const dimension = decodedDimension[code];
    const blamed = values.flatMap((value, index) =>
      value === culprit || (dimension !== undefined && value[dimension] === culprit[dimension])
        ? [index]
        : [],
    );
    return { blamed, certainty: 'certain' };
  }
  return { blamed: [], certainty: 'likely' };
}

function otherwiseOf(report: ImportReport, loose: readonly Conflict[]): Refusal {
  const first = loose[0] ?? report.conflicts[0];
  return first === undefined ? { code: undefined, words: report.description } : refusalOf(first);
}

function judgeRows(report: ImportReport, values: readonly DataValue[]): Judgement {
  const refused = new Map<number, Refusal>();
  const loose: Conflict[] = [];
  for (const conflict of report.conflicts) {
    const named = conflict.indexes.filter((index) => index >= 0 && index < values.length);
    if (named.length === 0) loose.push(conflict);
    for (const index of named) refused.set(index, refusalOf(conflict));
  }
  const otherwise = otherwiseOf(report, loose);
  for (const index of report.rejectedIndexes) {
    const value = values[index];
    if (value === undefined || refused.has(index)) continue;
    // A conflict without indexes still names what it is about: an element, a period, an org unit, a combo.
    const about = loose.find(({ named }) => {
      const tokens = named.split(/[^A-Za-z0-9]+/u);
      return [value.dataElement, value.period, value.orgUnit, value.categoryOptionCombo].some((id) =>
        tokens.includes(id),
      );
    });
    refused.set(index, about === undefined ? otherwise : refusalOf(about));
  }
  // `ignored` counts refused rows, and up to 2.42 also those that were equal already: it proves nothing.
  const written = report.imported + report.updated + report.deleted;
  const others = written === values.length - refused.size ? 'told' : 'read-back';
  return { kind: 'rows', refused, others, otherwise };
}

/** Says what a report means for each row of the request; pure, so that it can be tested against random reports. */
export function judgeReport(report: ImportReport, values: readonly DataValue[], minor: number): Judgement {
  const written = report.imported + report.updated + report.deleted;
  if (report.status === 'ERROR' && written === 0) {
    const ofDataSet = report.conflicts.find(
      ({ code, indexes }) =>
        code !== undefined && dataSetCodes.has(code) && (minor >= 43 || indexes.length === 0),
    );
    if (ofDataSet !== undefined) return { kind: 'data-set', refusal: refusalOf(ofDataSet) };
  }
  if (minor >= 43 && report.status === 'ERROR' && written === 0) {
    const ofGroup = report.conflicts.find((conflict) => isGroupConflict(conflict, values.length));
    if (ofGroup !== undefined) {
      return { kind: 'group', refusal: refusalOf(ofGroup), ...blame(ofGroup, values) };
    }
  }
  if (report.status === 'ERROR' && report.conflicts.length === 0 && report.rejectedIndexes.length === 0) {
    const refusal = { code: undefined, words: report.description };
    return { kind: 'group', refusal, blamed: [], certainty: 'likely' };
  }
  return judgeRows(report, values);
}
