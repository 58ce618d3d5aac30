import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { valuesForBundle } from '../../sandbox/country/valuesForBundle';
import type { MetadataBundle, ServerLine } from '../../sandbox/model';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { openWorkspace } from './support/programRun';
import type { Workspace } from './support/programRun';
import { keyOf, ServerClerk } from './support/serverClerk';
import type { Json } from './support/serverClerk';

const packages = resolve(import.meta.dirname, '../../../shared/data');
const packagePath = (name: string) => resolve(packages, `${name}.json`);
const aggregatePackage = 'who-nutrition-aggregate-2.37';

/** Left out when both ends are compared, see docs/SYNCHRONISATION.md. */
const leftOut = new Set([
  'lastUpdated',
  'lastUpdatedBy',
  'created',
  'createdBy',
  'version',
  'href',
  'access',
  'sharing',
]);
const notSynchronised = new Set(['users', 'userGroups', 'userRoles', 'jobConfigurations']);

function loadPackage(name: string): MetadataBundle {
  return JSON.parse(readFileSync(packagePath(name), 'utf8')) as MetadataBundle;
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  // Newer versions write empty lists for members that older ones do not know.
  const isEmptyList = (one: unknown) => Array.isArray(one) && one.length === 0;
  const members = Object.entries(value).filter(([name, one]) => !leftOut.has(name) && !isEmptyList(one));
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, comparable(one)]),
  );
}

function byId(objects: readonly Json[]): Record<string, unknown> {
  return Object.fromEntries(objects.map((object) => [String(object['id']), comparable(object)]));
}

async function expectEqualMetadata(
  source: ServerClerk,
  destination: ServerClerk,
  types: readonly string[],
): Promise<void> {
  const [theirs, ours] = await Promise.all([source.metadata(types), destination.metadata(types)]);
  for (const type of types) expect(byId(ours[type] ?? []), type).toEqual(byId(theirs[type] ?? []));
}

async function expectEqualValues(source: ServerClerk, destination: ServerClerk): Promise<number> {
  const content = (rows: readonly Json[]) =>
    Object.fromEntries(
      rows.map((row) => {
        const value = row as Parameters<typeof keyOf>[0] & Json;
        return [
          keyOf(value),
          [value['value'], value['comment'] ?? null, value['followup'] ?? value['followUp'] ?? false],
        ];
      }),
    );
  const theirs = content(await source.values());
  expect(content(await destination.values())).toEqual(theirs);
  return Object.keys(theirs).length;
}

const open: { close(): Promise<void> }[] = [];
const workspaces: Workspace[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await Promise.all(workspaces.splice(0).map((one) => one.remove()));
});

async function ends(data: Parameters<typeof startSandbox>[0]['data'], from: ServerLine, to: ServerLine) {
  const source = await startSandbox({ version: from, ...(data === undefined ? {} : { data }) });
  const destination = await startSandbox({ version: to, data: 'empty', timeZone: 'America/Lima' });
  open.push(source, destination);
  return { source, destination };
}

async function workspaceFor(source: Sandbox, destination: Sandbox, domains?: readonly string[]) {
  const workspace = await openWorkspace(source, destination, domains);
  workspaces.push(workspace);
  return workspace;
}

const pairs: readonly (readonly [ServerLine, ServerLine])[] = [
  ['2.40', '2.41'],
  ['2.42', '2.43'],
];

