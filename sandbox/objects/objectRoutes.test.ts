import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, errorCodes, list } from '../testing/sandboxClient';
import { dataElement, orgUnit, sexCategory } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(): Promise<SandboxClient> {
  sandbox = await startSandbox({ version: '2.41' });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

describe('one object at a time, as a person works', () => {
  it('creates, replaces, patches and deletes, each with its trace', async () => {
    const client = await start();
    const created = await client.post('/api/dataElements', dataElement('Element0001', { code: 'A' }));
    expect([created.status, at(created.body, 'response', 'uid')]).toEqual([201, 'Element0001']);
    const before = sandbox?.context.metadata.stored('dataElements', 'Element0001')?.lastUpdated ?? 0;
    const patch = [{ op: 'replace', path: '/name', value: 'Renamed' }];
    expect((await client.patch('/api/dataElements/Element0001', patch)).status).toBe(200);
    const patched = (await client.get('/api/dataElements/Element0001?fields=:owner')).body;
    expect(patched).toMatchObject({ name: 'Renamed', code: 'A', shortName: 'E Element0001' });
    expect(sandbox?.context.metadata.stored('dataElements', 'Element0001')?.lastUpdated).toBeGreaterThan(
      before,
    );
    expect((await client.put('/api/dataElements/Element0001', dataElement('Element0001'))).status).toBe(200);
    expect(at((await client.get('/api/dataElements/Element0001')).body, 'code')).toBeUndefined();
    expect((await client.delete('/api/dataElements/Element0001')).status).toBe(200);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
    expect(list(at((await client.get('/api/deletedObjects')).body, 'deletedObjects'))).toHaveLength(1);
  });

  it('refuses what the importer refuses', async () => {
    const client = await start();
    const answer = await client.post('/api/dataElements', { name: 'Alone' });
    expect(answer.status).toBe(409);
    expect(errorCodes(answer)).toContain('E4000');
    expect((await client.patch('/api/dataElements/Missing0001', [])).status).toBe(404);
    await client.post('/api/dataElements', dataElement('Element0001'));
    expect(
      (await client.patch('/api/dataElements/Element0001', [{ op: 'move', path: '/name' }])).status,
    ).toBe(400);
  });

  it('an org unit with children stays (E4030), a leaf goes', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      organisationUnits: [orgUnit('RootUnit001'), orgUnit('ChildUnit01', 'RootUnit001')],
    });
    const refused = await client.delete('/api/organisationUnits/RootUnit001');
    expect([refused.status, at(refused.body, 'errorCode')]).toEqual([409, 'E4030']);
    expect((await client.delete('/api/organisationUnits/ChildUnit01')).status).toBe(200);
    expect((await client.delete('/api/organisationUnits/RootUnit001')).status).toBe(200);
  });

  it('a category combination saved by itself gets its option combos; by import it does not', async () => {
    const client = await start();
    const { categoryOptions, categories, categoryCombos } = sexCategory;
    await client.post('/api/metadata', { categoryOptions, categories, categoryCombos });
    const combos = async (): Promise<unknown[]> =>
      list(
        at(
          (await client.get('/api/categoryCombos/ComboSex000?fields=categoryOptionCombos[name]')).body,
          'categoryOptionCombos',
        ),
      );
    expect(await combos()).toEqual([]);
    await client.put('/api/categoryCombos/ComboSex000', categoryCombos[0]);
    expect(await combos()).toEqual([{ name: 'Female' }, { name: 'Male' }]);
  });

  it('moving a parent changes the path of what lies below, without touching it', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      organisationUnits: [
        orgUnit('RootUnit001'),
        orgUnit('RegionUnit1', 'RootUnit001'),
        orgUnit('RegionUnit2', 'RootUnit001'),
        orgUnit('ChildUnit01', 'RegionUnit1'),
        orgUnit('GrandUnit01', 'ChildUnit01'),
      ],
    });
    const before = sandbox?.context.metadata.stored('organisationUnits', 'GrandUnit01')?.lastUpdated;
    await client.put('/api/organisationUnits/ChildUnit01', orgUnit('ChildUnit01', 'RegionUnit2'));
    const grand = (await client.get('/api/organisationUnits/GrandUnit01?fields=path,level')).body;
    expect(grand).toEqual({ path: '/RootUnit001/RegionUnit2/ChildUnit01/GrandUnit01', level: 4 });
    expect(sandbox?.context.metadata.stored('organisationUnits', 'GrandUnit01')?.lastUpdated).toBe(before);
  });

  it('members of a collection are added, replaced and taken out', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      dataElements: ['Element0001', 'Element0002', 'Element0003'].map((id) => dataElement(id)),
      dataElementGroups: [{ id: 'Group000001', name: 'G', shortName: 'G', dataElements: [] }],
    });
    const path = '/api/dataElementGroups/Group000001/dataElements';
    const members = async (): Promise<unknown> => at((await client.get(path)).body, 'dataElements');
    await client.post(`${path}/Element0001`);
    await client.post(path, { additions: [{ id: 'Element0002' }], deletions: [{ id: 'Element0001' }] });
    expect(await members()).toEqual([{ id: 'Element0002' }]);
    await client.put(path, { identifiableObjects: [{ id: 'Element0003' }] });
    expect(await members()).toEqual([{ id: 'Element0003' }]);
    await client.delete(`${path}/Element0003`);
    expect(await members()).toEqual([]);
    expect((await client.post(`${path}/Missing0001`)).status).toBe(404);
  });

  it('schemas name the types and their classes', async () => {
    const client = await start();
    const { body } = await client.get('/api/schemas');
    expect(list(at(body, 'schemas'))).toContainEqual(
      expect.objectContaining({
        plural: 'dataElements',
        klass: 'org.hisp.dhis.dataelement.DataElement',
        order: 1200,
      }),
    );
  });
});
