import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, basic, list } from '../testing/sandboxClient';
import { dataElement, dataSet } from '../testing/smallBundle';

let sandbox: Sandbox;
let client: SandboxClient;

const ids = Array.from({ length: 7 }, (_, index) => `Element000${index}`);

beforeAll(async () => {
  sandbox = await startSandbox({
    version: '2.41',
    data: {
      dataElements: ids.map((id, index) =>
        dataElement(id, { name: `${index % 2 === 0 ? 'alpha' : 'Beta'} ${index}`, code: `C${index}` }),
      ),
      dataElementGroups: [
        {
          id: 'Group000001',
          name: 'Group',
          shortName: 'Group',
          dataElements: [{ id: 'Element0001' }, { id: 'Element0003' }],
        },
      ],
      dataSets: [dataSet('DataSet0001', ['Element0001', 'Element0002'])],
      indicatorTypes: [{ id: 'IndType0001', name: 'Per cent', factor: 100, number: false }],
    },
  });
  client = new SandboxClient(sandbox);
});

afterAll(() => sandbox.close());

const found = async (query: string, plural = 'dataElements'): Promise<unknown[]> =>
  list(at((await client.get(`/api/${plural}?paging=false&fields=id&${query}`)).body, plural)).map((row) =>
    at(row, 'id'),
  );

describe('trap 11: pages of metadata lists', () => {
  it('says where the page stands and what comes next and before', async () => {
    const { body } = await client.get('/api/dataElements?pageSize=3&page=2&order=id:asc&fields=id');
    expect(at(body, 'pager')).toMatchObject({ page: 2, total: 7, pageSize: 3, pageCount: 3 });
    expect(at(body, 'pager', 'nextPage')).toContain('page=3');
    expect(at(body, 'pager', 'prevPage')).toContain('page=1');
    expect(at(body, 'dataElements')).toEqual([
      { id: 'Element0003' },
      { id: 'Element0004' },
      { id: 'Element0005' },
    ]);
  });

  it('past the end the pager names the last page while the list is empty', async () => {
    const { status, body } = await client.get('/api/dataElements?pageSize=3&page=9&fields=id');
    expect(status).toBe(200);
    expect(at(body, 'pager')).toMatchObject({ page: 3, pageCount: 3, total: 7 });
    expect(at(body, 'pager', 'nextPage')).toBeUndefined();
    expect(at(body, 'dataElements')).toEqual([]);
  });

  it('paging=false gives everything and no pager', async () => {
    const { body } = await client.get('/api/dataElements?paging=false');
    expect(at(body, 'pager')).toBeUndefined();
    expect(list(at(body, 'dataElements'))).toHaveLength(7);
  });

  it('a page that is no number is 400', async () => {
    expect((await client.get('/api/dataElements?page=two')).status).toBe(400);
  });
});

describe('fields, filters and order', () => {
  it('by default gives id and displayName, ordered by name whatever its case', async () => {
    const { body } = await client.get('/api/dataElements?pageSize=5');
    expect(list(at(body, 'dataElements')).map((row) => at(row, 'displayName'))).toEqual([
      'alpha 0',
      'alpha 2',
      'alpha 4',
      'alpha 6',
      'Beta 1',
    ]);
  });

  it('follows references, inverse ones and nested ones', async () => {
    const { body } = await client.get(
      '/api/dataElements/Element0001?fields=id,categoryCombo[name],dataElementGroups[id,name],!id',
    );
    expect(body).toEqual({
      categoryCombo: { name: 'default' },
      dataElementGroups: [{ id: 'Group000001', name: 'Group' }],
    });
    const nested = await client.get('/api/dataSets/DataSet0001?fields=dataSetElements[dataElement[code]]');
    expect(at(nested.body, 'dataSetElements', 0)).toEqual({ dataElement: { code: 'C1' } });
  });

  it.each([
    ['filter=id:in:[Element0001,Element0004]', ['Element0004', 'Element0001']],
    ['filter=name:like:Beta&filter=code:ne:C1', ['Element0003', 'Element0005']],
    ['filter=name:$like:alpha&filter=code:!in:[C0,C2]', ['Element0004', 'Element0006']],
    ['filter=code:eq:C1&filter=code:eq:C2&rootJunction=OR', ['Element0002', 'Element0001']],
    ['filter=categoryCombo.name:eq:nobody', []],
    ['filter=dataElementGroups.id:eq:Group000001', ['Element0001', 'Element0003']],
    ['filter=code:null', []],
    ['filter=optionSet:null&filter=code:eq:C3', ['Element0003']],
    ['query=beta&order=id:desc', ['Element0005', 'Element0003', 'Element0001']],
  ])('%s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('filters embedded objects and the size of collections', async () => {
    expect(await found('filter=dataSetElements.dataElement.id:eq:Element0002', 'dataSets')).toEqual([
      'DataSet0001',
    ]);
    expect(await found('filter=organisationUnits:empty', 'dataSets')).toEqual(['DataSet0001']);
    expect(await found('filter=dataElements:gt:1', 'dataElementGroups')).toEqual(['Group000001']);
  });

  it('an unknown property or operator is refused', async () => {
    expect((await client.get('/api/dataElements?filter=nonsense:eq:1')).status).toBe(409);
    expect((await client.get('/api/dataElements?filter=name:about:1')).status).toBe(409);
    expect((await client.get('/api/metadata?filter=lastUpdated:ge:soon')).status).toBe(409);
  });

  it('an unknown type is 404', async () => {
    expect((await client.get('/api/nonsense')).status).toBe(404);
  });

  it('pushAnalysis is gone with 2.43', async () => {
    const newer = await startSandbox({ version: '2.43' });
    expect((await new SandboxClient(newer).get('/api/pushAnalysis')).status).toBe(404);
    expect((await client.get('/api/pushAnalysis')).status).toBe(200);
    await newer.close();
  });
});

describe('an account without ALL', () => {
  it('silently sees only what is shared with it', async () => {
    const hidden = { external: false, public: '--------', users: {}, userGroups: {}, owner: 'M5zQapPyTZI' };
    const put = await client.put('/api/dataElements/Element0006?mergeMode=REPLACE', {
      ...dataElement('Element0006'),
      sharing: hidden,
    });
    expect(put.status).toBe(200);
    const limited = new SandboxClient(sandbox, basic('limited', 'Sable-7421-l'));
    const seen = await limited.get('/api/dataElements?paging=false');
    expect(list(at(seen.body, 'dataElements'))).toHaveLength(6);
    expect((await limited.get('/api/dataElements/Element0006')).status).toBe(404);
    expect((await limited.get('/api/metadata')).status).toBe(409);
  });
});
