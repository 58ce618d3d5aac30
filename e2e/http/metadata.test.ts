import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { sexCategory } from '../../sandbox/testing/smallBundle';
import type { MetadataBundle, MetadataObject, ServerLine } from '../../sandbox/model';
import { MetadataHarness } from './metadataHarness';

const packages = new URL('../../../shared/data/', import.meta.url);
const packageNames = [
  'who-nutrition-aggregate-2.37.json',
  'who-covid19-eir-tracker-2.36.json',
  'who-rapid-mortality-event-2.36.json',
];
const pairs: readonly (readonly [ServerLine, ServerLine])[] = [
  ['2.40', '2.41'],
  ['2.42', '2.43'],
];

let harness: MetadataHarness | undefined;

async function start(
  data: MetadataBundle | 'demo',
  pair: readonly [ServerLine, ServerLine],
): Promise<MetadataHarness> {
  harness = await MetadataHarness.start(
    { version: pair[0], data, scale: 0.1 },
    { version: pair[1], data: 'empty' },
  );
  return harness;
}

function readPackage(name: string): MetadataBundle {
  // A published metadata package: a JSON file whose form the sandbox checks as it loads it.
  return JSON.parse(readFileSync(new URL(name, packages), 'utf8')) as MetadataBundle;
}

/** Changes an object at the source as its application would, now. */
function change(
  at: MetadataHarness,
  type: string,
  id: string,
  members: Readonly<Record<string, unknown>>,
): void {
  const { metadata } = at.source.context;
  const object = metadata.get(type, id);
  if (object === undefined) throw new Error(`no ${type} ${id}`);
  metadata.put(type, { ...object, ...members });
}

function some(at: MetadataHarness, type: string, count: number): readonly MetadataObject[] {
  return [...at.source.context.metadata.all(type)].slice(0, count);
}

afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

describe.each(pairs)('from %s to %s', (...pair) => {
  it.skipIf(!existsSync(packages)).each(packageNames)('brings %s over whole', async (name) => {
    const at = await start(readPackage(name), pair);
    const result = await at.run();
    expect(result.errors).toEqual([]);
    expect(result.quarantined).toEqual([]);
    expect(result.scopes).toEqual([{ slice: 'all', result: 'looked-at' }]);
    expect(result.counts.created).toBe(result.counts.read);
    const proof = await at.prove();
    expect(proof.differences).toBe(0);
    expect(proof.slices.every(({ sourceHash, destinationHash }) => sourceHash === destinationHash)).toBe(
      true,
    );
    expect(proof.slices.reduce((sum, { sourceCount }) => sum + sourceCount, 0)).toBe(result.counts.read);
  });

  it('brings the demonstration country over whole and is then idle', async () => {
    const at = await start('demo', pair);
    const first = await at.run();
    expect(first.errors).toEqual([]);
    expect(first.quarantined).toEqual([]);
    expect((await at.prove()).differences).toBe(0);
    const before = at.requests('destination').length;
    const idle = await at.run();
    expect(idle.counts).toMatchObject({ created: 0, updated: 0, deleted: 0, quarantined: 0 });
    expect(at.commits(before)).toEqual([]);
    // Nothing but the handshake went to the destination.
    expect(at.requests('destination', before)).toHaveLength(2);
  });

  it('sends what changed and nothing else, deletes what is gone, then is idle', async () => {
    const at = await start('demo', pair);
    await at.run();
    const elements = some(at, 'indicators', 2);
    for (const { id } of elements) change(at, 'indicators', id, { description: 'Changed today' });
    const [unit] = some(at, 'organisationUnits', 5).slice(4);
    if (unit === undefined) throw new Error('no org unit');
    change(at, 'organisationUnits', unit.id, { description: 'Moved to the new building' });
    const [gone] = some(at, 'sqlViews', 1).length > 0 ? some(at, 'sqlViews', 1) : some(at, 'constants', 1);
    if (gone === undefined) throw new Error('nothing to delete');
    const type = at.source.context.metadata.get('sqlViews', gone.id) === undefined ? 'constants' : 'sqlViews';
    at.source.context.metadata.remove(type, gone.id, 'tombstone', 'admin');
    const before = at.requests('destination').length;
    const result = await at.run();
    expect(result.errors).toEqual([]);
    expect(result.counts).toMatchObject({ created: 0, updated: 3, deleted: 1, quarantined: 0 });
    expect(at.destination.context.metadata.get(type, gone.id)).toBeUndefined();
    expect(at.commits(before)).toHaveLength(2);
    expect((await at.prove()).differences).toBe(0);
    const later = at.requests('destination').length;
    const idle = await at.run();
    expect(idle.counts).toMatchObject({ created: 0, updated: 0, deleted: 0, quarantined: 0 });
    expect(at.commits(later)).toEqual([]);
  });

  it('sends a whole option set when one of its options changed, in its order', async () => {
    const at = await start('demo', pair);
    await at.run();
    const [set] = some(at, 'optionSets', 1);
    const [option] = some(at, 'options', 1);
    if (set === undefined || option === undefined) throw new Error('no option set');
    change(at, 'options', option.id, { name: 'Renamed option' });
    const result = await at.run();
    expect(result.quarantined).toEqual([]);
    expect(result.notes.map(({ code }) => code)).toContain('sent-together');
    expect((await at.prove()).differences).toBe(0);
  });

  it('proves a difference at the destination, with its members', async () => {
    const at = await start('demo', pair);
    await at.run();
    const [element] = some(at, 'dataElements', 1);
    if (element === undefined) throw new Error('no data element');
    const { metadata } = at.destination.context;
    metadata.put('dataElements', {
      ...metadata.get('dataElements', element.id),
      id: element.id,
      description: 'X',
    });
    const proof = await at.prove();
    expect(proof.differences).toBe(1);
    expect(proof.sample).toEqual([
      {
        domain: 'metadata',
        slice: 'dataElements',
        key: element.id,
        label: element['name'],
        kind: 'different',
        members: ['description'],
      },
    ]);
  });
});

