import { describe, expect, it } from 'vitest';
import type { Period } from '../aggregate/period';
import { dayOfMillis, knowsPeriodType, parsePeriod, periodTypeNamed } from '../aggregate/period';
import { isInsignificantZero, isUid, valueProblem } from '../aggregate/valueType';
import { referenceId, referenceIds } from '../model';
import type { MetadataObject } from '../model';
import { danglingReferences, incompleteCombinations, repeatedMembers } from './bundleProblems';
import { freshDefaults } from './countryKit';
import type { GeneratedValue } from './countryValues';
import { demonstrationCountry } from './demonstrationCountry';

const now = Date.UTC(2026, 10, 23, 12, 0, 0);
const country = demonstrationCountry({ seed: 7, scale: 0.1, now });
const { bundle } = country;
const values = [...country.dataValues];

function objects(plural: string): readonly MetadataObject[] {
  return bundle[plural] ?? [];
}

function byId(plural: string): ReadonlyMap<string, MetadataObject> {
  return new Map(objects(plural).map((object) => [object.id, object]));
}

describe('metadata of the demonstration country', () => {
  it('names only objects it has', () => {
    expect(danglingReferences(bundle)).toEqual([]);
  });

  it('has valid UIDs, each once', () => {
    const ids = Object.values(bundle).flatMap((list) => list.map(({ id }) => id));
    expect(ids.filter((id) => !isUid(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('repeats no code, and no name or short name where DHIS2 demands one each', () => {
    const repeated = Object.keys(bundle)
      .filter((plural) => plural !== 'options')
      .flatMap((plural) => repeatedMembers(bundle, plural, 'code').map((code) => `${plural}.${code}`));
    expect(repeated).toEqual([]);
    const unique = [
      'dataElements',
      'dataSets',
      'indicators',
      'categories',
      'categoryCombos',
      'categoryOptions',
      'optionSets',
      'organisationUnitGroups',
      'dataElementGroups',
      'trackedEntityAttributes',
      'userRoles',
      'userGroups',
      'legendSets',
    ];
    expect(unique.flatMap((plural) => repeatedMembers(bundle, plural, 'name'))).toEqual([]);
    expect(
      ['dataElements', 'indicators', 'trackedEntityAttributes'].flatMap((plural) =>
        repeatedMembers(bundle, plural, 'shortName'),
      ),
    ).toEqual([]);
    expect(repeatedMembers(bundle, 'users', 'username')).toEqual([]);
  });

  it('has every option combo of every combination', () => {
    expect(incompleteCombinations(bundle)).toEqual([]);
    expect(objects('categoryCombos').length).toBe(8);
  });

  it('has data sets of all period types that every line from 2.40 on knows', () => {
    const types = new Set(objects('dataSets').map((dataSet) => periodTypeNamed(dataSet['periodType'])));
    expect(types.size).toBe(19);
    expect([...types].filter((type) => type === undefined || !knowsPeriodType('2.40', type))).toEqual([]);
    expect(
      objects('dataSets').some(
        (dataSet) => referenceId(dataSet['categoryCombo']) !== freshDefaults.categoryCombo,
      ),
    ).toBe(true);
  });

  it('is 1,300 org units on five levels at full size', () => {
    const units = demonstrationCountry({ seed: 7, now }).bundle['organisationUnits'] ?? [];
    expect(units.length).toBe(1300);
    const parents = new Map(units.map((unit) => [unit.id, referenceId(unit['parent'])]));
    const depth = (id: string | undefined): number => (id === undefined ? 0 : 1 + depth(parents.get(id)));
    expect(new Set(units.map(({ id }) => depth(id)))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(units.filter(({ closedDate }) => closedDate !== undefined).length).toBeGreaterThan(5);
  });

  it('is the same for the same seed, another for another', () => {
    expect(demonstrationCountry({ seed: 7, scale: 0.1, now }).bundle).toEqual(bundle);
    expect(demonstrationCountry({ seed: 8, scale: 0.1, now }).bundle['dataElements']?.[0]?.id).not.toBe(
      objects('dataElements')[0]?.id,
    );
  });

  it('keeps the UIDs when the size changes', () => {
    const small = demonstrationCountry({ seed: 7, scale: 0.05, now }).bundle;
    expect(small['dataSets']?.map(({ id }) => id)).toEqual(objects('dataSets').map(({ id }) => id));
  });
});

describe('data values of the demonstration country', () => {
  const dataSets = objects('dataSets');
  const elements = byId('dataElements');
  const options = byId('options');
  const optionSets = byId('optionSets');
  const units = byId('organisationUnits');
  const combos = byId('categoryOptionCombos');

  it('are as many as asked for, each key once, and the same at every turn', () => {
    const keys = values.map((v) =>
      [v.dataElement, v.period, v.orgUnit, v.categoryOptionCombo, v.attributeOptionCombo].join(),
    );
    expect(values.length).toBe(19_000);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...country.dataValues].slice(0, 500)).toEqual(values.slice(0, 500));
    expect([...demonstrationCountry({ scale: 0.05, dataValues: 321, now }).dataValues].length).toBe(321);
  });

  it('fit the type and the options of their elements, and no zero that means nothing', () => {
    const bad = values.filter((one) => {
      const element = elements.get(one.dataElement);
      const valueType = String(element?.['valueType']);
      const set = optionSets.get(referenceId(element?.['optionSet']) ?? '');
      const codes = referenceIds(set?.['options']).map((id) => options.get(id)?.['code']);
      const chosen = valueType === 'MULTI_TEXT' ? (one.value ?? '').split(',') : [one.value];
      const zero = isInsignificantZero(one.value, {
        valueType,
        aggregationType: String(element?.['aggregationType']),
        zeroIsSignificant: element?.['zeroIsSignificant'] === true,
      });
      const wrongOption = codes.length > 0 && !chosen.every((code) => codes.includes(code));
      return (
        element === undefined ||
        one.value === null ||
        valueProblem(one.value, valueType) !== undefined ||
        wrongOption ||
        zero
      );
    });
    expect(bad).toEqual([]);
  });

  it('belong to a data set by element, combination, period type and org unit', () => {
    const orphans = values.filter((value) => !dataSets.some((dataSet) => takes(dataSet, value)));
    expect(orphans).toEqual([]);
  });

  it('are about ended periods in which their org unit was open', () => {
    const today = dayOfMillis(now);
    const day = (text: unknown, otherwise: number): number =>
      typeof text === 'string' ? dayOfMillis(Date.parse(`${text}Z`)) : otherwise;
    const bad = values.filter(({ orgUnit, period }) => {
      const span = parsed(period);
      const unit = units.get(orgUnit);
      return (
        span.end >= today ||
        day(unit?.['openingDate'], Infinity) > span.start ||
        day(unit?.['closedDate'], Infinity) < span.end
      );
    });
    expect(bad).toEqual([]);
  });

  it('were entered after their period and before now, spread over months, a few with more to them', () => {
    const bad = values.filter(
      ({ period, created, lastUpdated }) =>
        created < parsed(period).end * 86_400_000 || lastUpdated < created || lastUpdated >= now,
    );
    expect(bad).toEqual([]);
    const months = new Set(values.map(({ lastUpdated }) => new Date(lastUpdated).toISOString().slice(0, 7)));
    expect(months.size).toBeGreaterThan(6);
    for (const some of [
      values.filter((v) => v.comment !== undefined),
      values.filter((v) => v.followup === true),
      values.filter((v) => v.deleted === true),
    ]) {
      expect(some.length).toBeGreaterThan(10);
      expect(some.length).toBeLessThan(values.length * 0.02);
    }
  });

  const cells = new Map<string, boolean>();

  function takes(dataSet: MetadataObject, value: GeneratedValue): boolean {
    const key = [
      dataSet.id,
      value.dataElement,
      value.categoryOptionCombo,
      value.attributeOptionCombo,
      value.orgUnit,
    ].join();
    const known = cells.get(key) ?? fits(dataSet, value);
    cells.set(key, known);
    return known && parsed(value.period).type === dataSet['periodType'];
  }

  function fits(dataSet: MetadataObject, value: GeneratedValue): boolean {
    const rows = dataSet['dataSetElements'] as readonly MetadataObject[];
    const row = rows.find((one) => referenceId(one['dataElement']) === value.dataElement);
    if (row === undefined) return false;
    const combo =
      referenceId(row['categoryCombo']) ?? referenceId(elements.get(value.dataElement)?.['categoryCombo']);
    const owner = (id: string): string | undefined => referenceId(combos.get(id)?.['categoryCombo']);
    return (
      owner(value.categoryOptionCombo) === combo &&
      owner(value.attributeOptionCombo) === referenceId(dataSet['categoryCombo']) &&
      referenceIds(dataSet['organisationUnits']).includes(value.orgUnit)
    );
  }

  function parsed(iso: string): Period {
    const period = parsePeriod(iso);
    if (period === undefined) throw new RangeError(`No period: ${iso}`);
    return period;
  }
});
