import { describe, expect, it } from 'vitest';
import { isInsignificantZero, normalizeBoolean, normalizeValue, valueProblem } from './valueType';

describe('value types', () => {
  it.each([
    ['NUMBER', '-0.5'],
    ['NUMBER', '12'],
    ['INTEGER', '-12'],
    ['INTEGER_POSITIVE', '1'],
    ['INTEGER_NEGATIVE', '-1'],
    ['INTEGER_ZERO_OR_POSITIVE', '0'],
    ['PERCENTAGE', '100'],
    ['UNIT_INTERVAL', '0.25'],
    ['BOOLEAN', 'false'],
    ['TRUE_ONLY', 'true'],
    ['DATE', '2026-02-28'],
    ['DATETIME', '2026-02-28T10:15'],
    ['TIME', '7:05'],
    ['EMAIL', 'poste1@snis.example.org'],
    ['PHONE_NUMBER', '+243 123 456'],
    ['URL', 'https://www.example.org/a'],
    ['COORDINATE', '[17.5,-3.25]'],
    ['LETTER', 'é'],
    ['USERNAME', 'direction.snis'],
    ['ORGANISATION_UNIT', 'a1234567890'],
    ['TEXT', 'anything'],
    ['NUMBER', ''],
  ])('%s takes %s', (type, value) => {
    expect(valueProblem(value, type)).toBeUndefined();
  });

  it.each([
    ['NUMBER', '01', 'value_not_numeric'],
    ['NUMBER', '1e5', 'value_not_numeric'],
    ['INTEGER', '1.0', 'value_not_integer'],
    ['INTEGER', '2147483648', 'value_not_integer'],
    ['INTEGER_POSITIVE', '0', 'value_not_positive_integer'],
    ['INTEGER_NEGATIVE', '1', 'value_not_negative_integer'],
    ['INTEGER_ZERO_OR_POSITIVE', '-1', 'value_not_zero_or_positive_integer'],
    ['PERCENTAGE', '101', 'value_not_percentage'],
    ['UNIT_INTERVAL', '1.5', 'value_not_unit_interval'],
    ['BOOLEAN', 'maybe', 'value_not_bool'],
    ['TRUE_ONLY', 'false', 'value_not_true_only'],
    ['DATE', '2026-02-30', 'value_not_valid_date'],
    ['DATE', '28/02/2026', 'value_not_valid_date'],
    ['TIME', '25:00', 'value_not_valid_time'],
    ['EMAIL', 'nobody', 'value_not_valid_email'],
    ['COORDINATE', '[200,3]', 'value_not_coordinate'],
    ['LETTER', 'AB', 'value_not_valid_letter'],
    ['ORGANISATION_UNIT', '1bc', 'value_not_valid_org_unit_uid'],
    ['TEXT', 'x'.repeat(50_001), 'value_length_greater_than_max_length'],
  ])('%s refuses %s', (type, value, key) => {
    expect(valueProblem(value, type)?.key).toBe(key);
  });

  it('turns the forms of true and false into one, differently by line', () => {
    expect(normalizeBoolean('1', 'BOOLEAN')).toBe('true');
    expect(normalizeBoolean('yes', 'BOOLEAN')).toBe('yes');
    expect(normalizeBoolean('0', 'TRUE_ONLY')).toBe('0');
    expect(normalizeValue('yes', 'BOOLEAN')).toBe('true');
    expect(normalizeValue('5.0', 'INTEGER')).toBe('5');
    expect(normalizeValue('5.0', 'NUMBER')).toBe('5.0');
  });

  it('knows which zeros mean nothing', () => {
    const element = { valueType: 'INTEGER', aggregationType: 'SUM', zeroIsSignificant: false };
    expect(isInsignificantZero('0', element)).toBe(true);
    expect(isInsignificantZero('0', { ...element, zeroIsSignificant: true })).toBe(false);
    expect(isInsignificantZero('0', { ...element, aggregationType: 'AVERAGE' })).toBe(false);
    expect(isInsignificantZero('0', { ...element, valueType: 'TEXT' })).toBe(false);
    expect(isInsignificantZero('1', element)).toBe(false);
  });
});
