import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createAggregateSynchroniser } from '../../main/engine/aggregate/aggregateSynchroniser';
import { createLog } from '../../main/engine/logs/createLog';
import { openDetailStore } from '../../main/engine/logs/detailStore';
import { maskedSecrets } from '../../main/engine/maskedSecrets';
import { createMetadataSynchroniser } from '../../main/engine/metadata/metadataSynchroniser';
import { recordedRun } from '../../main/engine/run/recordedRun';
import { createRunControls } from '../../main/engine/run/runControls';
import { openRunHistory } from '../../main/engine/store/runHistory';
import { openSynchronisationStore } from '../../main/engine/store/synchronisationStore';
import { systemRandom } from '../../main/engine/systemPorts';
import { demoAccounts } from '../../sandbox/accounts/demoAccounts';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import type { ConnectionSettings } from '../../shared/model/settings';
import { succeed } from '../../shared/result';
import type { Result } from '../../shared/result';
import { canaries, comment, disguisedFault, faults, password, person, token, user } from './support/canaries';
import { ServerClerk } from './support/serverClerk';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** A state folder with its real log files, and runs from one server to another in this process. */
async function openState(source: Sandbox, destination: Sandbox) {
  const state = await mkdtemp(join(tmpdir(), 'passerelle-canary-'));
  stops.push(() => rm(state, { recursive: true, force: true }));
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
  const details = openDetailStore({ stateFolder: state, now: clock.now });
  const log = createLog({ folder: join(state, 'logs'), language: () => 'fr', clock, details });
  const history = value(await openRunHistory(state));
  const store = value(await openSynchronisationStore(join(state, 'syncs', 'all')));
  stops.push(() => store.close());
  const connections: readonly ConnectionSettings[] = [
    { id: 's', name: 'Source', url: source.url, allowHttp: true, auth: { type: 'token' } },
    {
      id: 'd',
      name: 'Destination',
      url: destination.url,
      allowHttp: true,
      auth: { type: 'basic', username: 'admin' },
    },
  ];
  const secrets = { read: (id: string) => Promise.resolve(succeed(id === 's' ? token : password)) };
  const run = (runId: string) =>
    recordedRun(
      {
        runId,
        synchronisation: {
          id: 'all',
          name: 'all',
          sourceId: 's',
          destinationId: 'd',
          domains: ['metadata', 'aggregate'],
          mode: 'manual',
          checkIntervalSeconds: 300,
          activity: 'started',
          clone: 'not-a-clone',
        },
        connections,
        trigger: 'operator',
        task: 'synchronise',
        confirmFirstWrite: 'yes',
        allowDeletions: 0,
        sendQuarantinedAgain: 'yes',
      },
      {
        clock,
        random: systemRandom,
        log,
        secrets: maskedSecrets(secrets, log),
        ledger: store.ledger,
        journal: store.journal,
        synchronisers: [createMetadataSynchroniser(), createAggregateSynchroniser()],
        controls: createRunControls(),
        onProgress: () => undefined,
        onState: () => undefined,
      },
      history,
    );
  return { state, log, run };
}

test('whole runs with secrets, people and values all around leave none of them in the logs', async () => {
  const accounts = demoAccounts.map((account) =>
    account.username === 'admin' ? { ...account, password, token } : account,
  );
  const source = await startSandbox({ version: '2.41', data: 'demo', scale: 0.01, accounts });
  stops.push(() => source.close());
  const destination = await startSandbox({ version: '2.42', accounts });
  stops.push(() => destination.close());
  const clerk = new ServerClerk(source);
  const values = await clerk.values();
  const rows = values.slice(0, 20).map((row) => ({ ...row, comment, storedBy: person.username }));
  await clerk.ask('POST', '/api/dataValueSets', { dataValues: rows });
  const { dataElements = [] } = await clerk.metadata(['dataElements']);
  for (const element of dataElements.slice(0, 5)) {
    await clerk.edit('dataElements', String(element['id']), { description: `Contact : ${user.name}` });
  }

  const { state, log, run } = await openState(source, destination);
  const outcomes: string[] = [];
  for (const [name, rules] of [disguisedFault, ...faults]) {
    destination.setFaults(rules);
    source.setFaults(rules);
    const { record } = await run(name.replaceAll(' ', '-'));
    outcomes.push(record.outcome);
  }
  source.setFaults([]);
  destination.setFaults([]);
  const clean = await run('clean');
  expect(clean.record).toMatchObject({ outcome: 'changed', quarantined: [], proof: { result: 'equal' } });
  // The faults were met: no run before was clean, and their words reached the program.
  expect(outcomes).not.toContain('verified-unchanged');
  const last = await log.saveLastHour();
  await log.close();

  const files = [
    ...(await filesUnder(join(state, 'logs'))),
    ...(await filesUnder(join(state, 'runs', 'details'))),
  ];
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const));
  const leaks = texts.flatMap(([file, text]) =>
    text
      .split('\n')
      .flatMap((line) =>
        canaries.filter((canary) => line.includes(canary)).map((canary) => ({ canary, line })),
      )
      .map(({ canary, line }) => `${file.slice(state.length)}: ${canary}: ${line.slice(0, 600)}`),
  );
  expect(leaks).toEqual([]);
  // What was looked through is worth looking through.
  expect(last.ok).toBe(true);
  expect(files.some((file) => file.includes('details'))).toBe(true);
  const all = texts.map(([, text]) => text).join('\n');
  expect(all).toContain('neither *** nor ***');
  for (const code of ['run-problem', 'request-failed', 'batch-sent', 'aggregate-done']) {
    expect(all).toContain(`code=${code}`);
  }
});
