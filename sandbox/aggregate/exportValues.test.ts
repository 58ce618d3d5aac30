import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { demoAccounts } from '../accounts/demoAccounts';
import type { SandboxContext } from '../context';
import { RequestQuery } from '../http/requestQuery';
import type { Route, SandboxRequest } from '../http/router';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { Account, ServerLine } from '../model';
import { serverLines } from '../model';
import { SandboxClient, at, basic, list } from '../testing/sandboxClient';
import { aggregateRoutes } from './aggregateRoutes';
import type { World } from '../testing/valueWorld';
import { ids, row, rows, startWorld, wholeMonthly, worldNow } from '../testing/valueWorld';

const open: World[] = [];
const minute = 60_000;
const hour = 60 * minute;

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

describe('changes since', () => {
  /** A value written at noon UTC, asked for since the given hours after noon; whether it comes. */
  async function comes(line: ServerLine, timeZone: string, hoursAfter: number, query = ''): Promise<boolean> {
    const { client } = await filled(line, { timeZone });
    const since = new Date(worldNow + hoursAfter * hour).toISOString();
    return rows(await client.get(`${wholeMonthly}&lastUpdated=${since}${query}`)).length > 0;
  }

  it('trap 3: up to 2.42 the UTC text of the bound meets the local time of the column', async () => {
    // West of UTC (−5 h) the changes of the last five hours are missed.
    expect(await comes('2.42', 'America/Bogota', -4.5)).toBe(false);
    expect(await comes('2.42', 'America/Bogota', -5.5)).toBe(true);
    // East of UTC (+1 h) an hour too much comes.
    expect(await comes('2.40', 'Africa/Kinshasa', 0.5)).toBe(true);
    expect(await comes('2.40', 'Africa/Kinshasa', 1.5)).toBe(false);
    expect(await comes('2.41', 'UTC', 0)).toBe(true);
    expect(await comes('2.41', 'UTC', 0.01)).toBe(false);
  });

  it('trap 3: 2.43 compares instants', async () => {
    for (const zone of ['America/Bogota', 'Africa/Kinshasa']) {
      expect([zone, await comes('2.43', zone, -0.01), await comes('2.43', zone, 0.01)]).toEqual([
        zone,
        true,
        false,
      ]);
    }
  });

  it('trap 3: the duration has the same fault', async () => {
    const { client, clock } = await filled('2.42', { timeZone: 'America/Bogota' });
    clock.millis += 10 * minute;
    const path = `/api/dataValueSets?dataSet=${ids.monthly}&orgUnit=${ids.clinic}&lastUpdatedDuration=`;
    expect(rows(await client.get(`${path}30m`))).toEqual([]);
    expect(rows(await client.get(`${path}6h`)).length).toBe(2);
  });

  it('trap 12: lastUpdated alone is enough up to 2.42 and E2002 on 2.43.1', async () => {
    for (const line of serverLines) {
      const { client } = await filled(line);
      const answer = await client.get(
        `/api/dataValueSets?dataSet=${ids.monthly}&orgUnit=${ids.clinic}&lastUpdated=2026-11-01T00:00:00.000Z`,
      );
      expect([line, answer.status, at(answer.body, 'errorCode')]).toEqual(
        line === '2.43' ? [line, 409, 'E2002'] : [line, 200, undefined],
      );
    }
  });

  it('trap 4: a row can show up later than its lastUpdated', async () => {
    for (const line of ['2.41', '2.43'] as const) {
      const { sandbox, clock } = await world(line);
      const { context } = sandbox;
      const routes = aggregateRoutes(context);
      const visible = async (): Promise<unknown[]> => {
        const answer = await handle(routes, 'GET', context, {
          ...plain,
          query: new RequestQuery(wholeMonthly.split('?')[1] ?? ''),
        });
        return list(
          at(
            JSON.parse(
              typeof answer.body === 'string' || Buffer.isBuffer(answer.body)
                ? answer.body.toString()
                : [...answer.body].join(''),
            ),
            'dataValues',
          ),
        );
      };
      let during: unknown[] | undefined;
      const written = await handle(routes, 'POST', context, {
        ...plain,
        body: Buffer.from(JSON.stringify({ dataSet: ids.monthly, dataValues: [row(ids.number, '1')] })),
        beforeCommit: async () => {
          clock.millis += 10 * minute;
          during = await visible();
        },
      });
      expect([line, written.status, during]).toEqual([line, 200, []]);
      expect(at((await visible())[0], 'lastUpdated')).toBe('2026-11-23T12:00:00.000+0000');
    }
  });

  const plain: SandboxRequest = {
    method: '',
    path: '/api/dataValueSets',
    query: new RequestQuery(''),
    headers: { 'content-type': 'application/json' },
    account: demoAccounts[0] ?? noAccount,
    body: Buffer.alloc(0),
    param: () => '',
    beforeCommit: () => Promise.resolve(),
  };

  function handle(
    routes: readonly Route[],
    method: 'GET' | 'POST',
    context: SandboxContext,
    request: SandboxRequest,
  ): Promise<SandboxResponse> {
    const route = routes.find((one) => one.method === method && one.pattern === request.path);
    if (route === undefined) throw new RangeError(`No route ${method} ${request.path}`);
    return Promise.resolve(route.handle({ ...request, method }, context));
  }
});

const noAccount: Account = {
  userId: '',
  username: '',
  password: '',
  authorities: [],
  twoFactor: 'off',
  state: 'active',
};
