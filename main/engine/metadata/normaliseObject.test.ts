import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DefaultIds } from './defaultObjects';
import type { MetadataObject } from './metadataObject';
import { isJsonArray, isJsonObject } from './metadataObject';
import { differingMembers, hashObject, normaliseObject } from './normaliseObject';
import type { EndView } from './normaliseObject';

const sourceDefaults: DefaultIds = {
  categories: 'GLevLNI9wkl',
  categoryCombos: 'bjDvmb4bfuf',
  categoryOptions: 'xYerKDKCefk',
  categoryOptionCombos: 'HllvX50cXC0',
};
const ownDefaults: DefaultIds = {
  categories: 'aaaaaaaaaa1',
  categoryCombos: 'aaaaaaaaaa2',
  categoryOptions: 'aaaaaaaaaa3',
  categoryOptionCombos: 'aaaaaaaaaa4',
};
const view: EndView = { defaults: sourceDefaults, minors: [41, 41] };
const other: EndView = { defaults: ownDefaults, minors: [41, 41] };

/** Member names that no rule treats in a special way, and values of all JSON kinds. */
const plainNames = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(plainNames, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const objects = fc
  .dictionary(plainNames, values, { maxKeys: 4 })
  .map((members): MetadataObject => ({ ...members, id: 'abcdefghij1' }));

/** The same content, written in another order of members and of sets. */
function rewritten(value: unknown): unknown {
  if (isJsonArray(value)) return value.map(rewritten).reverse();
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, rewritten(member)] as const)
      .reverse(),
  );
}

function hash(type: string, members: Readonly<Record<string, unknown>>, end: EndView = view): string {
  return hashObject(type, { id: 'abcdefghij1', ...members }, end);
}

