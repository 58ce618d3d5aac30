import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { serverLines } from '../model';
import { at, errorCodes } from '../testing/sandboxClient';
import type { World } from '../testing/valueWorld';
import { ids, row, rows, startWorld, wholeMonthly } from '../testing/valueWorld';

const open: World[] = [];

async function world(line: ServerLine): Promise<World> {
  const started = await startWorld(line);
  open.push(started);
  return started;
}

afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close();
});

/** The parameters that name one value. */
function key(dataElement: string, set: string, more = ''): string {
  return `/api/dataValues?de=${dataElement}&pe=202610&ou=${ids.clinic}&ds=${set}${more}`;
}

describe('single values, as a data clerk edits them', () => {
  it('are saved, read, changed and soft-deleted on every line', async () => {
    for (const line of serverLines) {
      const { client, clock } = await world(line);
      const path = key(ids.number, ids.monthly);
      expect([line, (await client.post(`${path}&value=7&comment=seen`)).status]).toEqual([line, 201]);
      expect((await client.get(path)).body).toEqual(['7']);
      clock.millis += 60_000;
      expect((await client.post(`${path}&value=8`)).status).toBe(201);
      expect(rows(await client.get(wholeMonthly))).toMatchObject([
        { value: '8', comment: 'seen', lastUpdated: '2026-11-23T12:01:00.000+0000' },
      ]);
      expect((await client.delete(path)).status).toBe(204);
      expect((await client.get(path)).status).toBe(line === '2.43' ? 404 : 409);
      expect(rows(await client.get(`${wholeMonthly}&includeDeleted=true`))).toMatchObject([
        { deleted: true },
      ]);
      expect(
        (
          await client.post('/api/dataValues', {
            dataSet: ids.monthly,
            dataElement: ids.number,
            period: '202610',
            orgUnit: ids.clinic,
            value: '9',
          })
        ).status,
      ).toBe(201);
      expect((await client.get(path)).body).toEqual(['9']);
    }
  });

  it.each([
    ['E2030', 'E8122', key(ids.number, ids.monthly, '&value=many')],
    ['E2029', 'E8123', key(ids.option, ids.monthly, '&value=MIDDLE')],
    ['E1100', 'E1100', key('DeUnknown01', ids.monthly, '&value=1')],
    ['E2021', 'E8020', key(ids.loose, ids.monthly, '&value=1')],
    ['E2019', 'E8031', key(ids.number, ids.monthly, '&value=1').replace(ids.clinic, ids.closed)],
    ['E1101', 'E1101', key(ids.number, ids.monthly, '&value=1').replace('202610', '2026X')],
    ['E2022', 'E8021', key(ids.shared, ids.weekly, '&value=1').replace('202610', '202701')],
  ])('%s up to 2.42, %s on 2.43', async (old, modern, path) => {
    for (const line of ['2.42', '2.43'] as const) {
      const { client } = await world(line);
      const answer = await client.post(path);
      expect([line, answer.status, at(answer.body, 'errorCode')]).toEqual([
        line,
        409,
        line === '2.43' ? modern : old,
      ]);
    }
  });

  it('deleting what is not there is a conflict up to 2.42', async () => {
    const { client } = await world('2.41');
    expect((await client.delete(key(ids.number, ids.monthly))).status).toBe(409);
  });

  it('an element, org unit or option combo with values, deleted ones included, cannot be deleted', async () => {
    for (const line of serverLines) {
      const { client, sandbox } = await world(line);
      await client.post('/api/dataValueSets', { dataSet: ids.monthly, dataValues: [row(ids.number, '1')] });
      await client.delete(key(ids.number, ids.monthly));
      const answer = await client.post('/api/metadata?importStrategy=DELETE', {
        dataElements: [{ id: ids.number }],
      });
      expect([line, answer.status, errorCodes(answer)]).toEqual([line, 409, ['E4030']]);
      const holds = (plural: string, id: string): boolean => sandbox.context.hasValuesFor(plural, id);
      expect([
        holds('dataElements', ids.number),
        holds('organisationUnits', ids.clinic),
        holds('categoryOptionCombos', ids.fallback),
      ]).toEqual([true, true, true]);
      expect([
        holds('dataElements', ids.option),
        holds('organisationUnits', ids.other),
        holds('categoryOptionCombos', ids.male),
        holds('dataSets', ids.monthly),
      ]).toEqual([false, false, false, false]);
    }
  });
});
