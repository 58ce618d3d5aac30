import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { SandboxClient, at, basic } from '../testing/sandboxClient';
import type { World } from '../testing/valueWorld';
import { ids, report, row, rows, startWorld, wholeMonthly } from '../testing/valueWorld';

const open: World[] = [];
const classic: readonly ServerLine[] = ['2.40', '2.41', '2.42'];

async function world(line: ServerLine): Promise<World> {
  const started = await startWorld(line);
  open.push(started);
  return started;
}

afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close();
});

async function post(
  client: SandboxClient,
  values: readonly unknown[],
  query = '',
  head: object = {},
): Promise<unknown> {
  return report(await client.post(`/api/dataValueSets${query}`, { ...head, dataValues: values }));
}

describe('import up to 2.42', () => {
  it('creates, leaves alone what is the same, updates what differs, deletes what is marked', async () => {
    for (const line of classic) {
      const { client, clock } = await world(line);
      const first = await post(client, [row(ids.number, '12'), row(ids.option, 'LOW')]);
      expect([line, first]).toEqual([
        line,
        { http: 200, status: 'SUCCESS', counts: [2, 0, 0, 0], conflicts: [], rejected: [] },
      ]);
      clock.millis += 60_000;
      expect(await post(client, [row(ids.number, '12'), row(ids.option, 'HIGH')])).toMatchObject({
        counts: [0, 1, 1, 0],
      });
      const after = rows(await client.get(wholeMonthly));
      // An unchanged value keeps its time.
      expect(after.map((one) => at(one, 'lastUpdated')).sort()).toEqual([
        '2026-11-23T12:00:00.000+0000',
        '2026-11-23T12:01:00.000+0000',
      ]);
      expect(await post(client, [row(ids.number, '12', { deleted: true })])).toMatchObject({
        http: 200,
        counts: [0, 0, 0, 1],
      });
      expect(await post(client, [row(ids.option, 'HIGH')], '?importStrategy=delete')).toMatchObject({
        counts: [0, 0, 0, 1],
      });
      expect(rows(await client.get(wholeMonthly))).toEqual([]);
      expect(rows(await client.get(`${wholeMonthly}&includeDeleted=true`)).length).toBe(2);
    }
  });

  it('trap 5: a WARNING is 409, and the good rows are committed', async () => {
    for (const line of classic) {
      const { client } = await world(line);
      const answer = await client.post('/api/dataValueSets', {
        dataValues: [row(ids.number, 'twelve'), row(ids.bySex, '3', { categoryOptionCombo: ids.male })],
      });
      expect([line, report(answer), at(answer.body, 'status')]).toEqual([
        line,
        { http: 409, status: 'WARNING', counts: [1, 0, 1, 0], conflicts: [['E7619', [0]]], rejected: [0] },
        'WARNING',
      ]);
      expect(rows(await client.get(wholeMonthly)).length).toBe(1);
    }
  });

  it('trap 10: a soft-deleted value revives when it is imported again, and keeps its creation', async () => {
    for (const line of classic) {
      const { client, clock } = await world(line);
      await post(client, [row(ids.number, '1')]);
      await client.delete(`/api/dataValues?de=${ids.number}&pe=202610&ou=${ids.clinic}`);
      clock.millis += 60_000;
      expect(await post(client, [row(ids.number, '1')])).toMatchObject({ counts: [1, 0, 0, 0] });
      const [revived] = rows(await client.get(wholeMonthly));
      expect([at(revived, 'created'), at(revived, 'lastUpdated')]).toEqual([
        '2026-11-23T12:00:00.000+0000',
        '2026-11-23T12:01:00.000+0000',
      ]);
    }
  });

  it.each([
    ['E7610', { dataElement: 'DeUnknown01' }],
    ['E7611', { period: '2026X' }],
    ['E7612', { orgUnit: 'OuUnknown01' }],
    ['E7613', { categoryOptionCombo: 'CoUnknown01' }],
    ['E7615', { attributeOptionCombo: 'CoUnknown01' }],
    ['E7618', { value: null }],
    ['E7619', { value: '1.5' }],
    ['E7621', { dataElement: ids.option, value: 'MIDDLE' }],
    ['E7637', { storedBy: 'x'.repeat(256) }],
    ['E7638', { dataElement: ids.funded, period: '2026Q1', attributeOptionCombo: ids.newFund }],
    ['E7641', { period: '202701' }],
    ['E7643', { dataElement: ids.windowed, period: '202609' }],
  ])('%s refuses the row', async (code, members) => {
    const { client } = await world('2.41');
    expect(await post(client, [row(ids.number, '1', members)])).toMatchObject({
      http: 409,
      status: 'WARNING',
      conflicts: [[code, [0]]],
      rejected: [0],
    });
  });

  it('wrong org units and period types pass unless asked to be strict', async () => {
    const { client } = await world('2.42');
    const elsewhere = row(ids.number, '1', { orgUnit: ids.other });
    expect(await post(client, [elsewhere], '?dryRun=true')).toMatchObject({ counts: [1, 0, 0, 0] });
    const strict: readonly (readonly [string, string, unknown])[] = [
      ['strictOrganisationUnits', 'E7636', elsewhere],
      ['strictPeriods', 'E7632', row(ids.number, '1', { period: '2026W40' })],
      ['strictDataElements', 'E7633', row(ids.loose, '1')],
      ['strictCategoryOptionCombos', 'E7634', row(ids.number, '1', { categoryOptionCombo: ids.male })],
      ['strictAttributeOptionCombos', 'E7635', row(ids.number, '1', { attributeOptionCombo: ids.state })],
      ['requireCategoryOptionCombo', 'E7630', row(ids.number, '1')],
    ];
    for (const [parameter, code, value] of strict) {
      expect(await post(client, [value], `?${parameter}=true`)).toMatchObject({ conflicts: [[code, [0]]] });
    }
  });

  it('expired periods are refused to those who may not edit them', async () => {
    const { client, sandbox } = await world('2.41');
    const expired = row(ids.expiring, '1', { period: '202609' });
    expect(await post(client, [expired])).toMatchObject({ status: 'SUCCESS' });
    sandbox.context.metadata.put('users', {
      id: 'Kd3limitd01',
      username: 'limited',
      organisationUnits: [{ id: ids.root }],
    });
    const limited = new SandboxClient(sandbox, basic('limited', 'Sable-7421-l'));
    const answer = await post(limited, [{ ...expired, value: '2' }]);
    expect(answer).toMatchObject({ status: 'WARNING' });
    // The default option combo is open to all by its sharing, so the expiry is what refuses.
    expect(answer).toMatchObject({ conflicts: [['E7640', [0]]] });
  });

  it('E7617: even a superuser writes nothing outside the org units of the account', async () => {
    const { client, sandbox } = await world('2.42');
    const admin = sandbox.context.metadata.get('users', 'M5zQapPyTZI');
    sandbox.context.metadata.put('users', { ...admin, id: 'M5zQapPyTZI', organisationUnits: [] });
    expect(await post(client, [row(ids.number, '1')])).toMatchObject({ conflicts: [['E7617', [0]]] });
  });

  it('rows refused for the same reason share one conflict with all their indexes', async () => {
    const { client } = await world('2.41');
    const answer = await client.post('/api/dataValueSets', {
      dataValues: [row('DeUnknown01', '1'), row(ids.number, '1'), row('DeUnknown01', '2')],
    });
    expect(report(answer)).toMatchObject({
      counts: [1, 0, 2, 0],
      conflicts: [['E7610', [0, 2]]],
      rejected: [0, 2],
    });
    expect(at(answer.body, 'response', 'conflicts', 0)).toMatchObject({
      object: 'DeUnknown01',
      objects: { dataElement: 'DeUnknown01' },
      property: 'dataElement',
    });
  });

  it('an unknown data set above the rows stops the whole import', async () => {
    const { client } = await world('2.41');
    expect(await post(client, [row(ids.number, '1')], '', { dataSet: 'DsUnknown01' })).toMatchObject({
      http: 409,
      status: 'ERROR',
      counts: [0, 0, 0, 0],
      conflicts: [['E7600', undefined]],
    });
    expect(rows(await client.get(wholeMonthly))).toEqual([]);
  });

  it('a zero that means nothing is passed over without a word, and deletes what was there', async () => {
    const { client } = await world('2.41');
    expect(await post(client, [row(ids.number, '0')])).toEqual({
      http: 200,
      status: 'SUCCESS',
      counts: [0, 0, 0, 0],
      conflicts: [],
      rejected: [],
    });
    await post(client, [row(ids.number, '5')]);
    expect(await post(client, [row(ids.number, '0')])).toMatchObject({ counts: [0, 0, 0, 1] });
    expect(await post(client, [row(ids.shared, '0')])).toMatchObject({ counts: [1, 0, 0, 0] });
  });

  it('a row without value of an element with options: refused up to 2.41, the end of the import on 2.42.5', async () => {
    for (const line of classic) {
      const { client } = await world(line);
      await post(client, [row(ids.option, 'LOW')]);
      const answer = await post(client, [row(ids.option, null, { deleted: true }), row(ids.number, '1')]);
      expect([line, answer]).toMatchObject([
        line,
        line === '2.42'
          ? { status: 'ERROR', counts: [0, 0, 0, 0], conflicts: [] }
          : { status: 'WARNING', counts: [1, 0, 1, 0], conflicts: [['E7621', [0]]] },
      ]);
      expect(await post(client, [row(ids.option, 'LOW', { deleted: true })])).toMatchObject({
        counts: [0, 0, 0, 1],
      });
    }
  });

  it('strategies: CREATE leaves what is there, UPDATE and DELETE refuse what is not', async () => {
    const { client } = await world('2.41');
    await post(client, [row(ids.number, '1')]);
    expect(await post(client, [row(ids.number, '2')], '?importStrategy=NEW')).toMatchObject({
      status: 'SUCCESS',
      counts: [0, 0, 1, 0],
      rejected: [0],
    });
    expect(await post(client, [row(ids.shared, '2')], '?importStrategy=UPDATE')).toMatchObject({
      counts: [0, 0, 1, 0],
      rejected: [0],
    });
    expect(await post(client, [row(ids.shared, '2')], '?importStrategy=DELETE')).toMatchObject({
      counts: [0, 0, 1, 0],
      rejected: [0],
    });
    expect((await client.post('/api/dataValueSets?importStrategy=SOMEHOW', {})).status).toBe(400);
  });

  it('a dry run counts and writes nothing; force of a superuser passes over the time', async () => {
    const { client } = await world('2.41');
    expect(await post(client, [row(ids.number, '1')], '?dryRun=true')).toMatchObject({
      counts: [1, 0, 0, 0],
    });
    expect(rows(await client.get(wholeMonthly))).toEqual([]);
    expect(await post(client, [row(ids.number, '1', { period: '202701' })], '?force=true')).toMatchObject({
      status: 'SUCCESS',
    });
  });

  it('keeps stored by, comment and followup of the row', async () => {
    const { client } = await world('2.42');
    await post(client, [
      row(ids.number, '1', { storedBy: 'clerk', comment: ' seen ', followup: true, followUp: false }),
    ]);
    expect(rows(await client.get(wholeMonthly))[0]).toMatchObject({
      value: '1',
      storedBy: 'clerk',
      comment: 'seen',
      followup: true,
    });
  });

  it('needs the authority, JSON, and no async', async () => {
    const { client, sandbox } = await world('2.41');
    sandbox.context.accounts.put({
      userId: 'Kd3noentry1',
      username: 'viewer',
      password: 'Sable-7421-v',
      authorities: [],
      twoFactor: 'off',
      state: 'active',
    });
    expect(
      (await new SandboxClient(sandbox, basic('viewer', 'Sable-7421-v')).post('/api/dataValueSets', {}))
        .status,
    ).toBe(403);
    expect(
      (await client.send('POST', '/api/dataValueSets', {}, { 'content-type': 'application/xml' })).status,
    ).toBe(415);
    expect((await client.post('/api/dataValueSets?async=true', {})).status).toBe(501);
  });
});