describe('content hash', () => {
  it('does not depend on the order of members nor of sets', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const turned = { ...(rewritten(object) as Record<string, unknown>), id: object.id };
        expect(hashObject('dataElements', turned, view)).toBe(hashObject('dataElements', object, view));
      }),
    );
  });

  it('does not depend on what says nothing: absent, null, empty collections', () => {
    fc.assert(
      fc.property(objects, fc.constantFrom(null, [], {}, [null]), (object, nothing) => {
        expect(hashObject('dataElements', { ...object, epsilon: nothing }, view)).toBe(
          hashObject('dataElements', object, view),
        );
      }),
    );
  });

  it('changes with every change of content', () => {
    fc.assert(
      fc.property(objects, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (object, value) => {
        const changed = { ...object, epsilon: value };
        expect(hashObject('dataElements', changed, view)).not.toBe(hashObject('dataElements', object, view));
        expect(
          differingMembers(
            normaliseObject('dataElements', changed, view),
            normaliseObject('dataElements', object, view),
          ),
        ).toEqual(['epsilon']);
      }),
    );
  });

  it('does not change with what the server or its users add, at any depth', () => {
    const server = {
      lastUpdated: '2026-01-01T00:00:00.000',
      lastUpdatedBy: { id: 'user0000001' },
      created: '2026-01-01T00:00:00.000',
      createdBy: { id: 'user0000001' },
      href: 'https://dhis2.example.org',
      access: { read: true },
      sharing: { public: 'rw------' },
      favorites: ['user0000001'],
      user: { id: 'user0000001' },
    };
    const items = (more: object) => ({ dashboardItems: [{ id: 'item0000001', type: 'TEXT', ...more }] });
    expect(hash('dashboards', { ...server, version: 9, ...items(server) })).toBe(
      hash('dashboards', items({})),
    );
  });

  it.each([
    ['optionSets', 'options'],
    ['categories', 'categoryOptions'],
    ['categoryCombos', 'categories'],
    ['sections', 'dataElements'],
    ['visualizations', 'dataDimensionItems'],
    ['dashboards', 'dashboardItems'],
    ['trackedEntityAttributes', 'legendSets'],
  ])('keeps the order of %s.%s', (type, member) => {
    const [one, two] = [{ id: 'first000001' }, { id: 'second00001' }];
    expect(hash(type, { [member]: [one, two] })).not.toBe(hash(type, { [member]: [two, one] }));
  });

  it.each([
    ['optionGroups', 'options'],
    ['dataElementGroups', 'dataElements'],
    ['dataSets', 'organisationUnits'],
    ['dataElements', 'attributeValues'],
    ['dataElements', 'translations'],
  ])('takes %s.%s as a set', (type, member) => {
    const [one, two] = [{ id: 'first000001' }, { id: 'second00001' }];
    expect(hash(type, { [member]: [one, two] })).toBe(hash(type, { [member]: [two, one] }));
  });

  it('keeps the order of coordinates inside a geometry', () => {
    const at = (coordinates: readonly number[]) => ({ geometry: { type: 'Point', coordinates } });
    expect(hash('organisationUnits', at([15.3, -4.3]))).not.toBe(hash('organisationUnits', at([-4.3, 15.3])));
  });

  it('compares the order of options, not the numbers that versions give them', () => {
    expect(hash('options', { name: 'Yes', sortOrder: 1 })).toBe(
      hash('options', { name: 'Yes', sortOrder: 0 }),
    );
    expect(hash('sections', { name: 'Yes', sortOrder: 1 })).not.toBe(
      hash('sections', { name: 'Yes', sortOrder: 0 }),
    );
  });

  it('leaves out what an org unit’s place computes, but not the level of an org unit level', () => {
    expect(hash('organisationUnits', { path: '/a/b', level: 2, leaf: true })).toBe(
      hash('organisationUnits', {}),
    );
    expect(hash('organisationUnitLevels', { level: 2 })).not.toBe(
      hash('organisationUnitLevels', { level: 3 }),
    );
  });

  it('collapses runs of blanks in attribute values only', () => {
    const attribute = (value: string) => ({ attributeValues: [{ attribute: { id: 'attr0000001' }, value }] });
    expect(hash('dataElements', attribute('a  \n b'))).toBe(hash('dataElements', attribute('a b')));
    expect(hash('dataElements', { name: 'a  b' })).not.toBe(hash('dataElements', { name: 'a b' }));
  });

  it('takes a day as a day, written with or without its midnight', () => {
    expect(hash('organisationUnits', { openingDate: '2001-02-03T00:00:00.000' })).toBe(
      hash('organisationUnits', { openingDate: '2001-02-03' }),
    );
    expect(hash('organisationUnits', { openingDate: '2001-02-03T00:00:00.001' })).not.toBe(
      hash('organisationUnits', { openingDate: '2001-02-03' }),
    );
  });

  it('takes each end’s default objects for the same, in references, left-out references and expressions', () => {
    const section = (combo: object) => ({
      greyedFields: [{ dataElement: { id: 'element0001' }, categoryOptionCombo: combo }],
    });
    const texts = [
      hash('sections', section({ id: 'HllvX50cXC0' })),
      hash('sections', section({ id: 'aaaaaaaaaa4' }), other),
      hash('sections', section({})),
    ];
    expect(new Set(texts).size).toBe(1);
    expect(hash('sections', section({ id: 'anothercoc1' }))).not.toBe(texts[0]);
    const expression = (combo: string) => ({ numerator: `#{element0001.${combo}} * 2` });
    expect(hash('indicators', expression('HllvX50cXC0'))).toBe(
      hash('indicators', expression('aaaaaaaaaa4'), other),
    );
    expect(hash('indicators', expression('HllvX50cXC0'))).not.toBe(
      hash('indicators', expression('aaaaaaaaaa4')),
    );
  });

  it('does not compare members that only one of two versions has', () => {
    const apart: EndView = { defaults: sourceDefaults, minors: [40, 41] };
    expect(hash('programs', { eventLabel: 'Visit' }, apart)).toBe(hash('programs', {}, apart));
    expect(hash('programs', { eventLabel: 'Visit' })).not.toBe(hash('programs', {}));
  });
});
