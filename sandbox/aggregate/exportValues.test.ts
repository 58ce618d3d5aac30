import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { serverLines } from '../model';
import { SandboxClient, at, basic } from '../testing/sandboxClient';
import type { World } from '../testing/valueWorld';
import { ids, row, rows, startWorld, wholeMonthly } from '../testing/valueWorld';

const open: World[] = [];
const minute = 60_000;

async function world(line: ServerLine, more: Parameters<typeof startWorld>[1] = {}): Promise<World> {
  const started = await startWorld(line, more);
  open.push(started);
  return started;
}

afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close();
});

async function filled(line: ServerLine, more: Parameters<typeof startWorld>[1] = {}): Promise<World> {
  const started = await world(line, more);
  const answer = await started.client.post('/api/dataValueSets', {
    dataSet: ids.monthly,
    dataValues: [
      row(ids.number, '12', { comment: 'seen' }),
      row(ids.bySex, '3', { categoryOptionCombo: ids.female }),
    ],
  });
  expect([started.loaded.problems, answer.status]).toEqual([[], 200]);
  return started;
}

describe('rules of an export', () => {
  const base = `/api/dataValueSets?orgUnit=${ids.root}`;
  const set = `dataSet=${ids.monthly}`;
  const dates = 'startDate=2026-01-01&endDate=2026-12-31';
  it.each([
    ['E2001', `${base}&period=202610`],
    ['E2002', `${base}&${set}`],
    ['E2003', `${base}&${set}&period=202610&${dates}`],
    ['E2004', `${base}&${set}&startDate=2026-12-31&endDate=2026-01-01`],
    ['E2006', `/api/dataValueSets?${set}&period=202610`],
    ['E2007', `${base}&${set}&period=202610&children=true&orgUnitGroup=${ids.unitGroup}`],
    ['E2009', `${base}&${set}&period=202610&limit=-1`],
  ])('%s on every line', async (code, path) => {
    for (const line of serverLines) {
      const { client } = await world(line);
      const answer = await client.get(path);
      expect([line, answer.status, at(answer.body, 'errorCode')]).toEqual([line, 409, code]);
    }
  });

  it('E2005 and E2008 up to 2.42 only', async () => {
    const bad = `${base}&${set}&period=202610&lastUpdatedDuration=soon`;
    const groupChildren = `/api/dataValueSets?${set}&period=202610&children=true`;
    const old = await world('2.42');
    expect(at((await old.client.get(bad)).body, 'errorCode')).toBe('E2005');
    expect(at((await old.client.get(groupChildren)).body, 'errorCode')).toBe('E2008');
    const { client } = await world('2.43');
    expect((await client.get(bad)).status).toBe(200);
    expect(at((await client.get(groupChildren)).body, 'errorCode')).toBe('E2006');
  });

  it('E2012 for an account without org units: even a superuser up to 2.42, only others on 2.43', async () => {
    const path = `${base}&${set}&period=202610`;
    for (const line of serverLines) {
      const { client, sandbox } = await world(line);
      const users = sandbox.context.metadata;
      const admin = users.get('users', 'M5zQapPyTZI');
      users.put('users', {
        ...admin,
        id: 'M5zQapPyTZI',
        organisationUnits: [],
        dataViewOrganisationUnits: [],
      });
      const answer = await client.get(path);
      expect([line, answer.status, at(answer.body, 'errorCode')]).toEqual(
        line === '2.43' ? [line, 200, undefined] : [line, 409, 'E2012'],
      );
      users.put('users', { id: 'Kd3limitd01', username: 'limited', organisationUnits: [] });
      const limited = await new SandboxClient(sandbox, basic('limited', 'Sable-7421-l')).get(path);
      expect([line, limited.status, at(limited.body, 'errorCode')]).toEqual([line, 409, 'E2012']);
    }
  });

  it('E2010 for a data set whose data the account may not read', async () => {
    const { sandbox } = await world('2.41');
    const hidden = sandbox.context.metadata.get('dataSets', ids.monthly);
    sandbox.context.metadata.put('dataSets', {
      ...hidden,
      id: ids.monthly,
      sharing: { public: 'r-------', users: {}, userGroups: {} },
    });
    const limited = await new SandboxClient(sandbox, basic('limited', 'Sable-7421-l')).get(
      `${base}&${set}&period=202610`,
    );
    expect([limited.status, at(limited.body, 'errorCode')]).toEqual([409, 'E2010']);
  });

  it('identifiers other than UIDs and formats other than JSON are refused, not answered wrongly', async () => {
    const { client } = await world('2.41');
    expect((await client.get(`${wholeMonthly}&idScheme=CODE`)).status).toBe(409);
    expect((await client.get(`${wholeMonthly}&orgUnitIdScheme=UID`)).status).toBe(200);
    expect((await client.get(`${wholeMonthly}&format=csv`)).status).toBe(406);
  });
});

