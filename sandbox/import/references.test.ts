import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox, StartSandboxOptions } from '../startSandbox';
import { SandboxClient, at, errorCodes, list } from '../testing/sandboxClient';
import { dataElement, dataSet, orgUnit } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(
  version: ServerLine = '2.41',
  more: Partial<StartSandboxOptions> = {},
): Promise<SandboxClient> {
  sandbox = await startSandbox({ version, ...more });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

describe('trap 8: references', () => {
  const withMissing = {
    dataElements: [
      dataElement('Element0001', { optionSet: { id: 'Missing0001' }, legendSets: [{ id: 'Missing0002' }] }),
    ],
  };

  it('atomicMode=ALL: E5002 for each, nothing written', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata', withMissing);
    expect(errorCodes(answer)).toEqual(['E5002', 'E5002']);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('atomicMode=NONE: written all the same, without what is missing, and counted as created', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?atomicMode=NONE', withMissing);
    expect([answer.status, ...errorCodes(answer)]).toEqual([409, 'E5002', 'E5002']);
    expect(at(answer.body, 'response', 'stats')).toMatchObject({ created: 1, ignored: 0 });
    const written = (await client.get('/api/dataElements/Element0001?fields=:owner')).body;
    expect([at(written, 'optionSet'), at(written, 'legendSets')]).toEqual([undefined, []]);
  });

  it('atomicMode=NONE: an object refused for itself leaves a hole nobody reports in what refers to it', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?atomicMode=NONE', {
      legendSets: [{ id: 'LegendSet01' }],
      dataElements: [dataElement('Element0001', { legendSets: [{ id: 'LegendSet01' }] })],
    });
    expect(errorCodes(answer)).toEqual(['E4000']);
    expect(at((await client.get('/api/dataElements/Element0001?fields=:owner')).body, 'legendSets')).toEqual(
      [],
    );
  });

  it('atomicMode=NONE: a mandatory reference that is missing rolls the whole import back, without a report', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?atomicMode=NONE', {
      dataElements: [dataElement('Element0001')],
      dataSets: [dataSet('DataSet0001', ['Missing0001'])],
    });
    expect([answer.status, at(answer.body, 'response')]).toEqual([409, undefined]);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('references inside one payload resolve whatever their order, also in circles', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata', {
      dataSets: [dataSet('DataSet0001', ['Element0001'])],
      organisationUnits: [orgUnit('ChildUnit01', 'RootUnit001'), orgUnit('RootUnit001')],
      dataElements: [dataElement('Element0001')],
    });
    expect(answer.status).toBe(200);
  });

  it('unknown users in createdBy are tolerated, unknown groups in sharing and unknown attributes are not', async () => {
    const client = await start();
    const sharing = {
      external: false,
      public: 'rw------',
      users: {},
      userGroups: { Missing0001: { id: 'Missing0001', access: 'r-------' } },
    };
    const answer = await client.post('/api/metadata', {
      dataElements: [
        dataElement('Element0001', { createdBy: { id: 'Missing0002' } }),
        dataElement('Element0002', { sharing }),
        dataElement('Element0003', { attributeValues: [{ value: 'x', attribute: { id: 'Missing0003' } }] }),
      ],
    });
    expect(errorCodes(answer)).toEqual(['E5002', 'E5002']);
    expect(
      (
        await client.post('/api/metadata?skipSharing=true', {
          dataElements: [dataElement('Element0002', { sharing })],
        })
      ).status,
    ).toBe(200);
  });

  it('a code another object has is E5003 and names that object', async () => {
    const client = await start();
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001', { code: 'TAKEN' })] });
    const answer = await client.post('/api/metadata', {
      dataElements: [dataElement('Element0002', { code: 'TAKEN' })],
    });
    expect(errorCodes(answer)).toEqual(['E5003']);
    expect(
      at(answer.body, 'response', 'typeReports', 0, 'objectReports', 0, 'errorReports', 0),
    ).toMatchObject({
      errorProperty: 'code',
      mainId: 'Element0001',
    });
  });
});

describe('trap 8: the objects named "default"', () => {
  it('carry the UIDs of a fresh installation, or others, and are found by name', async () => {
    const fresh = await start();
    expect((await fresh.get('/api/categoryCombos/bjDvmb4bfuf?fields=name')).body).toEqual({
      name: 'default',
    });
    await sandbox?.close();
    const old = await start('2.41', { defaultIds: 'own' });
    expect((await old.get('/api/categoryCombos/bjDvmb4bfuf')).status).toBe(404);
    const named = await old.get('/api/categoryCombos?filter=name:eq:default&fields=id');
    expect(list(at(named.body, 'categoryCombos'))).toHaveLength(1);
  });

  it('an absent combination becomes the default of this server', async () => {
    const client = await start('2.41', { defaultIds: 'own' });
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    const own = sandbox?.context.metadata.defaultId('categoryCombos');
    expect((await client.get('/api/dataElements/Element0001?fields=categoryCombo')).body).toEqual({
      categoryCombo: { id: own },
    });
  });

  it('another default clashes by name (E5003); the own ones are dropped silently', async () => {
    const client = await start();
    const named = {
      name: 'default',
      shortName: 'default',
      dataDimensionType: 'DISAGGREGATION',
      categoryOptions: [],
    };
    const own = await client.post('/api/metadata', { categories: [{ id: 'GLevLNI9wkl', ...named }] });
    expect(at(own.body, 'response', 'stats')).toMatchObject({ total: 0 });
    const foreign = await client.post('/api/metadata', { categories: [{ id: 'ForeignDeft', ...named }] });
    expect(errorCodes(foreign)).toContain('E5003');
  });

  it('defaults=EXCLUDE drops them and top-level references, and leaves {} inside embedded objects', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001')],
      dataSets: [dataSet('DataSet0001', ['Element0001'])],
      sections: [
        {
          id: 'Section0001',
          name: 'S',
          dataSet: { id: 'DataSet0001' },
          dataElements: [{ id: 'Element0001' }],
          greyedFields: [{ dataElement: { id: 'Element0001' }, categoryOptionCombo: { id: 'HllvX50cXC0' } }],
        },
      ],
    });
    const exported = (await client.get('/api/metadata?defaults=EXCLUDE')).body;
    expect(at(exported, 'categoryCombos')).toBeUndefined();
    expect(at(exported, 'dataElements', 0, 'categoryCombo')).toBeUndefined();
    expect(at(exported, 'sections', 0, 'greyedFields', 0)).toEqual({
      dataElement: { id: 'Element0001' },
      categoryOptionCombo: {},
    });
    const sloppy = (await client.get('/api/metadata?defaults=exclude')).body;
    expect(at(sloppy, 'dataElements', 0, 'categoryCombo')).toEqual({ id: 'bjDvmb4bfuf' });
  });

  it.each([
    ['2.40', 200, []],
    ['2.41', 409, ['E5002']],
  ] as const)(
    '%s answers %i to an emptied default inside an embedded object',
    async (line, status, codes) => {
      const client = await start(line);
      const answer = await client.post('/api/metadata', {
        dataElements: [dataElement('Element0001')],
        dataSets: [
          dataSet('DataSet0001', ['Element0001'], {
            compulsoryDataElementOperands: [{ dataElement: { id: 'Element0001' }, categoryOptionCombo: {} }],
          }),
        ],
      });
      expect([answer.status, errorCodes(answer)]).toEqual([status, [...codes]]);
    },
  );
});
