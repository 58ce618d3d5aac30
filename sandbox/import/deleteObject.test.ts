import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox, StartSandboxOptions } from '../startSandbox';
import { SandboxClient, at, errorCodes, list } from '../testing/sandboxClient';
import { dataElement, dataSet, sexCategory } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(
  version: ServerLine = '2.41',
  more: Partial<StartSandboxOptions> = {},
): Promise<SandboxClient> {
  sandbox = await startSandbox({ version, ...more });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

describe('trap 8: deletes are vetoed (E4030) while something needs the object', () => {
  it('data forbids it; the other deletes of the payload happen', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001'), dataElement('Element0002')],
    });
    sandbox?.context.addValueHolder({
      load: () => 0,
      hasValuesFor: (plural, id) => plural === 'dataElements' && id === 'Element0001',
    });
    const answer = await client.post('/api/metadata?importStrategy=DELETE', {
      dataElements: [{ id: 'Element0001' }, { id: 'Element0002' }],
    });
    expect([answer.status, at(answer.body, 'response', 'status'), ...errorCodes(answer)]).toEqual([
      409,
      'WARNING',
      'E4030',
    ]);
    expect(at(answer.body, 'response', 'stats')).toMatchObject({ deleted: 1, ignored: 1 });
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
    expect((await client.get('/api/dataElements/Element0002')).status).toBe(404);
  });

  it('an object in use forbids it too, and VALIDATE does not foresee it', async () => {
    const client = await start();
    await client.post('/api/metadata', sexCategory);
    const payload = { categories: [{ id: 'CatSex00000' }] };
    const dry = await client.post('/api/metadata?importStrategy=DELETE&importMode=VALIDATE', payload);
    expect([dry.status, at(dry.body, 'response', 'stats', 'deleted')]).toEqual([200, 1]);
    expect(errorCodes(await client.post('/api/metadata?importStrategy=DELETE', payload))).toEqual(['E4030']);
  });

  it('a delete drops the references of those that can do without, and takes along what hangs on it', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001'), dataElement('Element0002')],
      dataElementGroups: [
        {
          id: 'Group000001',
          name: 'G',
          shortName: 'G',
          dataElements: [{ id: 'Element0001' }, { id: 'Element0002' }],
        },
      ],
      dataSets: [dataSet('DataSet0001', ['Element0001', 'Element0002'])],
      sections: [
        {
          id: 'Section0001',
          name: 'S',
          dataSet: { id: 'DataSet0001' },
          dataElements: [{ id: 'Element0001' }],
        },
      ],
    });
    await client.post('/api/metadata?importStrategy=DELETE', { dataElements: [{ id: 'Element0001' }] });
    expect(at((await client.get('/api/dataElementGroups/Group000001')).body, 'dataElements')).toEqual([
      { id: 'Element0002' },
    ]);
    expect(list(at((await client.get('/api/dataSets/DataSet0001')).body, 'dataSetElements'))).toHaveLength(1);
    await client.post('/api/metadata?importStrategy=DELETE', { dataSets: [{ id: 'DataSet0001' }] });
    expect((await client.get('/api/sections/Section0001')).status).toBe(404);
  });
});
