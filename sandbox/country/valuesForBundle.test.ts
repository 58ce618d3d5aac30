import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parsePeriod } from '../aggregate/period';
import type { MetadataBundle, ServerLine } from '../model';
import { isRecord, referenceId, referenceIds } from '../model';
import type { Sandbox } from '../startSandbox';
import { startSandbox } from '../startSandbox';
import { SandboxClient, at, list } from '../testing/sandboxClient';
import type { GeneratedValue } from './countryValues';
import { demonstrationCountry } from './demonstrationCountry';
import { valuesForBundle } from './valuesForBundle';

/** Published metadata packages lie beside the repository, where they are present. */
const packages = join(import.meta.dirname, '../../../shared/data');
const nutrition = join(packages, 'who-nutrition-aggregate-2.37.json');

const open: Sandbox[] = [];

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

function read(file: string): MetadataBundle {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(content)) throw new RangeError(`${file} is no package.`);
  const lists = Object.entries(content).filter(([, objects]) => Array.isArray(objects));
  // A metadata package is this by definition; the server it is loaded into checks it.
  return Object.fromEntries(lists) as MetadataBundle;
}

async function start(version: ServerLine, metadata: MetadataBundle): Promise<SandboxClient> {
  const sandbox = await startSandbox({ version, data: { metadata } });
  open.push(sandbox);
  return new SandboxClient(sandbox);
}

/** Values by the data set that takes them: element, period type and org unit decide. */
function byDataSet(bundle: MetadataBundle, values: readonly GeneratedValue[]): Map<string, GeneratedValue[]> {
  const sets = (bundle['dataSets'] ?? []).map((dataSet) => ({
    id: dataSet.id,
    periodType: dataSet['periodType'],
    elements: new Set(list(dataSet['dataSetElements']).map((one) => referenceId(at(one, 'dataElement')))),
    orgUnits: new Set(referenceIds(dataSet['organisationUnits'])),
  }));
  const groups = new Map<string, GeneratedValue[]>();
  for (const value of values) {
    const type = parsePeriod(value.period)?.type;
    const set = sets.find(
      (one) =>
        one.periodType === type && one.elements.has(value.dataElement) && one.orgUnits.has(value.orgUnit),
    );
    groups.set(set?.id ?? 'none', [...(groups.get(set?.id ?? 'none') ?? []), value]);
  }
  return groups;
}

/** Posts values the way 2.43 demands and gives what was refused. */
async function refusals(
  client: SandboxClient,
  bundle: MetadataBundle,
  values: readonly GeneratedValue[],
): Promise<unknown[]> {
  const refused: unknown[] = [];
  for (const [dataSet, dataValues] of byDataSet(bundle, values)) {
    const answer = await client.post('/api/dataValueSets', { dataSet, dataValues });
    if (answer.status !== 200)
      refused.push([dataSet, answer.status, at(answer.body, 'response', 'conflicts') ?? answer.body]);
  }
  return refused;
}

async function storedCount(client: SandboxClient, bundle: MetadataBundle): Promise<number> {
  const sets = (bundle['dataSets'] ?? []).map(({ id }) => `dataSet=${id}`).join('&');
  const roots = (bundle['organisationUnits'] ?? []).filter((unit) => unit['parent'] === undefined);
  const path = `/api/dataValueSets?${sets}&orgUnit=${roots[0]?.id ?? ''}&children=true&startDate=1900-01-01&endDate=2100-12-31`;
  return list(at((await client.get(path)).body, 'dataValues')).length;
}

describe('values for the demonstration country', () => {
  it('are taken by every line, one data set at a time', async () => {
    const country = demonstrationCountry({ seed: 3, scale: 0.02 });
    const values = [...country.dataValues].filter((value) => value.deleted !== true);
    for (const line of ['2.40', '2.42', '2.43'] as const) {
      const client = await start(line, country.bundle);
      expect([line, await refusals(client, country.bundle, values)]).toEqual([line, []]);
      expect([line, await storedCount(client, country.bundle)]).toEqual([line, values.length]);
    }
  });

  it('are taken up to 2.42 mixed as well', async () => {
    const country = demonstrationCountry({ seed: 4, scale: 0.02 });
    const client = await start('2.41', country.bundle);
    const dataValues = [...country.dataValues].filter((value) => value.deleted !== true);
    expect((await client.post('/api/dataValueSets', { dataValues })).status).toBe(200);
  });
});

describe.skipIf(!existsSync(nutrition))('values for a published package', () => {
  it('come with org units of all levels, assigned to every data set', () => {
    const { bundle, dataValues } = valuesForBundle(read(nutrition), { seed: 5, dataValues: 900 });
    expect(bundle['organisationUnits']?.length).toBe(60);
    expect(
      (bundle['dataSets'] ?? []).map((dataSet) => referenceIds(dataSet['organisationUnits']).length > 10),
    ).toEqual([true, true, true, true]);
    expect(dataValues.length).toBe(900);
    expect(
      valuesForBundle(read(nutrition), { seed: 5, dataValues: 900 }).dataValues.map(({ value }) => value),
    ).toEqual(dataValues.map(({ value }) => value));
  });

  it.each(['2.40', '2.41', '2.42', '2.43'] as const)('are taken by %s', async (line) => {
    const { bundle, dataValues } = valuesForBundle(read(nutrition), { seed: 5, dataValues: 900 });
    const client = await start(line, bundle);
    expect(await refusals(client, bundle, dataValues)).toEqual([]);
    expect(await storedCount(client, bundle)).toBe(900);
  });

  it('give programs org units too', () => {
    const { bundle, dataValues } = valuesForBundle(
      read(join(packages, 'who-rapid-mortality-event-2.36.json')),
    );
    expect(referenceIds(bundle['programs']?.[0]?.['organisationUnits']).length).toBeGreaterThan(10);
    expect(dataValues).toEqual([]);
  });
});
