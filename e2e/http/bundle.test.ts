import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { readZip } from '../../main/engine/bundle/testing/readZip';
import { demoAccounts } from '../../sandbox/accounts/demoAccounts';
import { startSandbox } from '../../sandbox/startSandbox';
import {
  account,
  broken,
  canaries,
  comment,
  dataValue,
  disguised,
  faults,
  password,
  person,
  token,
  user,
} from './support/canaries';
import { openWorkspace } from './support/programRun';
import { ServerClerk } from './support/serverClerk';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A text as it may stand in some file. */
function forms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [
    text,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams({ q: text }).toString().slice(2),
    Buffer.from(text).toString('base64'),
    Buffer.from(`${account}:${text}`).toString('base64'),
  ];
}

const everywhere = [...new Set([account.toUpperCase(), ...canaries, ...canaries.flatMap(forms)])];

const secrets = [password, token].flatMap(forms);

/** Which canaries stand in which of some texts, with what stands around them. */
function leaksIn(texts: ReadonlyMap<string, string>, sought = everywhere): readonly string[] {
  return [...texts].flatMap(([name, text]) =>
    sought
      .filter((canary) => text.includes(canary))
      .map((canary) => {
        const at = text.indexOf(canary);
        return `${name}: ${canary}: ${text.slice(Math.max(0, at - 200), at + 200)}`;
      }),
  );
}

async function textsUnder(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) texts.set(path.slice(folder.length), await readFile(path, 'utf8'));
  }
  return texts;
}

const body = {
  createdBy: { name: user.name, username: account },
  ...person,
  dataValues: [{ value: dataValue, comment, storedBy: account }],
};

/** What the predecessor left in the folder: bodies of people and values, an authorization, a stack trace. */
const olderLines = [
  `[ERROR] 2026-01-01 10:00:00 [services.sync] - body=${JSON.stringify(body)}`,
  `[ERROR] 2026-01-01 10:00:01 [services.sync] - ${JSON.stringify({ body: JSON.stringify(body) })}`,
  'Traceback (most recent call last):',
  ...JSON.stringify(body, undefined, 2)
    .split('\n')
    .map((line) => `  ${line}`),
  `[INFO] 2026-01-01 10:00:02 [services.sync] - GET https://${account}:${encodeURIComponent(password)}@h/ ${forms(password).join(' ')}`,
  `[INFO] 2026-01-01 10:00:03 [services.sync] - Authorization: Basic ${Buffer.from(`${account}:${password}`).toString('base64')} by ${account}, ${account.toUpperCase()}`,
  `[INFO] 2026-01-01 10:00:04 [services.sync] - ApiToken ${forms(token).join(' ')}`,
  `[INFO] 2026-01-01 10:00:05 [services.sync] - ${disguised.join(' ')} ${JSON.stringify(broken)}`,
  ...broken.split('\r\n').map((line) => `  ${line}`),
].join('\n');

