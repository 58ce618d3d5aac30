import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, basic, errorCodes, list } from '../testing/sandboxClient';
import { dataElement, dataSet, orgUnit } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(version: ServerLine = '2.41'): Promise<SandboxClient> {
  sandbox = await startSandbox({ version });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

const statsOf = (body: unknown): unknown => at(body, 'response', 'stats');

describe('trap 5: an import with WARNING or ERROR is 409 with a full report', () => {
  it('all fine is 200 with OK inside and outside', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ httpStatus: 'OK', status: 'OK', response: { status: 'OK' } });
    expect(statsOf(answer.body)).toEqual({ created: 1, updated: 0, deleted: 0, ignored: 0, total: 1 });
  });

  it.each(['2.40', '2.43'] as const)(
    '%s: atomicMode=ALL with one error writes nothing and counts nothing',
    async (line) => {
      const client = await start(line);
      const bad = { ...dataElement('Element0002'), shortName: undefined };
      const answer = await client.post('/api/metadata', { dataElements: [dataElement('Element0001'), bad] });
      expect([answer.status, at(answer.body, 'status'), at(answer.body, 'response', 'status')]).toEqual([
        409,
        'WARNING',
        'ERROR',
      ]);
      expect(at(answer.body, 'message')).toBe(
        'One or more errors occurred, please see full details in import report.',
      );
      expect(statsOf(answer.body)).toEqual({ created: 0, updated: 0, deleted: 0, ignored: 2, total: 2 });
      expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
    },
  );

  it('atomicMode=NONE writes the good ones and says which was bad, and why', async () => {
    const client = await start();
    const bad = { ...dataElement('Element0002'), shortName: undefined };
    const answer = await client.post('/api/metadata?atomicMode=NONE', {
      dataElements: [dataElement('Element0001'), bad],
    });
    expect([answer.status, at(answer.body, 'response', 'status')]).toEqual([409, 'WARNING']);
    expect(statsOf(answer.body)).toEqual({ created: 1, updated: 0, deleted: 0, ignored: 1, total: 2 });
    const report = at(answer.body, 'response', 'typeReports', 0);
    expect(at(report, 'klass')).toBe('org.hisp.dhis.dataelement.DataElement');
    expect(at(report, 'objectReports', 0)).toMatchObject({
      klass: 'org.hisp.dhis.dataelement.DataElement',
      index: 1,
      uid: 'Element0002',
    });
    expect(at(report, 'objectReports', 0, 'errorReports', 0)).toMatchObject({
      errorCode: 'E4000',
      message: 'Missing required property `shortName`',
      errorProperty: 'shortName',
    });
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
    expect((await client.get('/api/dataElements/Element0002')).status).toBe(404);
  });

  it('malformed JSON is 409 without a report', async () => {
    const client = await start();
    const answer = await client.send('POST', '/api/metadata', undefined, {
      'content-type': 'application/json',
    });
    expect([answer.status, at(answer.body, 'status'), at(answer.body, 'response')]).toEqual([
      409,
      'ERROR',
      undefined,
    ]);
  });
});

describe('trap 6: enumerations are case-sensitive and unknown ones become the default', () => {
  it('importMode=validate commits', async () => {
    const client = await start();
    await client.post('/api/metadata?importMode=validate', { dataElements: [dataElement('Element0001')] });
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
  });

  it('importMode=VALIDATE reports the same and writes nothing', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?importMode=VALIDATE', {
      dataElements: [dataElement('Element0001')],
    });
    expect(statsOf(answer.body)).toEqual({ created: 1, updated: 0, deleted: 0, ignored: 0, total: 1 });
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('atomicMode=none is ALL, and parameters nobody knows are ignored', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?atomicMode=none&whatever=1', {
      dataElements: [dataElement('Element0001'), { id: 'Element0002', name: 'Alone' }],
    });
    expect(at(answer.body, 'response', 'status')).toBe('ERROR');
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('2.42 ignores skipPaging on lists, 2.41 obeys it', async () => {
    const elements = Array.from({ length: 60 }, (_, index) =>
      dataElement(`Element${String(index).padStart(4, '0')}`),
    );
    const newer = await start('2.42');
    await newer.post('/api/metadata', { dataElements: elements });
    expect(
      list(at((await newer.get('/api/dataElements?skipPaging=true')).body, 'dataElements')),
    ).toHaveLength(50);
    await sandbox?.close();
    const older = await start('2.41');
    await older.post('/api/metadata', { dataElements: elements });
    expect(
      list(at((await older.get('/api/dataElements?skipPaging=true')).body, 'dataElements')),
    ).toHaveLength(60);
  });
});

