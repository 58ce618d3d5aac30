import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../../shared/model/problem';
import { noCounts } from '../../../shared/model/run';
import type { RunRecord } from '../../../shared/model/run';
import type { BundleRequest } from '../../../shared/model/bundle';
import type { Disk } from '../store/disk';
import { realDisk } from '../store/disk';
import type { BundleFacts } from './bundleFacts';
import type { BundleWork } from './bundleWork';
import { planBundle } from './planBundle';
import { previewBundle } from './previewBundle';
import { saveBundle } from './saveBundle';
import { readZip } from './testing/readZip';

const secret = 'c4n4ry S3cret/ü"';
const person = 'Canaria Personova';
const account = 'canary.account';

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

const facts: BundleFacts = {
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

function line(at: string, sentence: string, seq: number): string {
  return `[INFO] ${at.slice(0, 10)} ${at.slice(11, 19)} [app] - ${sentence} | seq=${seq} t=${at} code=app-started\n`;
}

let folder = '';
let logFolder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-bundle-'));
  logFolder = join(folder, 'state', 'logs');
  await mkdir(logFolder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function work(change: Partial<BundleRequest> = {}): BundleWork {
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

const never = () => new AbortController().signal;

async function save(made: BundleWork): Promise<ReadonlyMap<string, Buffer>> {
  const path = join(folder, 'out.zip');
  expect(await saveBundle(made, path, () => undefined, never())).toMatchObject({ ok: true });
  return readZip(path);
}

const log = (name: string, text: string | Buffer) => writeFile(join(logFolder, name), text);

describe('saveBundle', () => {
  it('holds the lines of the period alone, its first and its last millisecond included, oldest file first', async () => {
    const from = '2026-11-23T08:00:00.000+00:00';
    const until = '2026-11-23T12:00:00.000+00:00';
    await log(
      'dhis2_sync.log.2.gz',
      gzipSync(line('2026-11-23T07:59:59.999+00:00', 'avant', 1) + line(from, 'premier', 2)),
    );
    await log('dhis2_sync.log.1', `${line('2026-11-23T09:00:00.000+00:00', 'milieu', 3)}Traceback\n  at x\n`);
    await log(
      'dhis2_sync.log',
      `suite\n${line(until, 'dernier', 4)}${line('2026-11-23T12:00:00.001+00:00', 'après', 5)}reste\n`,
    );
    const members = await save(work({ from: Date.parse(from), until: Date.parse(until) }));
    const text = members.get('logs/dhis2_sync.log')?.toString('utf8') ?? '';
    expect(text).toBe(
      `${line(from, 'premier', 2)}${line('2026-11-23T09:00:00.000+00:00', 'milieu', 3)}Traceback\n  at x\nsuite\n${line(until, 'dernier', 4)}`,
    );
  });

  it('holds what stood in logs that were cleared, lines of the period alone and redacted, and nothing of older archives', async () => {
    const archive = join(logFolder, 'archive');
    await mkdir(archive);
    const inside = line('2026-11-23T10:00:00.000+00:00', `effacé ${secret}`, 2);
    const cleared = line('2026-11-22T10:00:00.000+00:00', 'veille', 1) + inside;
    await log('archive/dhis2_sync.log.20261123-110000.gz', gzipSync(cleared));
    // Compressed, and not removed yet.
    await log('archive/dhis2_sync.log.20261123-110000', cleared);
    const later = line('2026-11-23T11:30:00.000+00:00', 'ensuite', 3);
    await log('archive/dhis2_sync.log.1.20261123-120000', later);
    await log('archive/errors.log.20261123-120000.gz', gzipSync(inside));
    await log('archive/dhis2_sync.log.20261101-120000', inside);
    const at = (name: string, time: string) => utimes(join(archive, name), new Date(time), new Date(time));
    await at('dhis2_sync.log.20261123-110000.gz', '2026-11-23T11:00:00Z');
    await at('dhis2_sync.log.1.20261123-120000', '2026-11-23T12:00:00Z');
    await at('dhis2_sync.log.20261101-120000', '2026-11-01T12:00:00Z');
    await log('dhis2_sync.log', line('2026-11-23T13:00:00.000+00:00', 'nouveau', 4));
    const name = 'logs/archive/dhis2_sync.log';
    const plan = await planBundle(work());
    expect(plan.ok && plan.value.entries.find((entry) => entry.name === name)).toEqual({
      name,
      kind: 'log',
      bytes: Buffer.byteLength(inside + later),
      lines: 2,
    });
    const members = await save(work());
    expect(members.get(name)?.toString('utf8')).toBe(inside.replace(secret, '***') + later);
    expect([...members.keys()].filter((one) => one.startsWith('logs/'))).toEqual([
      'logs/dhis2_sync.log',
      name,
    ]);
  });

  it('holds no stored detail, and says how many of the period there are', async () => {
    const details = join(folder, 'state', 'runs', 'details', 'run-1');
    await mkdir(details, { recursive: true });
    for (const [name, time] of [
      ['a-1.txt', '2026-11-22T10:00:00Z'],
      ['b-2.txt', '2026-11-23T10:00:00Z'],
      ['c-3.txt', '2026-11-24T10:00:00Z'],
    ] as const) {
      await writeFile(join(details, name), `answer of ${person}`);
      await utimes(join(details, name), new Date(time), new Date(time));
    }
    const members = await save(work());
    const manifest: unknown = JSON.parse(members.get('manifest.json')?.toString('utf8') ?? '');
    const bytes = `answer of ${person}`.length;
    expect(manifest).toMatchObject({ leftOut: { details: { texts: 1, bytes } } });
    expect(Buffer.concat([...members.values()]).toString('utf8')).not.toContain(person);
  });

  it('lists every file with its size, lines and hash', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(3));
    const members = await save(work());
    const manifest = JSON.parse(members.get('manifest.json')?.toString('utf8') ?? '') as {
      entries: { name: string; bytes: number; sha256: string; lines?: number }[];
    };
    const others = [...members].filter(([name]) => name !== 'manifest.json');
    expect(manifest.entries.map(({ name }) => name)).toEqual(others.map(([name]) => name));
    for (const [name, content] of others) {
      const listed = manifest.entries.find((entry) => entry.name === name);
      expect(listed).toMatchObject({
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      });
    }
    expect(manifest.entries.find(({ name }) => name === 'logs/dhis2_sync.log')?.lines).toBe(3);
  });

  it('holds no secret, account, person or value anywhere, in no encoding', async () => {
    const written = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret),
      Buffer.from(`u:${secret}`).toString('base64'),
    ];
    const body = JSON.stringify({ createdBy: { name: person }, username: account, value: person });
    await log(
      'dhis2_sync.log',
      [...written, body, JSON.stringify(body), account]
        .map((text, seq) => line('2026-11-23T10:00:00.000+00:00', text, seq))
        .join(''),
    );
    await log('last-hour.log', line('2026-11-23T10:00:00.000+00:00', written.join(' '), 1));
    for (const names of ['shown', 'hidden'] as const) {
      const members = await save(work({ names, lastHour: 'with' }));
      expect([...members.keys()]).toContain('logs/last-hour.log');
      const all = Buffer.concat([...members.values()]).toString('utf8');
      for (const text of [secret, person, account]) {
        expect(all).not.toContain(text);
        expect(all).not.toContain(encodeURIComponent(text));
        expect(all).not.toContain(JSON.stringify(text).slice(1, -1));
        expect(all).not.toContain(Buffer.from(text).toString('base64').slice(0, -4));
      }
      expect(all).not.toContain('de.pe.ou');
    }
  });

  it('tells quarantine by cause, with counts and without records', async () => {
    const members = await save(work());
    const text = members.get('quarantine.json')?.toString('utf8') ?? '';
    expect(JSON.parse(text)).toMatchObject({
      runs: [
        {
          runId: 'run-1',
          kinds: [
            {
              slice: 'BfMAe6Itzgt',
              code: 'record-rejected',
              serverCode: 'E7619',
              count: 2,
              explanation: 'La destination a refusé cet enregistrement',
            },
          ],
        },
      ],
    });
  });

  it('hides names, servers and accounts everywhere when told to', async () => {
    await log(
      'dhis2_sync.log',
      line('2026-11-23T10:00:00.000+00:00', 'Nationale : https://dhis2.example.org/api', 1),
    );
    const members = await save(work({ names: 'hidden' }));
    const all = Buffer.concat([...members.values()]).toString('utf8');
    expect(all).not.toMatch(/Nationale|dhis2\.example/);
    expect(members.get('logs/dhis2_sync.log')?.toString('utf8')).toContain('connexion-1 : serveur-1/api');
    expect(JSON.parse(members.get('settings.json')?.toString('utf8') ?? '')).toMatchObject({
      connections: [{ name: 'connexion-1', url: 'serveur-1', auth: { username: 'compte-1' } }],
    });
  });

  it('cuts a line that is too long, and looks across the cut', async () => {
    const long = `${'x'.repeat(64 * 1024 - 8 - '[INFO] 2026-11-23 10:00:00 [app] - '.length)}${secret}${'y'.repeat(400_000)}`;
    await log(
      'dhis2_sync.log',
      `${line('2026-11-23T10:00:00.000+00:00', long, 1)}${line('2026-11-23T10:00:01.000+00:00', 'suite', 2)}`,
    );
    const members = await save(work());
    const text = members.get('logs/dhis2_sync.log')?.toString('utf8') ?? '';
    expect(text).not.toContain('c4n4ry');
    expect(text.split('\n')[0]).toMatch(/ \[…\]$/);
    expect(Buffer.byteLength(text)).toBeLessThan(66 * 1024);
    expect(text).toContain('suite');
  });

  it('names what stands in the place of a log and is none, and a last hour that could not be written', async () => {
    await mkdir(join(logFolder, 'errors.log'));
    await log('last-hour.log', line('2026-11-23T09:00:00.000+00:00', 'vieille heure', 1));
    const made = work({ logs: ['errors.log'], lastHour: 'with' });
    const plan = await planBundle({ ...made, facts: { ...facts, lastHourMissing: 'disk-full' } });
    expect(plan.ok && plan.value.entries.filter(({ missing }) => missing !== undefined)).toEqual([
      { name: 'logs/errors.log', kind: 'log', bytes: 0, missing: 'log-unreadable' },
      { name: 'logs/last-hour.log', kind: 'last-hour', bytes: 0, missing: 'disk-full' },
    ]);
  });

  it('goes on behind a damaged old file, and says that something is missing', async () => {
    await log('dhis2_sync.log.1.gz', Buffer.from('no gzip'));
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1));
    const planned = await planBundle(work({ logs: ['dhis2_sync.log', 'errors.log'] }));
    expect(planned.ok && planned.value.entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'logs/dhis2_sync.log', lines: 1, incomplete: 'log-unreadable' }),
        { name: 'logs/errors.log', kind: 'log', bytes: 0, missing: 'log-unknown' },
      ]),
    );
    const members = await save(work({ logs: ['dhis2_sync.log', 'errors.log'] }));
    expect(members.get('logs/dhis2_sync.log')?.toString('utf8')).toContain('un');
    expect(JSON.parse(members.get('manifest.json')?.toString('utf8') ?? '')).toMatchObject({
      missing: [{ name: 'logs/errors.log', missing: 'log-unknown' }],
    });
  });

  it('previews an entry as it is written', async () => {
    await log(
      'dhis2_sync.log',
      line('2026-11-23T10:00:00.000+00:00', `mot de passe ${secret}`, 1).repeat(2000),
    );
    const members = await save(work());
    const previewed = await previewBundle(work(), 'logs/dhis2_sync.log');
    const whole = members.get('logs/dhis2_sync.log');
    expect(previewed).toEqual({ ok: true, value: { text: whole?.subarray(0, 64 * 1024).toString('utf8') } });
    expect(await previewBundle(work(), '../settings.json')).toMatchObject({
      ok: false,
      error: { code: 'log-unknown' },
    });
  });

  it('tells progress up to the end', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(20_000));
    const told: { done: number; total: number }[] = [];
    await saveBundle(work(), join(folder, 'out.zip'), (progress) => told.push(progress), never());
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
  });

  it('leaves nothing behind when it is cancelled, and keeps what stood there', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(50_000));
    const out = join(folder, 'out');
    await mkdir(out);
    await writeFile(join(out, 'a.zip'), 'before');
    const stop = new AbortController();
    const saved = await saveBundle(work(), join(out, 'a.zip'), () => stop.abort(), stop.signal);
    expect(saved).toEqual({ ok: false, error: problem('cancelled') });
    expect(await readdir(out)).toEqual(['a.zip']);
    expect(await readFile(join(out, 'a.zip'), 'utf8')).toBe('before');
  });

  it.each(['write', 'sync', 'rename'])('leaves nothing behind when the disk is full at %s', async (when) => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1));
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const disk: Disk = {
      ...realDisk,
      open: async (path, how) => {
        const file = await realDisk.open(path, how);
        return when === 'rename' ? file : { ...file, [when]: full };
      },
      ...(when === 'rename' ? { rename: full } : {}),
    };
    const out = join(folder, 'out');
    await mkdir(out);
    const saved = await saveBundle(work(), join(out, 'a.zip'), () => undefined, never(), { disk });
    expect(saved).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(await readdir(out)).toEqual([]);
  });

  it('takes the place of what a kill left of an earlier one', async () => {
    await writeFile(join(folder, 'out.zip.part'), 'half');
    await save(work());
    expect(await readdir(folder)).toEqual(['out.zip', 'state']);
  });
});
