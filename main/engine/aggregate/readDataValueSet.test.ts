import { describe, expect, it } from 'vitest';
import { readDataValueSet } from './readDataValueSet';

const row = {
  dataElement: 'DEaaaaaaaaa',
  period: '202601',
  orgUnit: 'OUaaaaaaaaa',
  categoryOptionCombo: 'COCaaaaaaaa',
  attributeOptionCombo: 'AOCaaaaaaaa',
  value: '1',
};

describe('reading a data value set', () => {
  it('treats nulls of 2.42 and absent members of 2.43 alike', () => {
    const nulls = { ...row, comment: null, storedBy: null, followup: false };
    const older = readDataValueSet({ dataValues: [nulls] }, 'host');
    const newer = readDataValueSet({ dataValues: [row] }, 'host');
    expect(older).toEqual(newer);
    expect(newer).toMatchObject({ ok: true, value: [{ comment: '', followup: false, deleted: false }] });
  });

  it('fills rows from the header of 2.43', () => {
    const body = {
      dataSet: 'DSaaaaaaaaa',
      period: '202602',
      orgUnit: 'OUbbbbbbbbb',
      attributeOptionCombo: 'AOCbbbbbbbb',
      dataValues: [{ dataElement: 'DEaaaaaaaaa', categoryOptionCombo: 'COCaaaaaaaa', value: '5' }],
    };
    expect(readDataValueSet(body, 'host')).toMatchObject({
      ok: true,
      value: [{ period: '202602', orgUnit: 'OUbbbbbbbbb', attributeOptionCombo: 'AOCbbbbbbbb' }],
    });
  });

  it('takes deleted rows, whose value may be null', () => {
    const read = readDataValueSet({ dataValues: [{ ...row, value: null, deleted: true }] }, 'host');
    expect(read).toMatchObject({ ok: true, value: [{ value: '', deleted: true }] });
  });

  it('takes an empty list for an empty data set, and nothing else', () => {
    expect(readDataValueSet({ dataValues: [] }, 'host')).toEqual({ ok: true, value: [] });
    for (const body of [{}, { dataValues: null }, { dataValues: {} }, { dataSets: [] }]) {
      expect(readDataValueSet(body, 'host')).toMatchObject({
        ok: false,
        error: { code: 'incomplete-answer' },
      });
    }
    for (const body of [null, [], 'text', 3]) {
      expect(readDataValueSet(body, 'host')).toMatchObject({
        ok: false,
        error: { code: 'malformed-answer' },
      });
    }
  });

  it.each(['dataElement', 'period', 'orgUnit', 'categoryOptionCombo', 'attributeOptionCombo'])(
    'refuses an answer in which a row lacks its %s',
    (member) => {
      const read = readDataValueSet({ dataValues: [row, { ...row, [member]: undefined }] }, 'host');
      expect(read).toMatchObject({ ok: false, error: { code: 'malformed-answer', params: { row: 1 } } });
    },
  );

  it('refuses values that are no text', () => {
    const read = readDataValueSet({ dataValues: [{ ...row, value: 1 }] }, 'host');
    expect(read).toMatchObject({ ok: false, error: { code: 'malformed-answer' } });
  });
});