describe('trap 7: an update replaces the whole object', () => {
  it('absent members are emptied, created stays, lastUpdated moves even when nothing changed', async () => {
    const client = await start();
    const full = dataElement('Element0001', { description: 'Kept?', aggregationLevels: [1, 2] });
    await client.post('/api/metadata', { dataElements: [full] });
    const before = (await client.get('/api/dataElements/Element0001?fields=:owner')).body;
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    const after = (await client.get('/api/dataElements/Element0001?fields=:owner')).body;
    expect(at(after, 'description')).toBeUndefined();
    expect(at(after, 'aggregationLevels')).toEqual([]);
    expect(at(after, 'created')).toBe(at(before, 'created'));
    const again = await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect(statsOf(again.body)).toMatchObject({ updated: 1, ignored: 0 });
    const moved = sandbox?.context.metadata.stored('dataElements', 'Element0001')?.lastUpdated ?? 0;
    expect(moved).toBeGreaterThan(
      sandbox?.context.metadata.stored('dataElements', 'Element0001')?.created ?? 0,
    );
  });

  it('the version of a data set is counted up when the same one is sent', async () => {
    const client = await start();
    const bundle = (version: number): unknown => ({
      dataElements: [dataElement('Element0001')],
      dataSets: [dataSet('DataSet0001', ['Element0001'], { version })],
    });
    const version = async (): Promise<unknown> =>
      at((await client.get('/api/dataSets/DataSet0001')).body, 'version');
    await client.post('/api/metadata', bundle(4));
    expect(await version()).toBe(4);
    await client.post('/api/metadata', bundle(4));
    expect(await version()).toBe(5);
    await client.post('/api/metadata', bundle(2));
    expect(await version()).toBe(5);
    await client.post('/api/metadata', bundle(9));
    expect(await version()).toBe(9);
  });

  it('sharing left out is reset to the default, unless skipSharing keeps it', async () => {
    const client = await start();
    const shared = { external: false, public: 'r-------', users: {}, userGroups: {} };
    const sharing = async (): Promise<unknown> =>
      at((await client.get('/api/dataElements/Element0001?fields=sharing')).body, 'sharing', 'public');
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001', { sharing: shared })] });
    expect(await sharing()).toBe('r-------');
    await client.post('/api/metadata?skipSharing=true', { dataElements: [dataElement('Element0001')] });
    expect(await sharing()).toBe('r-------');
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect(await sharing()).toBe('rw------');
  });

  it('translations are replaced as a set, unless skipTranslation keeps them', async () => {
    const client = await start();
    const french = [{ property: 'NAME', locale: 'fr', value: 'Élément' }];
    await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001', { translations: french })],
    });
    await client.post('/api/metadata?skipTranslation=true', { dataElements: [dataElement('Element0001')] });
    const read = async (): Promise<unknown> =>
      at((await client.get('/api/dataElements/Element0001?fields=translations')).body, 'translations');
    expect(await read()).toEqual(french);
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect(await read()).toEqual([]);
  });

  it('what :owner gives goes back in without a change', async () => {
    const client = await start();
    await client.post('/api/metadata', {
      organisationUnits: [orgUnit('RootUnit001'), orgUnit('ChildUnit01', 'RootUnit001')],
      dataElements: [dataElement('Element0001')],
      dataSets: [dataSet('DataSet0001', ['Element0001'], { organisationUnits: [{ id: 'ChildUnit01' }] })],
    });
    const strip = (body: unknown): unknown =>
      JSON.parse(
        JSON.stringify(body, (name, value: unknown) =>
          ['lastUpdated', 'version', 'system'].includes(name) ? undefined : value,
        ),
      );
    const first = (await client.get('/api/metadata?defaults=EXCLUDE')).body;
    expect((await client.post('/api/metadata', first)).status).toBe(200);
    const second = (await client.get('/api/metadata?defaults=EXCLUDE')).body;
    expect(strip(second)).toEqual(strip(first));
    expect(at(second, 'organisationUnits', 1)).toMatchObject({ path: '/RootUnit001/ChildUnit01', level: 2 });
  });
});

