import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataValue } from './dataValue';
import { readImportReport } from './importReport';
import type { ImportReport } from './importReport';
import { judgeReport } from './judgeReport';

function value(dataElement: string, period: string, orgUnit: string): DataValue {
  return {
    dataElement,
    period,
    orgUnit,
    categoryOptionCombo: 'COCaaaaaaaa',
    attributeOptionCombo: 'AOCaaaaaaaa',
    value: '1',
    comment: '',
    followup: false,
    deleted: false,
    storedBy: '',
  };
}

const values = [
  value('DEaaaaaaaaa', '202601', 'OUaaaaaaaaa'),
  value('DEaaaaaaaaa', '202602', 'OUaaaaaaaaa'),
  value('DEbbbbbbbbb', '202601', 'OUbbbbbbbbb'),
  value('DEbbbbbbbbb', '202602', 'OUbbbbbbbbb'),
];

function group(errorCode: string, args: string, indexes = [0, 1, 2, 3]): ImportReport {
  const response = {
    status: 'ERROR',
    importCount: { imported: 0, updated: 0, ignored: 0, deleted: 0 },
    conflicts: [{ errorCode, objects: { args }, value: 'words', indexes }],
    rejectedIndexes: indexes.filter((index) => index >= 0),
  };
  const report = readImportReport({ status: 'ERROR', response });
  expect(report).toBeDefined();
  return report ?? never();
}

function never(): never {
  throw new Error('no report');
}

describe('judging a report of 2.43', () => {
  it.each([
    ['E8022', 'DSaaaaaaaaa-[OUbbbbbbbbb]', [2, 3], 'certain'],
    ['E8020', 'DSaaaaaaaaa-[DEaaaaaaaaa]', [0, 1], 'certain'],
    ['E8021', 'DSaaaaaaaaa-[202602]', [1, 3], 'certain'],
    ['E8031', 'OUaaaaaaaaa-[202602]', [1], 'certain'],
    ['E8030', 'DSaaaaaaaaa-[202601]', [0, 2], 'likely'],
    ['E8033', 'AOCaaaaaaaa-OUbbbbbbbbb-[202601, 202602]', [2, 3], 'certain'],
    ['E8012', '[optionaaaaa]', [], 'likely'],
  ])('%s about %s blames rows %j', (code, args, blamed, certainty) => {
    expect(judgeReport(group(code, args), values, 43)).toMatchObject({ kind: 'group', blamed, certainty });
  });

  it('finds the row that could not be decoded, and those with the same identifier', () => {
    const judged = judgeReport(group('E8104', '2-DEbbbbbbbbb', [-1]), values, 43);
    expect(judged).toMatchObject({ kind: 'group', blamed: [2, 3], certainty: 'certain' });
    expect(judgeReport(group('E8127', '1-combo-options', [-1]), values, 43)).toMatchObject({ blamed: [1] });
  });

  it.each(['E8010', 'E8004', 'E8003'])('%s blames no row but the data set', (code) => {
    expect(judgeReport(group(code, 'DSaaaaaaaaa'), values, 43)).toMatchObject({ kind: 'data-set' });
  });

  it('takes an error about every single row for refusals one by one', () => {
    const report = group('E8122', '0-x', [0, 1, 2, 3]);
    const judged = judgeReport(report, values, 43);
    expect(judged.kind === 'rows' && judged.refused.size).toBe(4);
  });
});

describe('judging a report up to 2.42', () => {
  const report = (changes: Partial<ImportReport>): ImportReport => ({
    status: 'WARNING',
    description: 'done',
    imported: 0,
    updated: 0,
    ignored: 0,
    deleted: 0,
    conflicts: [],
    rejectedIndexes: [],
    ...changes,
  });

  it('believes counts only when they account for every row that was not refused', () => {
    fc.assert(
      fc.property(
        fc.subarray([0, 1, 2, 3]),
        fc.nat({ max: 4 }),
        fc.nat({ max: 4 }),
        fc.nat({ max: 4 }),
        (rejected, imported, updated, ignored) => {
          const conflicts = rejected.map((index) => ({
            code: 'E7619',
            words: 'no',
            named: '',
            indexes: [index],
          }));
          const judged = judgeReport(report({ imported, updated, ignored, conflicts }), values, 41);
          expect(judged.kind).toBe('rows');
          if (judged.kind !== 'rows') return;
          expect([...judged.refused.keys()].sort()).toEqual(rejected);
          const told = imported + updated === values.length - rejected.length;
          expect(judged.others).toBe(told ? 'told' : 'read-back');
        },
      ),
    );
  });

  it('pairs rejected rows with the conflict that names their identifier', () => {
    const conflicts = [{ code: 'E7612', words: 'no such unit', named: 'OUbbbbbbbbb', indexes: [] }];
    const judged = judgeReport(
      report({ imported: 2, ignored: 2, conflicts, rejectedIndexes: [2, 3] }),
      values,
      40,
    );
    expect(judged).toMatchObject({ kind: 'rows', others: 'told' });
    expect(judged.kind === 'rows' && [...judged.refused]).toEqual([
      [2, { code: 'E7612', words: 'no such unit' }],
      [3, { code: 'E7612', words: 'no such unit' }],
    ]);
  });

  it('takes a missing data set for what it is', () => {
    const conflicts = [{ code: 'E7600', words: 'no such data set', named: 'DSaaaaaaaaa', indexes: [] }];
    expect(judgeReport(report({ status: 'ERROR', conflicts }), values, 42)).toMatchObject({
      kind: 'data-set',
    });
  });

  it('ignores indexes outside the request', () => {
    const conflicts = [{ code: 'E7619', words: 'no', named: '', indexes: [9, -1] }];
    const judged = judgeReport(report({ imported: 4, conflicts }), values, 41);
    expect(judged).toMatchObject({ kind: 'rows', others: 'told' });
    expect(judged.kind === 'rows' && judged.refused.size).toBe(0);
  });
});

describe('reading a report', () => {
  it('takes what is no report for none', () => {
    for (const body of [null, {}, { response: {} }, { response: { status: 'OK' } }, 'text', []]) {
      expect(readImportReport(body)).toBeUndefined();
    }
  });

  it('takes a bare summary, too', () => {
    const importCount = { imported: 1, updated: 0, ignored: 0, deleted: 0 };
    expect(readImportReport({ status: 'SUCCESS', importCount })).toMatchObject({
      status: 'SUCCESS',
      imported: 1,
    });
  });
});