describe.skipIf(!existsSync(packagePath(aggregatePackage)))('the WHO aggregate package with values', () => {
  it.each(pairs)('goes from %s to %s whole, then only what changed, then nothing', async (from, to) => {
    const package_ = loadPackage(aggregatePackage);
    const filled = valuesForBundle(package_, { seed: 7, orgUnits: 60, dataValues: 2000 });
    const { source, destination } = await ends(
      { metadata: filled.bundle, dataValues: filled.dataValues },
      from,
      to,
    );
    const clerk = new ServerClerk(source);
    const inspector = new ServerClerk(destination);
    const types = Object.keys(filled.bundle).filter(
      (type) => Array.isArray(filled.bundle[type]) && !notSynchronised.has(type),
    );
    const workspace = await workspaceFor(source, destination);

    const first = await workspace.run();
    expect(first.stderr.length).toBeGreaterThan(0);
    expect(first.result.errors).toEqual([]);
    expect(first.result).toMatchObject({ outcome: 'changed', proof: { result: 'equal', differences: 0 } });
    expect(first.code).toBe(0);
    await expectEqualMetadata(clerk, inspector, types);
    expect(await expectEqualValues(clerk, inspector)).toBeGreaterThan(1500);

    const {
      indicators = [],
      dataElements = [],
      validationRules = [],
    } = await clerk.metadata(['indicators', 'dataElements', 'validationRules']);
    const [indicator, unused] = indicators.filter(
      ({ id }) => !JSON.stringify(filled.bundle['visualizations']).includes(String(id)),
    );
    await clerk.edit('indicators', String(indicator?.['id']), { description: 'Changed by the test' });
    await clerk.edit('dataElements', String(dataElements[0]?.['id']), { description: 'Changed by the test' });
    await clerk.edit('validationRules', String(validationRules[0]?.['id']), {
      description: 'Changed by the test',
    });
    const deletable = validationRules[1] ?? unused;
    await clerk.remove('validationRules', String(deletable?.['id']));
    const numbers = (await clerk.values()).filter((row) => /^\d+$/u.test(String(row['value'])));
    const changed = numbers.slice(0, 5);
    const erased = numbers.slice(5, 7);
    for (const row of changed) await clerk.enter(row, String(Number(row['value']) + 1));
    for (const row of erased) await clerk.erase(row);

    const second = await workspace.run();
    expect(second.result.errors).toEqual([]);
    expect(second.result).toMatchObject({
      outcome: 'changed',
      domains: {
        metadata: { created: 0, deleted: 1, quarantined: 0 },
        aggregate: { created: 0, quarantined: 0 },
      },
      proof: { result: 'equal', differences: 0 },
    });
    expect(second.code).toBe(0);
    const { metadata, aggregate } = second.result.domains;
    expect((aggregate?.updated ?? 0) + (aggregate?.deleted ?? 0)).toBe(7);
    // The deletion of a validation rule also changes the group that held it.
    expect(metadata?.updated).toBeGreaterThanOrEqual(3);
    expect(metadata?.updated).toBeLessThanOrEqual(4);
    await expectEqualMetadata(clerk, inspector, types);
    await expectEqualValues(clerk, inspector);

    const writesBefore = destination.requests().filter(({ method }) => method !== 'GET').length;
    const third = await workspace.run();
    expect(third.result).toMatchObject({ outcome: 'verified-unchanged', errors: [] });
    expect(third.code).toBe(0);
    expect(destination.requests().filter(({ method }) => method !== 'GET')).toHaveLength(writesBefore);
  });
});

describe.each(['who-covid19-eir-tracker-2.36', 'who-rapid-mortality-event-2.36'])(
  'the package %s',
  (name) => {
    it.skipIf(!existsSync(packagePath(name))).each(pairs)(
      'goes from %s to %s, metadata only',
      async (from, to) => {
        const filled = valuesForBundle(loadPackage(name), { seed: 7, orgUnits: 30, dataValues: 0 });
        const { source, destination } = await ends({ metadata: filled.bundle, dataValues: [] }, from, to);
        const types = Object.keys(filled.bundle).filter(
          (type) => Array.isArray(filled.bundle[type]) && !notSynchronised.has(type),
        );
        const workspace = await workspaceFor(source, destination, ['metadata']);
        const first = await workspace.run();
        expect(first.result.errors).toEqual([]);
        expect(first.result).toMatchObject({ outcome: 'changed', proof: { result: 'equal' } });
        await expectEqualMetadata(new ServerClerk(source), new ServerClerk(destination), types);
        const clerk = new ServerClerk(source);
        const { programs = [] } = await clerk.metadata(['programs']);
        await clerk.edit('programs', String(programs[0]?.['id']), { description: 'Changed by the test' });
        const second = await workspace.run();
        expect(second.result).toMatchObject({ outcome: 'changed', proof: { result: 'equal' }, errors: [] });
        await expectEqualMetadata(clerk, new ServerClerk(destination), types);
        const third = await workspace.run();
        expect(third.result).toMatchObject({ outcome: 'verified-unchanged', errors: [] });
      },
    );
  },
);
