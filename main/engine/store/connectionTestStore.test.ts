import { describe, expect, it } from 'vitest';
import type { ConnectionTestRecord } from '../../../shared/model/connectionTest';
import { problem } from '../../../shared/model/problem';
import { openConnectionTestStore, readConnectionTests } from './connectionTestStore';
import type { ConnectionTestStore } from './connectionTestStore';
import { MemoryDisk } from './memoryDisk';

const path = '/state/connection-tests.json';

async function opened(disk: MemoryDisk): Promise<ConnectionTestStore> {
  const store = await openConnectionTestStore('/state', { disk, now: () => 0 });
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  return store.value;
}

function test(connectionId: string, at: string): ConnectionTestRecord {
  return { connectionId, at, results: [{ step: 'address', result: 'passed', params: { latencyMs: 3 } }] };
}

describe('connection tests', () => {
  it('keeps the last one of each connection over a restart', async () => {
    const disk = new MemoryDisk();
    const store = await opened(disk);
    await store.record(test('a', '1'));
    await store.record(test('b', '2'));
    await store.record(test('a', '3'));
    await store.forget('b');
    expect((await opened(disk.afterKill())).current()).toEqual([test('a', '3')]);
  });

  it('keeps nothing of what a server said in its own words', async () => {
    const disk = new MemoryDisk();
    const failed = problem('wrong-credentials', { status: 401 }, 'words of the server');
    await (
      await opened(disk)
    ).record({
      connectionId: 'a',
      at: '1',
      results: [{ step: 'account', result: 'failed', params: {}, problem: failed }],
    });
    expect(disk.content(path).toString('utf8')).not.toContain('words of the server');
    expect((await opened(disk)).current()[0]?.results[0]?.problem).toEqual(
      problem('wrong-credentials', { status: 401 }),
    );
  });

  it('keeps an unreadable file aside and says so; who only looks moves nothing', async () => {
    const disk = new MemoryDisk();
    await (await opened(disk)).record(test('a', '1'));
    disk.setContent(path, Buffer.from('{"version":1,"tests":'));
    expect(await readConnectionTests('/state', disk)).toEqual({ ok: true, value: 'unreadable' });
    expect(disk.paths()).toEqual([path]);
    const store = await opened(disk);
    expect(store.problems).toMatchObject([
      { code: 'state-unreadable', params: { file: 'connection-tests.json' } },
    ]);
    expect(store.current()).toEqual([]);
    expect(disk.paths()).toHaveLength(1);
    expect(disk.paths()[0]).toContain('unreadable');
  });

  it('goes on with what it had when the disk takes nothing', async () => {
    const disk = new MemoryDisk();
    const store = await opened(disk);
    await store.record(test('a', '1'));
    disk.failAt = disk.operations + 1;
    expect(await store.record(test('a', '2'))).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(store.current()).toEqual([test('a', '1')]);
    expect(await store.record(test('b', '3'))).toMatchObject({ ok: true });
  });
});
