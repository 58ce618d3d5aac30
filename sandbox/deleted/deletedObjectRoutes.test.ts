import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, basic, list } from '../testing/sandboxClient';
import { dataElement } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

afterEach(() => sandbox?.close());

async function startWith(ids: readonly string[]): Promise<{ server: Sandbox; client: SandboxClient }> {
  const server = await startSandbox({
    version: '2.41',
    data: { dataElements: ids.map((id) => dataElement(id, { code: `CODE_${id}` })) },
  });
  sandbox = server;
  return { server, client: new SandboxClient(server) };
}

const uids = (body: unknown): unknown[] => list(at(body, 'deletedObjects')).map((entry) => at(entry, 'uid'));

describe('trap 9: what deletedObjects tells, and what it does not', () => {
  it('tells class, UID, code, moment and account of a delete', async () => {
    const { client } = await startWith(['Element0001']);
    await client.delete('/api/dataElements/Element0001');
    const entries = list(at((await client.get('/api/deletedObjects?paging=false')).body, 'deletedObjects'));
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      klass: 'DataElement',
      uid: 'Element0001',
      code: 'CODE_Element0001',
      deletedBy: 'admin',
    });
    expect(at(entries[0], 'deletedAt')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
  });

  it('is in no order a client could rely on', async () => {
    const { client } = await startWith(['Aaa00000009', 'Bbb00000001', 'Ccc00000005']);
    for (const id of ['Aaa00000009', 'Bbb00000001', 'Ccc00000005'])
      await client.delete(`/api/dataElements/${id}`);
    expect(uids((await client.get('/api/deletedObjects?paging=false')).body)).toEqual([
      'Bbb00000001',
      'Ccc00000005',
      'Aaa00000009',
    ]);
  });

  it('forgets an object that is created again', async () => {
    const { client } = await startWith(['Element0001']);
    await client.delete('/api/dataElements/Element0001');
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect(uids((await client.get('/api/deletedObjects')).body)).toEqual([]);
  });

  it('never hears of a delete by SQL', async () => {
    const { server, client } = await startWith(['Element0001']);
    server.context.metadata.remove('dataElements', 'Element0001', 'silent');
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
    expect(uids((await client.get('/api/deletedObjects')).body)).toEqual([]);
  });

  it('takes deletedAt inclusively, and filters by class', async () => {
    const { client } = await startWith(['Element0001']);
    await client.delete('/api/dataElements/Element0001');
    const shown = at((await client.get('/api/deletedObjects')).body, 'deletedObjects', 0, 'deletedAt');
    const ask = async (query: string): Promise<unknown[]> =>
      uids((await client.get(`/api/deletedObjects?paging=false&${query}`)).body);
    expect(await ask(`deletedAt=${String(shown)}`)).toEqual(['Element0001']);
    expect(await ask('deletedAt=2999-01-01')).toEqual([]);
    expect(await ask('klass=Indicator')).toEqual([]);
  });

  it('is for superusers only', async () => {
    const { server } = await startWith([]);
    const limited = new SandboxClient(server, basic('limited', 'Sable-7421-l'));
    expect((await limited.get('/api/deletedObjects')).status).toBe(403);
  });
});
