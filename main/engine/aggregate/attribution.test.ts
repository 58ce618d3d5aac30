import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAttribution } from './attribution';
import type { DataSetDefinition } from './attribution';
import { periodTypeOf } from './periodType';

const elements = ['E1', 'E2', 'E3', 'E4'];
const units = ['O1', 'O2', 'O3'];
const periods = ['202601', '2026Q1', '2026', '2026W3', 'odd'];

const definitions = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
    name: fc.constant('name'),
    periodType: fc.constantFrom('Monthly', 'Quarterly', 'Yearly', 'Weekly'),
    dataElementIds: fc.subarray(elements).map((ids) => new Set(ids)),
    orgUnitIds: fc.subarray(units).map((ids) => new Set(ids)),
  }),
  { selector: ({ id }) => id },
);

const values = fc.record({
  dataElement: fc.constantFrom(...elements),
  period: fc.constantFrom(...periods),
  orgUnit: fc.constantFrom(...units),
});

function fitness(definition: DataSetDefinition, value: { period: string; orgUnit: string }): number {
  if (definition.periodType !== periodTypeOf(value.period)) return 0;
  return definition.orgUnitIds.has(value.orgUnit) ? 2 : 1;
}

describe('attribution', () => {
  it('gives every value of a data element in some data set exactly one owner: the best, the first by identifier', () => {
    fc.assert(
      fc.property(definitions, values, (all, value) => {
        const owner = createAttribution(all).ownerOf(value);
        const candidates = all.filter(({ dataElementIds }) => dataElementIds.has(value.dataElement));
        const best = Math.max(...candidates.map((one) => fitness(one, value)));
        const ids = candidates.filter((one) => fitness(one, value) === best).map(({ id }) => id);
        expect(owner).toBe(ids.sort()[0]);
      }),
    );
  });

  it('does not depend on the order in which data sets are listed', () => {
    fc.assert(
      fc.property(definitions, values, (all, value) => {
        const backwards = createAttribution([...all].reverse());
        expect(backwards.ownerOf(value)).toBe(createAttribution(all).ownerOf(value));
      }),
    );
  });

  it('counts a value among the members of its owner, and of every data set of its period type', () => {
    fc.assert(
      fc.property(definitions, values, (all, value) => {
        const attribution = createAttribution(all);
        for (const definition of all) {
          const holds = definition.dataElementIds.has(value.dataElement);
          const fits = definition.periodType === periodTypeOf(value.period);
          const owns = attribution.ownerOf(value) === definition.id;
          expect(attribution.isMember(value, definition.id)).toBe(holds && (fits || owns));
        }
      }),
    );
  });
});

describe('period types', () => {
  it.each([
    ['20260131', 'Daily'],
    ['2026W5', 'Weekly'],
    ['2026WedW5', 'WeeklyWednesday'],
    ['2026ThuW5', 'WeeklyThursday'],
    ['2026SatW53', 'WeeklySaturday'],
    ['2026SunW1', 'WeeklySunday'],
    ['2026BiW3', 'BiWeekly'],
    ['202612', 'Monthly'],
    ['202601B', 'BiMonthly'],
    ['2026Q4', 'Quarterly'],
    ['2026NovQ1', 'QuarterlyNov'],
    ['2026S2', 'SixMonthly'],
    ['2026AprilS1', 'SixMonthlyApril'],
    ['2026NovS2', 'SixMonthlyNov'],
    ['2026', 'Yearly'],
    ['2026April', 'FinancialApril'],
    ['2026July', 'FinancialJuly'],
    ['2026Oct', 'FinancialOct'],
    ['2026Nov', 'FinancialNov'],
    ['2026Xyz', undefined],
  ])('%s is %s', (period, type) => {
    expect(periodTypeOf(period)).toBe(type);
    expect(periodTypeOf(period)).toBe(type);
  });
});
