import { afterEach, describe, expect, it } from 'vitest';
import { demoAccounts } from '../accounts/demoAccounts';
import type { SandboxContext } from '../context';
import { RequestQuery } from '../http/requestQuery';
import type { Route, SandboxRequest } from '../http/router';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { Account, ServerLine } from '../model';
import { serverLines } from '../model';
import { at, list } from '../testing/sandboxClient';
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