describe('rows of an export', () => {
  it('have every member up to 2.42, null where empty, with UTC moments', async () => {
    const { client } = await filled('2.42', { timeZone: 'Africa/Kinshasa' });
    const answer = await client.get(wholeMonthly);
    expect(rows(answer)).toContainEqual({
      dataElement: ids.bySex,
      period: '202610',
      orgUnit: ids.clinic,
      categoryOptionCombo: ids.female,
      attributeOptionCombo: ids.fallback,
      value: '3',
      storedBy: 'admin',
      created: '2026-11-23T12:00:00.000+0000',
      lastUpdated: '2026-11-23T12:00:00.000+0000',
      comment: null,
      followup: false,
    });
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(answer.headers.get('etag')).toBeNull();
  });

  it('trap 12: 2.43 hoists what was asked for once and leaves nulls out', async () => {
    const { client } = await filled('2.43');
    const path = `/api/dataValueSets?dataSet=${ids.monthly}&period=202610&orgUnit=${ids.clinic}&attributeOptionCombo=${ids.fallback}`;
    const answer = await client.get(path);
    expect(answer.body).toMatchObject({
      dataSet: ids.monthly,
      period: '202610',
      orgUnit: ids.clinic,
      attributeOptionCombo: ids.fallback,
    });
    const bySex = rows(answer).find((one) => at(one, 'dataElement') === ids.bySex);
    expect(Object.keys(bySex ?? {}).sort()).toEqual([
      'categoryOptionCombo',
      'created',
      'dataElement',
      'followup',
      'lastUpdated',
      'storedBy',
      'value',
    ]);
    const children = await client.get(`${path}&children=true`);
    expect([at(children.body, 'orgUnit'), at(rows(children)[0], 'orgUnit')]).toEqual([undefined, ids.clinic]);
    const nothing = await client.get(path.replace('202610', '202601'));
    expect(at(nothing.body, 'dataValues')).toEqual([]);
  });

  it('up to 2.42 have a header for one set, period and org unit, and keep their own members', async () => {
    const { client } = await filled('2.41');
    const path = `/api/dataValueSets?dataSet=${ids.monthly}&period=202610&orgUnit=${ids.clinic}`;
    const answer = await client.get(path);
    expect(answer.body).toMatchObject({
      dataSet: ids.monthly,
      completeDate: null,
      period: '202610',
      orgUnit: ids.clinic,
    });
    expect(at(rows(answer)[0], 'orgUnit')).toBe(ids.clinic);
    expect(Object.keys((await client.get(wholeMonthly)).body ?? {})).toEqual(['dataValues']);
  });

  it('are chosen by period, dates, org unit, children, group, limit and combination', async () => {
    for (const line of ['2.41', '2.43'] as const) {
      const { client } = await filled(line);
      await client.post('/api/dataValueSets', {
        dataSet: ids.weekly,
        dataValues: [row(ids.shared, '7', { period: '2026W40' })],
      });
      const ask = async (query: string): Promise<number> =>
        rows(await client.get(`/api/dataValueSets?dataSet=${ids.monthly}&${query}`)).length;
      const clinic = `orgUnit=${ids.clinic}`;
      expect(await ask(`${clinic}&period=202610`)).toBe(2);
      expect(await ask(`${clinic}&period=202609`)).toBe(0);
      // 2026W40 runs from 28 September to 4 October: only dates that hold all of it take it.
      expect(await ask(`${clinic}&startDate=2026-09-28&endDate=2026-10-31`)).toBe(3);
      expect(await ask(`${clinic}&startDate=2026-09-29&endDate=2026-10-31`)).toBe(2);
      expect(await ask(`orgUnit=${ids.root}&period=202610`)).toBe(0);
      expect(await ask(`orgUnit=${ids.root}&children=true&period=202610`)).toBe(2);
      expect(await ask(`orgUnitGroup=${ids.unitGroup}&period=202610`)).toBe(2);
      expect(await ask(`${clinic}&period=202610&limit=1`)).toBe(1);
      expect(await ask(`${clinic}&period=202610&attributeOptionCombo=${ids.state}`)).toBe(0);
      expect(
        rows(await client.get(`/api/dataValueSets?dataElement=${ids.bySex}&${clinic}&period=202610`)).length,
      ).toBe(1);
    }
  });

  it('a value of an element in two of the sets asked for comes once', async () => {
    const { client } = await filled('2.41');
    await client.post('/api/dataValueSets', {
      dataSet: ids.weekly,
      dataValues: [row(ids.shared, '7', { period: '2026W40' })],
    });
    const answer = await client.get(`${wholeMonthly}&dataSet=${ids.weekly}`);
    expect(rows(answer).filter((one) => at(one, 'dataElement') === ids.shared).length).toBe(1);
  });

  it('of elements in no data set are reached by element or group, which up to 2.42 hides data sets', async () => {
    for (const line of ['2.41', '2.43'] as const) {
      const { client, sandbox } = await filled(line);
      sandbox.context.loadValues([
        { dataElement: ids.loose, period: '202610', orgUnit: ids.clinic, value: '9' },
      ]);
      const ask = async (query: string): Promise<unknown[]> => {
        const found = rows(
          await client.get(`/api/dataValueSets?orgUnit=${ids.clinic}&period=202610&${query}`),
        );
        return found.map((one) => at(one, 'dataElement')).sort();
      };
      const inSet = [ids.bySex, ids.number];
      expect([line, await ask(`dataSet=${ids.monthly}`)]).toEqual([line, inSet]);
      expect([line, await ask(`dataElement=${ids.loose}`)]).toEqual([line, [ids.loose]]);
      expect([line, await ask(`dataElementGroup=${ids.group}`)]).toEqual([line, [ids.loose]]);
      const both = await ask(`dataElementGroup=${ids.group}&dataSet=${ids.monthly}`);
      expect([line, both]).toEqual([
        line,
        line === '2.43' ? [ids.bySex, ids.loose, ids.number] : [ids.loose],
      ]);
    }
  });

  it('soft-deleted ones come only when asked for, marked', async () => {
    for (const line of serverLines) {
      const { client } = await filled(line);
      await client.delete(`/api/dataValues?de=${ids.number}&pe=202610&ou=${ids.clinic}`);
      expect(rows(await client.get(wholeMonthly)).length).toBe(1);
      const all = rows(await client.get(`${wholeMonthly}&includeDeleted=true`));
      expect([line, all.map((one) => at(one, 'deleted')).sort()]).toEqual([line, [true, undefined]]);
    }
  });

  it('come as a file when compressed', async () => {
    const { client, sandbox } = await filled('2.41');
    const response = await fetch(`${sandbox.url}${wholeMonthly}&compression=GZIP`, {
      headers: basic('admin', 'Sable-7421-x'),
    });
    const plain: unknown = JSON.parse(gunzipSync(Buffer.from(await response.arrayBuffer())).toString('utf8'));
    expect(plain).toEqual((await client.get(wholeMonthly)).body);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-disposition')).toContain('dataValues.json.gz');
  });

  it('of 2.43 are ordered by period, then creation', async () => {
    const { client, clock } = await world('2.43');
    for (const [period, value] of [
      ['202610', '1'],
      ['202608', '2'],
      ['202609', '3'],
    ] as const) {
      clock.millis += minute;
      await client.post('/api/dataValueSets', {
        dataSet: ids.monthly,
        dataValues: [row(ids.number, value, { period })],
      });
    }
    expect(rows(await client.get(wholeMonthly)).map((one) => at(one, 'value'))).toEqual(['2', '3', '1']);
  });
});
