import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import type { ServerLine } from '../model';
import { SandboxClient, at, basic } from '../testing/sandboxClient';

let sandbox: Sandbox | undefined;

async function start(version: ServerLine = '2.41'): Promise<Sandbox> {
  sandbox = await startSandbox({ version });
  return sandbox;
}

afterEach(() => sandbox?.close());

const tokenOf = (server: Sandbox, username: string): Readonly<Record<string, string>> => ({
  authorization: `ApiToken ${server.context.accounts.withUsername(username)?.token ?? ''}`,
});

describe('trap 1: who is let in, and what the others are told', () => {
  it.each([
    ['2.40', '/dhis-web-commons/security/login.action'],
    ['2.41', '/dhis-web-login'],
    ['2.42', '/dhis-web-login'],
    ['2.43', '/login/'],
  ] as const)(
    '%s sends a browser without credentials to %s, a script gets 401 JSON',
    async (version, path) => {
      const server = await start(version);
      const browser = await new SandboxClient(server, {}).get('/api/me');
      expect([browser.status, browser.headers.get('location')]).toEqual([302, path]);
      const script = await new SandboxClient(server, { 'x-requested-with': 'XMLHttpRequest' }).get('/api/me');
      expect([script.status, at(script.body, 'httpStatusCode')]).toEqual([401, 401]);
    },
  );

  it('a wrong password is 401 JSON even without the header', async () => {
    const answer = await new SandboxClient(await start(), basic('admin', 'wrong')).get('/api/me');
    expect([answer.status, at(answer.body, 'message')]).toEqual([401, 'Unauthorized']);
  });

  it('a token opens the door; a malformed, an unknown and an expired one are told apart', async () => {
    const server = await start();
    expect((await new SandboxClient(server, tokenOf(server, 'admin')).get('/api/me')).status).toBe(200);
    const malformed = await new SandboxClient(server, { authorization: 'ApiToken nonsense' }).get('/api/me');
    expect([malformed.status, at(malformed.body, 'message')]).toEqual([400, 'Api token is malformed']);
    const unknown = await new SandboxClient(server, {
      authorization: 'ApiToken d2pat_AnotherTokenNobodyEverMade000000000000000001',
    }).get('/api/me');
    expect([unknown.status, at(unknown.body, 'message')]).toEqual([401, 'The API token does not exists']);
    expect(unknown.headers.get('www-authenticate')).toBe('ApiToken');
    const created = await new SandboxClient(server).post('/api/apiToken', { expire: 1 });
    expect(created.status).toBe(201);
    const expired = await new SandboxClient(server, {
      authorization: `ApiToken ${String(at(created.body, 'response', 'key'))}`,
    }).get('/api/me');
    expect([expired.status, at(expired.body, 'message')]).toEqual([
      401,
      'Failed to authenticate API token, token has expired.',
    ]);
  });

  it('two-factor authentication blocks the password and the token', async () => {
    const server = await start();
    expect((await new SandboxClient(server, basic('twofactor', 'Sable-7421-t')).get('/api/me')).status).toBe(
      401,
    );
    const token = await new SandboxClient(server, tokenOf(server, 'twofactor')).get('/api/me');
    expect([token.status, at(token.body, 'message')]).toEqual([
      401,
      'The API token is disabled, locked or 2FA is enabled.',
    ]);
  });

  it('a disabled account is not let in', async () => {
    const server = await start();
    const answer = await new SandboxClient(server, basic('disabled', 'Sable-7421-d')).get('/api/me');
    expect(answer.status).toBe(401);
  });

  it('the session cookie of a basic login lets in by itself', async () => {
    const server = await start();
    const first = await new SandboxClient(server).get('/api/me');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^JSESSIONID=/);
    expect((await new SandboxClient(server, { cookie }).get('/api/me?fields=username')).body).toEqual({
      username: 'admin',
    });
  });

  it('pings need no account', async () => {
    const nobody = new SandboxClient(await start(), {});
    expect([(await nobody.get('/api/ping')).text, (await nobody.get('/api/system/ping')).text]).toEqual([
      'pong',
      'pong',
    ]);
  });
});

describe('the account itself', () => {
  it('says its authorities, and whether it has a given one', async () => {
    const server = await start();
    const limited = new SandboxClient(server, basic('limited', 'Sable-7421-l'));
    expect((await limited.get('/api/me/authorities')).body).toEqual([
      'F_DATAVALUE_ADD',
      'M_dhis-web-dataentry',
    ]);
    expect((await limited.get('/api/me/authorities/ALL')).body).toBe(false);
    expect((await new SandboxClient(server).get('/api/me/authorities/F_ANYTHING')).body).toBe(true);
  });

  it('has no org units on an empty server and gets them one by one or many at once', async () => {
    const server = await start();
    const admin = new SandboxClient(server);
    const units = ['RootUnit001', 'RootUnit002'].map((id) => ({
      id,
      name: id,
      shortName: id,
      openingDate: '2000-01-01',
    }));
    expect((await admin.post('/api/metadata', { organisationUnits: units })).status).toBe(200);
    const user = String(at((await admin.get('/api/me')).body, 'id'));
    expect(at((await admin.get('/api/me')).body, 'organisationUnits')).toEqual([]);
    expect((await admin.post(`/api/users/${user}/organisationUnits/RootUnit001`)).status).toBe(200);
    const many = { additions: [{ id: 'RootUnit002' }] };
    expect((await admin.post(`/api/users/${user}/organisationUnits`, many)).status).toBe(200);
    expect(at((await admin.get('/api/me')).body, 'organisationUnits')).toEqual([
      { id: 'RootUnit001' },
      { id: 'RootUnit002' },
    ]);
  });
});
