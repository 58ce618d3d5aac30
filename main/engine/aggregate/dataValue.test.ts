import { describe, expect, it } from 'vitest';
import { contentHash, keyOf, partsOfKey, rowBytes, toRow } from './dataValue';
import type { DataValue } from './dataValue';

const value: DataValue = {
  dataElement: 'DEaaaaaaaaa',
  period: '2026Q1',
  orgUnit: 'OUaaaaaaaaa',
  categoryOptionCombo: 'COCaaaaaaaa',
  attributeOptionCombo: 'AOCaaaaaaaa',
  value: '12',
  comment: 'élevé',
  followup: true,
  deleted: false,
  storedBy: 'agent',
};

describe('data values', () => {
  it('have a key that can be taken apart again', () => {
    expect(keyOf(value)).toBe('DEaaaaaaaaa.2026Q1.OUaaaaaaaaa.COCaaaaaaaa.AOCaaaaaaaa');
    expect(partsOfKey(keyOf(value))).toMatchObject({ period: '2026Q1', attributeOptionCombo: 'AOCaaaaaaaa' });
    expect(partsOfKey('DEaaaaaaaaa.2026Q1.OUaaaaaaaaa.COCaaaaaaaa')).toBeUndefined();
    expect(partsOfKey('a..b.c.d')).toBeUndefined();
  });

  it('hash value, comment and follow-up, and nothing that an import sets anew', () => {
    expect(contentHash({ ...value, storedBy: 'other' })).toBe(contentHash(value));
    const hashes = [
      value,
      { ...value, value: '13' },
      { ...value, comment: '' },
      { ...value, followup: false },
      { ...value, value: '12élevé', comment: '' },
    ].map(contentHash);
    expect(new Set(hashes).size).toBe(5);
    expect(contentHash({ ...value, deleted: true })).toBe('deleted');
  });

  it('travel with the follow-up mark under both names, and without it when it is off', () => {
    expect(toRow(value, 'with-stored-by')).toMatchObject({
      followup: true,
      followUp: true,
      storedBy: 'agent',
    });
    const plain = toRow({ ...value, followup: false, comment: '' }, 'without-stored-by');
    expect(Object.keys(plain)).toEqual([
      'dataElement',
      'period',
      'orgUnit',
      'categoryOptionCombo',
      'attributeOptionCombo',
      'value',
    ]);
  });

  it('know their size in JSON', () => {
    for (const one of [value, { ...value, comment: '', followup: false, storedBy: '', deleted: true }]) {
      expect(rowBytes(one)).toBe(Buffer.byteLength(JSON.stringify(toRow(one, 'with-stored-by'))));
    }
  });
});
