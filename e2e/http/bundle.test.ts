import { createHash } from 'node:crypto';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { readZip } from '../../main/engine/bundle/testing/readZip';
import { demoAccounts } from '../../sandbox/accounts/demoAccounts';
import { startSandbox } from '../../sandbox/startSandbox';
import { openWorkspace } from './support/programRun';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const password = 'Canari/Mot de+passe "7391"';
const account = 'canari.compte';
const person = 'Aminata Zoungranadebo';
const mail = 'aminata.zoungranadebo@sante.example.org';
const value = 'valeur-739155';

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

const body = {
  createdBy: { name: person, username: account },
  surname: person,
  email: mail,
  dataValues: [{ value, comment: person, storedBy: account }],
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
  `[INFO] 2026-01-01 10:00:03 [services.sync] - Authorization: Basic ${Buffer.from(`${account}:${password}`).toString('base64')} by ${account}`,
].join('\n');

test('the bundle of a run among secrets, accounts, people and values holds none of them', async () => {
  const accounts = demoAccounts.map((one) =>
    one.username === 'admin' ? { ...one, username: account, password } : one,
  );
  const source = await startSandbox({ version: '2.41', data: 'demo', scale: 0.01, accounts });
  stops.push(() => source.close());
  const destination = await startSandbox({ version: '2.42', accounts });
  stops.push(() => destination.close());
  const workspace = await openWorkspace(source, destination);
  stops.push(() => workspace.remove());
  const refused = JSON.stringify({ status: 'ERROR', message: `${value} of ${person}, ${mail}`, ...body });
  destination.setFaults([
    {
      method: 'POST',
      path: '/api/dataValueSets*',
      fault: { kind: 'status', status: 409, body: refused, contentType: 'application/json' },
    },
  ]);
  await workspace.run('--yes');
  destination.setFaults([]);
  await workspace.run('--yes');
  const logs = join(workspace.state, 'logs');
  await writeFile(join(logs, 'dhis2_sync.log.1.gz'), gzipSync(`${olderLines}\n`));
  await appendFile(join(logs, 'errors.log'), `${olderLines}\n`);

  for (const more of [[], ['--hide-names']]) {
    const out = join(workspace.folder, 'bundle.zip');
    const args = ['logs', 'bundle', '--out', out, '--state', workspace.state, '--setup', workspace.setup];
    const { ended } = workspace.start([...args, '--from', '2026-01-01', '--json', ...more]);
    const finished = await ended;
    expect(finished.stderr).not.toContain(password);
    expect(finished.code).toBe(0);
    const members = await readZip(out);
    expect(JSON.parse(finished.stdout)).toEqual({
      path: out,
      bytes: (await stat(out)).size,
      entries: members.size,
    });

    const all = Buffer.concat([await readFile(out), ...members.values()]).toString('utf8');
    const canaries = [password, account, person, mail, value].flatMap(forms);
    expect(canaries.filter((canary) => all.includes(canary))).toEqual([]);
    expect(/Zoungranadebo|valeur-7|Canari.Mot/i.exec(all)).toBeNull();

    const manifest = JSON.parse(members.get('manifest.json')?.toString('utf8') ?? '') as {
      entries: { name: string; bytes: number; sha256: string }[];
    };
    for (const { name, bytes, sha256 } of manifest.entries) {
      const content = members.get(name) ?? Buffer.alloc(0);
      expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([
        name,
        bytes,
        sha256,
      ]);
    }
    // What was looked through is worth looking through.
    expect(members.get('logs/errors.log')?.toString('utf8')).toContain('Traceback (most recent call last):');
    expect(members.get('logs/dhis2_sync.log')?.toString('utf8')).toContain('code=batch-sent');
    const runs = JSON.parse(members.get('runs.json')?.toString('utf8') ?? '') as { runs: unknown[] };
    expect(runs.runs).toHaveLength(2);
    const names = more.length > 0 ? /127\.0\.0\.1|localhost/ : /nothing is hidden here/;
    expect(names.exec(all)).toBeNull();
  }
});
