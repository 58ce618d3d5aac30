import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BundleRequest } from '../../../shared/model/bundle';
import type { BundleWork } from './bundleWork';
import { planBundle } from './planBundle';
import { previewBundle } from './previewBundle';
import { saveBundle } from './saveBundle';
import { account, facts, line, person, secret, workIn } from './testing/bundleFixture';
import { readZip } from './testing/readZip';

let folder = '';
let logFolder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-bundle-'));
  logFolder = join(folder, 'state', 'logs');
  await mkdir(logFolder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const work = (change: Partial<BundleRequest> = {}) => workIn(logFolder, change);

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

  it('lists files and hashes as they are, whatever an account is called', async () => {
    const connections = facts.settings.connections.map((one) => ({
      ...one,
      auth: { type: 'basic', username: 'system' } as const,
    }));
    const settings = { ...facts.settings, connections };
    const members = await save({ ...work(), facts: { ...facts, settings, masks: ['runs'] } });
    const manifest = JSON.parse(members.get('manifest.json')?.toString('utf8') ?? '') as {
      entries: { name: string }[];
    };
    const names = [...members.keys()].filter((name) => name !== 'manifest.json');
    expect(manifest.entries.map(({ name }) => name)).toEqual(names);
  });
});
