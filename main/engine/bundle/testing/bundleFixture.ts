import { problem } from '../../../../shared/model/problem';
import { noCounts } from '../../../../shared/model/run';
import type { RunRecord } from '../../../../shared/model/run';
import type { BundleRequest } from '../../../../shared/model/bundle';
import { timesOf } from '../../logs/lineForm';
import type { BundleFacts } from '../bundleFacts';
import type { BundleWork } from '../bundleWork';

/** What must not stand in a bundle. */
export const secret = 'c4n4ry S3cret/ü"';
export const person = 'Canaria Personova';
export const account = 'canary.account';

const run: RunRecord = {
  runId: 'run-1',
  syncId: 'sync-1',
  trigger: 'operator',
  task: 'synchronise',
  startedAt: '2026-11-23T10:00:00.000Z',
  endedAt: '2026-11-23T10:01:00.000Z',
  outcome: 'changed',
  domains: { aggregate: { ...noCounts, read: 3, quarantined: 2 } },
  requests: 3,
  bytesSent: 4,
  bytesReceived: 5,
  proof: {
    result: 'different',
    slices: [],
    differences: 1,
    sample: [{ domain: 'metadata', slice: 'users', key: 'u1', label: person, kind: 'different' }],
    leftOut: [],
  },
  errors: [problem('wrong-credentials', { host: 'dhis2.example.org', username: account }, `no ${secret}`)],
  notes: [{ code: 'some-note', params: { name: person, count: 4 } }],
  heldDeletions: [{ domain: 'metadata', slice: 'users', key: 'u2', label: person }],
  quarantined: [1, 2].map((second) => ({
    domain: 'aggregate',
    slice: 'BfMAe6Itzgt',
    key: `de.pe.ou.coc.${second}`,
    label: person,
    problem: problem('record-rejected', { value: person }, `Value ${person} is not a number`),
    serverCode: 'E7619',
    hash: 'h',
    at: `2026-11-23T10:00:0${second}.000Z`,
  })),
};

/** What the program knows, with all of that in it. */
export const facts: BundleFacts = {
  settings: {
    connections: [
      {
        id: 'c1',
        name: 'Nationale',
        url: 'https://dhis2.example.org',
        allowHttp: false,
        auth: { type: 'basic', username: account },
      },
    ],
    synchronisations: [],
    preferences: { language: 'fr', theme: 'system', closeToTrayExplained: true, logMegabytes: 500 },
  },
  versions: { passerelle: '0.1.0' },
  runs: [run],
  runsLeftOut: 0,
  problems: [],
  connectionTests: [
    {
      connectionId: 'c1',
      at: '2026-11-23T09:00:00.000Z',
      results: [{ step: 'account', result: 'passed', params: { username: account } }],
    },
  ],
  masks: [secret],
};

/** A line of ours: first the clock of this computer, as in every log, and the instant in its fields. */
export function line(at: string, sentence: string, seq: number): string {
  return `[INFO] ${timesOf(Date.parse(at)).local} [app] - ${sentence} | seq=${seq} t=${at} code=app-started\n`;
}

/** A bundle of one day of one log. */
export function workIn(logFolder: string, change: Partial<BundleRequest> = {}): BundleWork {
  const request: BundleRequest = {
    from: Date.parse('2026-11-23T00:00:00Z'),
    until: Date.parse('2026-11-23T23:59:59.999Z'),
    logs: ['dhis2_sync.log'],
    lastHour: 'without',
    runs: [],
    names: 'shown',
    ...change,
  };
  return { request, facts, places: { logFolder } };
}
