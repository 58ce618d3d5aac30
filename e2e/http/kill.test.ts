import { afterEach, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../sandbox/seededRandom';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { openWorkspace } from './support/programRun';
import type { ProgramResult, Workspace } from './support/programRun';
import { keyOf, ServerClerk } from './support/serverClerk';

/** Kills of one workspace before it may finish; with the seeds below they make the number of moments. */
const killsPerSeed = 4;
const isLong = process.env['PASSERELLE_LONG'] === '1';
const seeds = Array.from({ length: isLong ? 25 : 6 }, (_, index) => index + 1);

const open: { close(): Promise<void> }[] = [];
const workspaces: Workspace[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await Promise.all(workspaces.splice(0).map((one) => one.remove()));
});

/** 2.43 at the destination: it bumps `lastUpdated` of every value it is sent again, so that nothing sent twice can hide. */
async function world(seed: number) {
  const source = await startSandbox({ version: '2.42', data: 'demo', scale: 0.03, seed });
  const destination = await startSandbox({ version: '2.43', data: 'empty', timeZone: 'Africa/Kinshasa' });
  open.push(source, destination);
  const workspace = await openWorkspace(source, destination);
  workspaces.push(workspace);
  return { source, destination, workspace };
}

/** Resolves when the condition holds; the condition is looked at every millisecond. */
function whenever(condition: () => boolean): { readonly met: Promise<void>; readonly forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const met = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (!condition()) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  return { met, forget: () => clearInterval(timer) };
}

/** Runs and kills the program as soon as the condition holds; tells whether it was killed or came to its end before. */
async function runAndKill(workspace: Workspace, condition: () => boolean): Promise<ProgramResult> {
  const { child, ended } = workspace.start([
    'run',
    '--setup',
    workspace.setup,
    '--state',
    workspace.state,
    '--once',
    '--json',
  ]);
  const { met, forget } = whenever(condition);
  void met.then(() => child.kill('SIGKILL'));
  const result = await ended;
  forget();
  return result;
}

function postsOf(destination: Sandbox) {
  return destination
    .requests()
    .filter(({ method, path }) => method === 'POST' && !path.includes('importMode=VALIDATE'));
}

/** Both ends hold the same values, and each was written exactly once. */
async function expectEachValueOnce(source: Sandbox, destination: Sandbox): Promise<void> {
  const [theirs, ours] = await Promise.all([
    new ServerClerk(source).values(),
    new ServerClerk(destination).values(),
  ]);
  expect(theirs.length).toBeGreaterThan(1000);
  expect(new Set(ours.map(keyOf))).toEqual(new Set(theirs.map(keyOf)));
  const twice = ours.filter((value) => value['created'] !== value['lastUpdated']).map(keyOf);
  expect(twice).toEqual([]);
}

function expectNoBatchTwice(destination: Sandbox): void {
  const bodies = postsOf(destination)
    .filter(({ path, status }) => status === 200 && !path.startsWith('/api/users/'))
    .map(({ bodySha256 }) => bodySha256);
  expect(bodies.length).toBeGreaterThan(3);
  expect(bodies.filter((body, index) => bodies.indexOf(body) !== index)).toEqual([]);
}

describe('SIGKILL', () => {
  it.each(seeds)(
    'at seeded moments, seed %i: the next start goes on, nothing is lost or sent twice',
    async (seed) => {
      const { source, destination, workspace } = await world(seed);
      const random = new SeededRandom(seed * 7919);
      const served = () => source.requests().length + destination.requests().length;
      const kills: string[] = [];
      for (let kill = 0; kill < killsPerSeed; kill += 1) {
        const moment = served() + 4 + Math.floor(random.next() * 28);
        const result = await runAndKill(workspace, () => served() >= moment);
        kills.push(result.signal ?? `exit ${String(result.code)}`);
      }
      expect(kills).toContain('SIGKILL');
      const last = await workspace.run();
      expect(last.result.errors).toEqual([]);
      expect(last.code).toBe(0);
      expect(['changed', 'verified-unchanged']).toContain(last.result.outcome);
      await expectEachValueOnce(source, destination);
      expectNoBatchTwice(destination);
      const idle = await workspace.run();
      expect(idle.result).toMatchObject({ outcome: 'verified-unchanged', errors: [] });
      const proof = last.result.proof.result === 'equal' ? last : idle;
      expect(proof.result.proof.result === 'equal' || kills.some((kill) => kill.startsWith('exit'))).toBe(
        true,
      );
    },
  );

  it.each([
    ['values', '/api/dataValueSets*', valuesArrived],
    ['metadata', '/api/metadata*COMMIT*', metadataArrived],
  ] as const)(
    'between commit and answer of %s: what arrived is not sent again',
    async (_, path, hasArrived) => {
      const { source, destination, workspace } = await world(99);
      destination.setFaults([
        { method: 'POST', path, fault: { kind: 'latency', millis: 600_000 }, times: 1 },
      ]);
      const killed = await runAndKill(workspace, () => hasArrived(destination));
      expect(killed.signal).toBe('SIGKILL');
      destination.setFaults([]);
      const last = await workspace.run();
      expect(last.result).toMatchObject({ outcome: 'changed', errors: [], proof: { result: 'equal' } });
      await expectEachValueOnce(source, destination);
      expectNoBatchTwice(destination);
    },
  );
});

function metadataArrived(destination: Sandbox): boolean {
  return destination.context.metadata.count('dataElements') > 0;
}

/** Whether the destination holds a value of any of its data elements. */
function valuesArrived(destination: Sandbox): boolean {
  for (const { id } of destination.context.metadata.all('dataElements')) {
    if (destination.context.hasValuesFor('dataElements', id)) return true;
  }
  return false;
}
