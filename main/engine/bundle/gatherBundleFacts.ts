import type { AppInfo } from '../../../shared/ipc/contract';
import type { BundleRequest } from '../../../shared/model/bundle';
import type { Problem } from '../../../shared/model/problem';
import type { RunRecord } from '../../../shared/model/run';
import type { ConnectionSettings, Settings } from '../../../shared/model/settings';
import type { Engine } from '../enginePort';
import type { BundleFacts } from './bundleFacts';

/** Most runs that a bundle holds, the newest ones. */
export const mostRuns = 500;

/** The part of the engine that knows what a bundle is to hold; {@link Engine} is one. */
export type BundleFactSource = Pick<
  Engine,
  'connections' | 'synchronisations' | 'preferences' | 'runs' | 'runDetail' | 'connectionTests'
>;

/** What is known outside the engine. */
export interface BundleSurroundings {
  /** Absent on the command line. */
  readonly info?: AppInfo;
  /** Versions by name: passerelle, node, electron, chrome. */
  readonly versions: Readonly<Record<string, string>>;
  /** Secrets known to this process, to be masked: never written anywhere. */
  readonly masks: readonly string[];
}

/** Settings member by member, so that nothing comes along that a later version adds to a connection's view. */
export function bareConnection({ id, name, url, allowHttp, auth }: ConnectionSettings): ConnectionSettings {
  return {
    id,
    name,
    url,
    allowHttp,
    auth: auth.type === 'basic' ? { type: 'basic', username: auth.username } : { type: 'token' },
  };
}

/** A run without what its quarantined and differing records were called: codes and counts stay. */
function lightened(run: RunRecord): RunRecord {
  return {
    ...run,
    proof: { ...run.proof, sample: [] },
    heldDeletions: run.heldDeletions.map(({ domain, slice }) => ({ domain, slice, key: '' })),
    quarantined: run.quarantined.map(({ domain, slice, problem, serverCode, at }) => ({
      domain,
      slice,
      key: '',
      problem: { code: problem.code, params: {} },
      ...(serverCode === undefined ? {} : { serverCode }),
      hash: '',
      at,
    })),
  };
}

/** Gathers what a bundle holds beside the log files. A run that cannot be read is told in `problems`. */
export async function gatherBundleFacts(
  request: Pick<BundleRequest, 'from' | 'until' | 'runs'>,
  source: BundleFactSource,
  surroundings: BundleSurroundings,
): Promise<BundleFacts> {
  const settings: Settings = {
    connections: source.connections().map(bareConnection),
    synchronisations: source.synchronisations(),
    preferences: source.preferences(),
  };
  const problems: Problem[] = [];
  const runs: RunRecord[] = [];
  const listed = await source.runs(undefined, Number.MAX_SAFE_INTEGER);
  if (!listed.ok) problems.push(listed.error);
  const chosen = (listed.ok ? listed.value : []).filter(
    ({ runId, startedAt, endedAt }) =>
      (request.runs.length === 0 || request.runs.includes(runId)) &&
      Date.parse(startedAt) <= request.until &&
      Date.parse(endedAt) >= request.from,
  );
  for (const { runId } of chosen.slice(0, mostRuns)) {
    const run = await source.runDetail(runId);
    if (run.ok) runs.push(lightened(run.value));
    else problems.push(run.error);
  }
  return {
    settings,
    versions: surroundings.versions,
    ...(surroundings.info === undefined ? {} : { info: surroundings.info }),
    runs,
    runsLeftOut: Math.max(0, chosen.length - mostRuns),
    problems,
    connectionTests: source.connectionTests(),
    masks: surroundings.masks,
  };
}
