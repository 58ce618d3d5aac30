import { afterEach, describe, expect, it } from 'vitest';
import { SandboxClient, at, basic } from '../testing/sandboxClient';
import type { World } from '../testing/valueWorld';
import { ids, report, row, rows, startWorld, wholeMonthly } from '../testing/valueWorld';

const open: World[] = [];

async function world(): Promise<World> {
  const started = await startWorld('2.43');
  open.push(started);
  return started;
}

afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close();
});

async function post(
  client: SandboxClient,
  values: readonly unknown[],
  head: object = { dataSet: ids.monthly },
  query = '',
): Promise<unknown> {
  return report(await client.post(`/api/dataValueSets${query}`, { ...head, dataValues: values }));
}

const written = { http: 200, status: 'SUCCESS', conflicts: [], rejected: [] };

describe('import of 2.43', () => {
  it('trap 12: nothing counts as imported, and an unchanged value is written again', async () => {
    const { client, clock } = await world();
    expect(await post(client, [row(ids.number, '12')])).toEqual({ ...written, counts: [0, 1, 0, 0] });
    clock.millis += 60_000;
    expect(await post(client, [row(ids.number, '12')])).toEqual({ ...written, counts: [0, 1, 0, 0] });
    const [value] = rows(await client.get(wholeMonthly));
    expect([at(value, 'created'), at(value, 'lastUpdated')]).toEqual([
      '2026-11-23T12:00:00.000+0000',
      '2026-11-23T12:01:00.000+0000',
    ]);
  });

  it('trap 12: one data set per request, from the body only', async () => {
    const { client } = await world();
    expect(await post(client, [row(ids.number, '1')], {}, `?dataSet=${ids.monthly}`)).toMatchObject({
      status: 'SUCCESS',
    });
    expect(await post(client, [row(ids.shared, '1')], {})).toMatchObject({
      http: 409,
      status: 'ERROR',
      conflicts: [['E8002', [0]]],
      rejected: [0],
    });
    expect(await post(client, [row(ids.loose, '1')], {})).toMatchObject({
      http: 409,
      conflicts: [['E8003', [0]]],
    });
    expect(await post(client, [row(ids.shared, '1')])).toMatchObject({ status: 'SUCCESS' });
  });

  it('trap 12: what is wrong with the group refuses every row of it', async () => {
    const { client } = await world();
    const groups: readonly (readonly [code: string, value: unknown, head: object])[] = [
      ['E8020', row(ids.loose, '1'), { dataSet: ids.monthly }],
      ['E8021', row(ids.number, '1', { period: '2026W40' }), { dataSet: ids.monthly }],
      ['E8022', row(ids.number, '1', { orgUnit: ids.other }), { dataSet: ids.monthly }],
      ['E8023', row(ids.number, '1', { attributeOptionCombo: ids.state }), { dataSet: ids.monthly }],
      ['E8024', row(ids.number, '1', { categoryOptionCombo: ids.male }), { dataSet: ids.monthly }],
      ['E8031', row(ids.number, '1', { orgUnit: ids.closed }), { dataSet: ids.monthly }],
      ['E8128', row(ids.bySex, '1', { categoryOptionCombo: ids.male }), { dataSet: ids.monthly }],
    ];
    for (const [code, bad, head] of groups) {
      const good = row(ids.bySex, '1', { categoryOptionCombo: ids.male });
      const answer = await post(client, [good, bad], head);
      expect([code, answer]).toEqual([
        code,
        { http: 409, status: 'ERROR', counts: [0, 0, 0, 0], conflicts: [[code, [0, 1]]], rejected: [0, 1] },
      ]);
    }
    expect(rows(await client.get(wholeMonthly))).toEqual([]);
  });

  it('trap 12: the offenders of a group stand in objects.args', async () => {
    const { client } = await world();
    const answer = await client.post('/api/dataValueSets', {
      dataSet: ids.monthly,
      dataValues: [row(ids.number, '1', { orgUnit: ids.other })],
    });
    const conflict = at(answer.body, 'response', 'conflicts', 0);
    expect(at(conflict, 'objects')).toEqual({ args: `${ids.monthly}-[${ids.other}]` });
    expect([at(conflict, 'object'), at(conflict, 'property')]).toEqual([undefined, undefined]);
  });

  it('trap 5: a WARNING is 200, an ERROR 409: refused rows and written ones, or none written', async () => {
    const { client } = await world();
    const some = await post(client, [
      row(ids.number, 'many'),
      row(ids.option, 'MIDDLE'),
      row(ids.shared, '4'),
    ]);
    expect(some).toEqual({
      http: 200,
      status: 'WARNING',
      counts: [0, 1, 2, 0],
      conflicts: [
        ['E8122', [0]],
        ['E8123', [1]],
      ],
      rejected: [0, 1],
    });
    expect(await post(client, [row(ids.number, null)])).toEqual({
      http: 409,
      status: 'ERROR',
      counts: [0, 0, 1, 0],
      conflicts: [['E8120', [0]]],
      rejected: [0],
    });
    expect(await post(client, [row(ids.number, '1', { comment: 'x'.repeat(5001) })])).toMatchObject({
      conflicts: [['E8125', [0]]],
    });
  });

  it('rows that cannot be decoded refuse the request, index -1', async () => {
    const { client } = await world();
    for (const [code, members] of [
      ['E8100', { period: null }],
      ['E8102', { dataElement: null }],
      ['E8104', { dataElement: 'x' }],
      ['E8105', { orgUnit: null }],
      ['E8106', { orgUnit: 'x' }],
      ['E8109', { categoryOptionCombo: 'x' }],
      ['E8111', { attributeOptionCombo: 'x' }],
    ] as const) {
      const answer = await post(client, [row(ids.shared, '1'), row(ids.number, '1', members)]);
      expect([code, answer]).toMatchObject([code, { http: 409, status: 'ERROR', conflicts: [[code, [-1]]] }]);
    }
  });

  it('trap 12: 2.43.1 refuses open input periods and takes closed ones, unless forced', async () => {
    const { client } = await world();
    const head = { dataSet: ids.listed };
    expect(await post(client, [row(ids.windowed, '1')], head)).toMatchObject({
      http: 409,
      conflicts: [['E8030', [0]]],
    });
    expect(await post(client, [row(ids.windowed, '1', { period: '202609' })], head)).toMatchObject({
      conflicts: [['E8030', [0]]],
    });
    expect(await post(client, [row(ids.windowed, '1', { period: '202606' })], head)).toMatchObject({
      status: 'SUCCESS',
    });
    expect(await post(client, [row(ids.windowed, '1')], head, '?force=true')).toMatchObject({
      status: 'SUCCESS',
    });
  });

  it('force does not help against a closed org unit', async () => {
    const { client } = await world();
    expect(
      await post(
        client,
        [row(ids.number, '1', { orgUnit: ids.closed })],
        { dataSet: ids.monthly },
        '?force=true',
      ),
    ).toMatchObject({ conflicts: [['E8031', [0]]] });
  });

  it('expired periods, foreign org units and attribute dates are the group’s business too', async () => {
    const { client, sandbox } = await world();
    sandbox.context.metadata.put('users', {
      id: 'Kd3limitd01',
      username: 'limited',
      organisationUnits: [{ id: ids.clinic }],
    });
    const limited = new SandboxClient(sandbox, basic('limited', 'Sable-7421-l'));
    const head = { dataSet: ids.lapsing };
    expect(await post(limited, [row(ids.expiring, '1', { period: '202609' })], head)).toMatchObject({
      conflicts: [['E8030', [0]]],
    });
    expect(await post(client, [row(ids.expiring, '1', { period: '202609' })], head)).toMatchObject({
      status: 'SUCCESS',
    });
    expect(await post(limited, [row(ids.number, '1', { orgUnit: ids.closed })])).toMatchObject({
      conflicts: [['E8011', [0]]],
    });
    const early = row(ids.funded, '1', { period: '2026Q1', attributeOptionCombo: ids.newFund });
    expect(await post(client, [early], { dataSet: ids.funding })).toMatchObject({
      conflicts: [['E8032', [0]]],
    });
    expect(await post(client, [{ ...early, period: '2026Q3' }], { dataSet: ids.funding })).toMatchObject({
      status: 'SUCCESS',
    });
  });

  it('trap 12: follow-up is read as followUp while it is written as followup', async () => {
    const { client } = await world();
    await post(client, [row(ids.number, '1', { followup: true }), row(ids.shared, '1', { followUp: true })]);
    const flags = rows(await client.get(wholeMonthly)).map((one) => [
      at(one, 'dataElement'),
      at(one, 'followup'),
    ]);
    expect(flags.sort()).toEqual([
      [ids.number, false],
      [ids.shared, true],
    ]);
  });

  it('stored by is the importing user, whatever the row says', async () => {
    const { client } = await world();
    await post(client, [row(ids.number, '1', { storedBy: 'clerk' })]);
    expect(at(rows(await client.get(wholeMonthly))[0], 'storedBy')).toBe('admin');
  });

  it('trap 10: deleted values stay as rows, keep their comment, and revive', async () => {
    const { client } = await world();
    await post(client, [row(ids.number, '1', { comment: 'seen' })]);
    expect(await post(client, [row(ids.number, null, { deleted: true })])).toEqual({
      ...written,
      counts: [0, 1, 0, 0],
    });
    const deleted = rows(await client.get(`${wholeMonthly}&includeDeleted=true`));
    expect(deleted).toMatchObject([{ deleted: true, comment: 'seen' }]);
    expect(at(deleted[0], 'value')).toBeUndefined();
    expect(await post(client, [row(ids.number, '2')])).toMatchObject({ counts: [0, 1, 0, 0] });
    expect(rows(await client.get(wholeMonthly))).toMatchObject([{ value: '2' }]);
    expect(
      await post(client, [row(ids.number, '2')], { dataSet: ids.monthly }, '?importStrategy=DELETE'),
    ).toMatchObject({ counts: [0, 0, 0, 1] });
    expect(rows(await client.get(wholeMonthly))).toEqual([]);
  });

  it('a deletion scope empties its rows before the values are written', async () => {
    const { client } = await world();
    await post(client, [row(ids.number, '1'), row(ids.shared, '2')]);
    const deletion = {
      orgUnits: [ids.clinic],
      periods: ['202610'],
      elements: [{ dataElement: ids.number }, { dataElement: ids.shared }],
    };
    expect(await post(client, [row(ids.shared, '3')], { dataSet: ids.monthly, deletion })).toMatchObject({
      status: 'SUCCESS',
      counts: [0, 1, 0, 2],
    });
    expect(rows(await client.get(wholeMonthly)).map((one) => at(one, 'value'))).toEqual(['3']);
  });

  it('values above the rows fill them; numbers instead of texts are refused as a whole', async () => {
    const { client } = await world();
    const head = {
      dataSet: ids.monthly,
      period: '202610',
      orgUnit: ids.clinic,
      attributeOptionCombo: ids.fallback,
    };
    expect(await post(client, [{ dataElement: ids.number, value: '5.0' }], head)).toMatchObject({
      status: 'SUCCESS',
    });
    expect(at(rows(await client.get(wholeMonthly))[0], 'value')).toBe('5');
    expect(await post(client, [{ dataElement: ids.number, value: 5 }], head)).toMatchObject({ http: 409 });
  });

  it('atomic writes all or nothing; a zero is a value; a dry run writes nothing', async () => {
    const { client } = await world();
    expect(
      await post(
        client,
        [row(ids.number, 'x'), row(ids.shared, '1')],
        { dataSet: ids.monthly },
        '?atomic=true',
      ),
    ).toMatchObject({ status: 'ERROR', conflicts: [['E8000', [0, 1]]] });
    expect(await post(client, [row(ids.number, '0')], { dataSet: ids.monthly, dryRun: true })).toMatchObject({
      counts: [0, 1, 0, 0],
    });
    expect(rows(await client.get(wholeMonthly))).toEqual([]);
    expect(await post(client, [row(ids.number, '0')])).toMatchObject({ counts: [0, 1, 0, 0] });
    expect(rows(await client.get(wholeMonthly)).length).toBe(1);
  });
});