describe('strategies and accounts', () => {
  it('CREATE refuses what exists (E5000), UPDATE what does not (E5001)', async () => {
    const client = await start();
    const payload = { dataElements: [dataElement('Element0001')] };
    expect(errorCodes(await client.post('/api/metadata?importStrategy=UPDATE', payload))).toEqual(['E5001']);
    await client.post('/api/metadata', payload);
    expect(errorCodes(await client.post('/api/metadata?importStrategy=CREATE', payload))).toEqual(['E5000']);
  });

  it('the same UID twice is E5004, an impossible UID E4014', async () => {
    const client = await start();
    const twice = await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001'), dataElement('Element0001', { name: 'B', shortName: 'B' })],
    });
    expect(errorCodes(twice)).toContain('E5004');
    expect(errorCodes(await client.post('/api/metadata', { dataElements: [dataElement('short')] }))).toEqual([
      'E4014',
    ]);
  });

  it('an account without ALL may not create', async () => {
    await start();
    const limited = new SandboxClient(
      sandbox ?? (await startSandbox({ version: '2.41' })),
      basic('limited', 'Sable-7421-l'),
    );
    const answer = await limited.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    expect([answer.status, ...errorCodes(answer)]).toEqual([409, 'E3000']);
  });

  it('unknown types and members are dropped without a word', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata', {
      nonsense: [{ id: 'Nonsense001' }],
      dataElements: [dataElement('Element0001', { publicAccess: 'rw------', favorites: ['x'] })],
    });
    expect(statsOf(answer.body)).toMatchObject({ created: 1, total: 1 });
    expect(
      at((await client.get('/api/dataElements/Element0001?fields=:owner')).body, 'publicAccess'),
    ).toBeUndefined();
  });

  it('importReportMode=FULL lists every object', async () => {
    const client = await start();
    const answer = await client.post('/api/metadata?importReportMode=FULL', {
      dataElements: [dataElement('Element0001')],
    });
    expect(at(answer.body, 'response', 'typeReports', 0, 'objectReports', 0, 'uid')).toBe('Element0001');
  });

  it('gzip bodies are recognised by their first bytes', async () => {
    const client = await start();
    const { gzipSync } = await import('node:zlib');
    const response = await fetch(`${sandbox?.url ?? ''}/api/metadata`, {
      method: 'POST',
      headers: { ...basic('admin', 'Sable-7421-x'), 'content-type': 'application/json' },
      body: gzipSync(JSON.stringify({ dataElements: [dataElement('Element0001')] })),
    });
    expect(response.status).toBe(200);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
  });

  it('asynchronous imports and identifier=CODE are refused, not ignored', async () => {
    const client = await start();
    expect((await client.post('/api/metadata?async=true', {})).status).toBe(501);
    expect((await client.post('/api/metadata?identifier=CODE', {})).status).toBe(501);
  });

  it('the order of options is that of their set, numbered from 1 up to 2.41 and from 0 later', async () => {
    const bundle = {
      optionSets: [
        {
          id: 'OptionSet01',
          name: 'Set',
          valueType: 'TEXT',
          options: [{ id: 'OptionBBBBB' }, { id: 'OptionAAAAA' }],
        },
      ],
      options: ['OptionAAAAA', 'OptionBBBBB'].map((id) => ({
        id,
        name: id,
        code: id,
        optionSet: { id: 'OptionSet01' },
      })),
    };
    for (const [line, first] of [
      ['2.41', 1],
      ['2.42', 0],
    ] as const) {
      const client = await start(line);
      expect((await client.post('/api/metadata', bundle)).status).toBe(200);
      const set = (await client.get('/api/optionSets/OptionSet01?fields=options[id,sortOrder]')).body;
      expect(at(set, 'options')).toEqual([
        { id: 'OptionBBBBB', sortOrder: first },
        { id: 'OptionAAAAA', sortOrder: first + 1 },
      ]);
      await sandbox?.close();
    }
  });

  it('stage sections the payload no longer lists are deleted', async () => {
    const client = await start();
    const bundle = (sections: readonly string[]): unknown => ({
      programs: [
        {
          id: 'Program0001',
          name: 'P',
          shortName: 'P',
          programType: 'WITHOUT_REGISTRATION',
          programStages: [{ id: 'Stage000001' }],
        },
      ],
      programStages: [
        {
          id: 'Stage000001',
          name: 'S',
          program: { id: 'Program0001' },
          programStageSections: sections.map((id) => ({ id })),
        },
      ],
      programStageSections: sections.map((id, sortOrder) => ({
        id,
        name: id,
        sortOrder,
        programStage: { id: 'Stage000001' },
      })),
    });
    await client.post('/api/metadata', bundle(['Section0001', 'Section0002']));
    expect((await client.get('/api/programStageSections/Section0002')).status).toBe(200);
    await client.post('/api/metadata', bundle(['Section0001']));
    expect((await client.get('/api/programStageSections/Section0002')).status).toBe(404);
  });

  it('the stages of an event program take over its sharing', async () => {
    const client = await start();
    const sharing = { external: false, public: 'r-r-----', users: {}, userGroups: {} };
    await client.post('/api/metadata', {
      programs: [
        { id: 'Program0001', name: 'P', shortName: 'P', programType: 'WITHOUT_REGISTRATION', sharing },
      ],
      programStages: [{ id: 'Stage000001', name: 'S', program: { id: 'Program0001' } }],
    });
    const stage = (await client.get('/api/programStages/Stage000001?fields=sharing')).body;
    expect(at(stage, 'sharing', 'public')).toBe('r-r-----');
  });
});