describe('option combos', () => {
  const twoOptions = sexCategory as unknown as MetadataBundle;

  it('go with their whole set to 2.43 when one of them changed, and the note says so', async () => {
    const at = await start(twoOptions, ['2.42', '2.43']);
    expect((await at.run()).quarantined).toEqual([]);
    change(at, 'categoryOptionCombos', 'CocMale0000', { code: 'COC_MALE' });
    const result = await at.run();
    expect(result.errors).toEqual([]);
    expect(result.quarantined).toEqual([]);
    expect(result.notes).toContainEqual({ code: 'demanded-option-combos', params: { objects: 3 } });
    expect(result.counts.updated).toBe(4);
    expect((await at.prove()).differences).toBe(0);
  });

  it('of an option that joins a category go to 2.43 after the category that counts them', async () => {
    const at = await start(twoOptions, ['2.42', '2.43']);
    expect((await at.run()).quarantined).toEqual([]);
    const { metadata } = at.source.context;
    metadata.put('categoryOptions', { id: 'OptOther000', name: 'Other', shortName: 'Other' });
    change(at, 'categories', 'CatSex00000', {
      categoryOptions: [{ id: 'OptFemale00' }, { id: 'OptMale0000' }, { id: 'OptOther000' }],
    });
    metadata.put('categoryOptionCombos', {
      id: 'CocOther000',
      name: 'Other',
      categoryCombo: { id: 'ComboSex000' },
      categoryOptions: [{ id: 'OptOther000' }],
    });
    const result = await at.run();
    expect(result.errors).toEqual([]);
    expect(result.quarantined).toEqual([]);
    expect((await at.prove()).differences).toBe(0);
  });

  it('go alone to 2.42', async () => {
    const at = await start(twoOptions, ['2.42', '2.42']);
    await at.run();
    change(at, 'categoryOptionCombos', 'CocMale0000', { code: 'COC_MALE' });
    const result = await at.run();
    expect(result.counts.updated).toBe(1);
    expect(result.notes).toEqual([]);
  });

  it.each(['2.42', '2.43'] as const)(
    'are not doubled at a %s that has the combination under another identifier',
    async (version) => {
      harness = await MetadataHarness.start(
        { version: '2.42', data: twoOptions },
        {
          version,
          data: {
            ...twoOptions,
            categoryOptionCombos: (twoOptions['categoryOptionCombos'] ?? []).map((combo) => ({
              ...combo,
              id: combo.id.replace('Coc', 'Own'),
            })),
          },
        },
      );
      const result = await harness.run();
      expect(harness.destination.context.metadata.get('categoryOptionCombos', 'CocMale0000')).toBeUndefined();
      expect(
        result.quarantined.filter(
          ({ slice, serverCode }) => slice === 'categoryOptionCombos' && serverCode === 'E1132',
        ),
      ).toHaveLength(2);
      expect(result.scopes[0]?.result).toBe('looked-at');
    },
  );
});

describe('default objects', () => {
  it('are named by the destination’s own identifiers, in references and in expressions', async () => {
    harness = await MetadataHarness.start(
      { version: '2.40', data: 'demo', scale: 0.1 },
      { version: '2.41', data: 'empty', defaultIds: 'own' },
    );
    const [indicator] = some(harness, 'indicators', 1);
    const [element] = some(harness, 'dataElements', 1);
    if (indicator === undefined || element === undefined) throw new Error('no indicator');
    change(harness, 'indicators', indicator.id, { numerator: `#{${element.id}.HllvX50cXC0}` });
    const result = await harness.run();
    expect(result.errors).toEqual([]);
    expect(result.quarantined).toEqual([]);
    expect((await harness.prove()).differences).toBe(0);
    const { metadata } = harness.destination.context;
    const own = metadata.defaultOptionCombo();
    expect(own).not.toBe('HllvX50cXC0');
    expect(metadata.get('indicators', indicator.id)?.['numerator']).toBe(`#{${element.id}.${own}}`);
    expect([...metadata.all('categoryCombos')].filter(({ name }) => name === 'default')).toHaveLength(1);
  });
});