test('neither the five logs nor the last hour, details or bundle of a run hold its secrets, accounts, people or values; nothing holds its secrets', async () => {
  const accounts = demoAccounts.map((one) =>
    one.username === 'admin' ? { ...one, username: account, password, token } : one,
  );
  const source = await startSandbox({ version: '2.41', data: 'demo', scale: 0.01, accounts });
  stops.push(() => source.close());
  const destination = await startSandbox({ version: '2.42', accounts });
  stops.push(() => destination.close());
  const clerk = new ServerClerk(source);
  const rows = (await clerk.values()).slice(0, 20).map((row) => ({ ...row, comment, storedBy: account }));
  await clerk.ask('POST', '/api/dataValueSets', { dataValues: rows });
  const { dataElements = [] } = await clerk.metadata(['dataElements']);
  for (const element of dataElements.slice(0, 5)) {
    await clerk.edit('dataElements', String(element['id']), { description: `Contact : ${user.name}` });
  }
  const workspace = await openWorkspace(source, destination, ['metadata', 'aggregate'], 'token');
  stops.push(() => workspace.remove());

  // Each fault befalls the first such request of the one run.
  const once = faults.flatMap(([, rules]) => rules.map((rule) => ({ ...rule, times: 1 })));
  source.setFaults(once);
  destination.setFaults(once);
  const said = await workspace.run('--yes');
  source.setFaults([]);
  destination.setFaults([]);
  // The faults were met.
  expect(said.result.errors).not.toEqual([]);

  const logs = join(workspace.state, 'logs');
  const written = await textsUnder(logs);
  const details = await textsUnder(join(workspace.state, 'runs', 'details'));
  expect(leaksIn(new Map([...written, ...details]))).toEqual([]);
  // A run is kept and told with the servers' own words, but for the secrets in them.
  const kept = new Map(await textsUnder(workspace.state));
  kept.set('what was said', said.stdout + said.stderr);
  expect(leaksIn(kept, secrets)).toEqual([]);
  expect(kept.get('what was said')).toContain(person.surname);
  // What was looked through is worth looking through.
  expect([...written.keys()]).toEqual(
    expect.arrayContaining(['/dhis2_sync.log', '/errors.log', '/last-hour.log']),
  );
  expect(details.size).toBeGreaterThan(0);
  expect(written.get('/errors.log')).toContain('code=run-problem');

  // What a folder may hold besides: what the predecessor wrote, as an old file, in the live one, and cleared.
  await mkdir(join(logs, 'archive'));
  await writeFile(join(logs, 'dhis2_sync.log.1.gz'), gzipSync(`${olderLines}\n`));
  await writeFile(join(logs, 'archive', 'errors.log.20260101-110000.gz'), gzipSync(`${olderLines}\n`));
  await appendFile(join(logs, 'errors.log'), `${olderLines}\n`);
  for (const more of [[], ['--hide-names']]) {
    const out = join(workspace.folder, 'bundle.zip');
    const args = ['logs', 'bundle', '--out', out, '--state', workspace.state, '--setup', workspace.setup];
    const finished = await workspace.start([...args, '--from', '2026-01-01', '--json', ...more]).ended;
    expect(finished.code).toBe(0);
    const members = await readZip(out);
    expect(JSON.parse(finished.stdout)).toEqual({
      path: out,
      bytes: (await stat(out)).size,
      entries: members.size,
    });

    const texts = new Map([...members].map(([name, content]) => [name, content.toString('utf8')]));
    texts.set('names of members', [...members.keys()].join('\n'));
    texts.set('the zip itself', await readFile(out, 'latin1'));
    texts.set('what was said', finished.stdout + finished.stderr);
    expect(leaksIn(texts)).toEqual([]);
    const all = [...texts.values()].join('\n');
    expect(/zoungranadebo|canari.mot|canarijeton/i.exec(all)).toBeNull();
    const names = more.length > 0 ? /127\.0\.0\.1|localhost/ : /nothing is hidden here/;
    expect(names.exec(all)).toBeNull();

    const manifest = JSON.parse(texts.get('manifest.json') ?? '') as {
      entries: { name: string; bytes: number; sha256: string }[];
      leftOut: unknown;
    };
    for (const { name, bytes, sha256 } of manifest.entries) {
      const content = members.get(name) ?? Buffer.alloc(0);
      expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
        name,
        bytes,
        sha256,
      ]);
    }
    expect(manifest.leftOut).toMatchObject({ details: { texts: details.size } });
    // What was looked through is worth looking through.
    for (const name of ['logs/errors.log', 'logs/dhis2_sync.log', 'logs/archive/errors.log']) {
      expect(texts.get(name)).toContain('Traceback (most recent call last):');
    }
    expect(texts.get('logs/dhis2_sync.log')).toContain('code=batch-sent');
    expect(texts.get('logs/last-hour.log')).toContain('code=run-problem');
    const runs = JSON.parse(texts.get('runs.json') ?? '') as { runs: unknown[] };
    expect(runs.runs).toHaveLength(1);
  }
});
