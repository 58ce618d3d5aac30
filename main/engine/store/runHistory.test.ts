import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../shared/model/run';
import { openRunHistory } from './runHistory';
import type { OpenRun, RunHistory } from './runHistory';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-runs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function open(kept?: number): Promise<RunHistory> {
  const history = await openRunHistory(folder, {
    now: () => Date.UTC(2026, 10, 23, 12),
    ...(kept === undefined ? {} : { kept }),
  });
  if (!history.ok) throw new Error(history.error.code);
  return history.value;
}

function mark(number: number, syncId = 'sync1'): OpenRun {
  const startedAt = new Date(Date.UTC(2026, 10, 1) + number * 60_000).toISOString();
  return { runId: `run-${number}`, syncId, trigger: 'automatic', task: 'synchronise', startedAt };
}

function run(number: number, syncId = 'sync1'): RunRecord {
  return {
    ...mark(number, syncId),
    endedAt: new Date(Date.UTC(2026, 10, 1) + number * 60_000 + 5000).toISOString(),
    outcome: 'changed',
    domains: {
      metadata: { read: 10, created: 2, updated: 3, unchanged: 5, deleted: 1, quarantined: 0 },
    },
    requests: 4,
    bytesSent: 100,
    bytesReceived: 200,
    proof: {
      result: 'equal',
      at: '2026-11-23T12:00:00.000Z',
      slices: [],
      differences: 0,
      sample: [],
      leftOut: [],
    },
    errors: [{ code: 'timed-out', params: { seconds: 30 }, detail: 'slow' }],
    notes: [],
    heldDeletions: [],
    quarantined: [],
  };
}

describe('the run history', () => {
  test('lists runs newest first, of one synchronisation or all, and gives their detail', async () => {
    const history = await open();
    for (const record of [run(2), run(1), run(3, 'sync2')]) {
      expect(await history.finish(record)).toMatchObject({ ok: true });
    }
    const again = await open();
    for (const one of [history, again]) {
      expect(one.list(undefined, 10).map(({ runId }) => runId)).toEqual(['run-3', 'run-2', 'run-1']);
      expect(one.list('sync1', 1).map(({ runId }) => runId)).toEqual(['run-2']);
      expect(one.list('sync1', 10)[0]).toMatchObject({
        sent: 5,
        deleted: 1,
        firstError: { code: 'timed-out' },
      });
      expect(await one.detail('run-1')).toEqual({ ok: true, value: run(1) });
    }
  });

  test('a run that a kill cut short is closed as interrupted, once', async () => {
    const history = await open();
    await history.begin(mark(1));
    await history.begin(mark(2));
    await history.finish(run(2));
    const again = await open();
    expect(again.interrupted).toMatchObject([
      { runId: 'run-1', outcome: 'could-not-look', errors: [{ code: 'run-interrupted' }] },
    ]);
    expect(again.list(undefined, 10)).toHaveLength(2);
    expect(await again.detail('run-1')).toMatchObject({
      ok: true,
      value: { endedAt: '2026-11-23T12:00:00.000Z' },
    });
    expect((await open()).interrupted).toEqual([]);
  });

  test('a kill between a record and the end of its mark leaves the record as it is', async () => {
    const history = await open();
    await history.finish(run(1));
    await history.begin(mark(1));
    const again = await open();
    expect(again.interrupted).toEqual([]);
    expect(await again.detail('run-1')).toEqual({ ok: true, value: run(1) });
  });

  test('keeps so many runs of each synchronisation', async () => {
    const history = await open(3);
    await history.finish(run(0, 'sync2'));
    for (let number = 1; number <= 5; number += 1) await history.finish(run(number));
    const again = await open(3);
    for (const one of [history, again]) {
      expect(one.list(undefined, 10).map(({ runId }) => runId)).toEqual(['run-5', 'run-4', 'run-3', 'run-0']);
    }
    expect(await again.detail('run-1')).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
  });

  test('needs no index: it is made anew from the records', async () => {
    const history = await open();
    await history.finish(run(1));
    await history.finish(run(2));
    await writeFile(join(folder, 'runs', 'index.ndjson'), '{"runId":"run-2","sync');
    expect((await open()).list(undefined, 10).map(({ runId }) => runId)).toEqual(['run-2', 'run-1']);
    await rm(join(folder, 'runs', 'run-2.json'));
    expect((await open()).list(undefined, 10).map(({ runId }) => runId)).toEqual(['run-1']);
  });

  test('a damaged record is reported and kept aside, never shown as something else', async () => {
    const history = await open();
    await history.finish(run(1));
    await writeFile(
      join(folder, 'runs', 'run-1.json'),
      JSON.stringify({ version: 1, run: { runId: 'run-1' } }),
    );
    expect(await history.detail('run-1')).toMatchObject({ ok: false, error: { code: 'state-unreadable' } });
    expect((await readdir(join(folder, 'runs'))).some((name) => name.includes('.unreadable-'))).toBe(true);
    expect((await open()).list(undefined, 10)).toEqual([]);
  });

  test.each(['../settings', 'a/b', '', 'x'.repeat(65)])('takes no path for a run: %j', async (name) => {
    const history = await open();
    expect(await history.detail(name)).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(await history.begin({ ...mark(1), runId: name })).toMatchObject({ ok: false });
    expect(await history.finish({ ...run(1), runId: name })).toMatchObject({ ok: false });
  });

  test('opens ten thousand runs by their index, without opening their files', async () => {
    const first = await open();
    await first.finish(run(1));
    const [summary] = first.list(undefined, 1);
    const names = Array.from({ length: 10_000 }, (_, number) => `run-${number}`);
    // Empty files: whoever opened one would report it as unreadable.
    await Promise.all(names.map((name) => writeFile(join(folder, 'runs', `${name}.json`), '')));
    const lines = names.map((runId) => `${JSON.stringify({ ...summary, runId })}\n`);
    await writeFile(join(folder, 'runs', 'index.ndjson'), lines.join(''));
    const history = await open();
    expect(history.problems).toEqual([]);
    expect(history.list(undefined, 20_000)).toHaveLength(10_000);
    expect(history.list('sync1', 50)).toHaveLength(50);
  });
});
