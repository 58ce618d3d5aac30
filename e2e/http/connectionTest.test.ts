import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { testConnection } from '../../main/engine/dhis2/testConnection';
import { systemClock, systemRandom } from '../../main/engine/systemPorts';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox, StartSandboxOptions } from '../../sandbox/startSandbox';
import type { ConnectionTestResult } from '../../shared/model/connectionTest';
import { selfSigned } from './support/selfSigned';

const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function server(options: StartSandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  stops.push(() => sandbox.close());
  return sandbox;
}

async function testOf(
  url: string,
  username = 'admin',
  password = '',
  allowHttp = true,
): Promise<Readonly<Record<string, ConnectionTestResult>>> {
  const seen: ConnectionTestResult[] = [];
  const results = await testConnection(
    {
      url,
      allowHttp,
      credentials: { type: 'basic', username, password },
      clock: systemClock,
      random: systemRandom,
    },
    (step) => seen.push(step),
    new AbortController().signal,
  );
  expect(seen).toEqual(results);
  return Object.fromEntries(results.map((result) => [result.step, result]));
}

const accountOf = (sandbox: Sandbox, username: string) =>
  sandbox.accounts.find((account) => account.username === username)?.password ?? '';

describe('a connection test', () => {
  it('passes step by step, with the facts of each', async () => {
    const sandbox = await server({ version: '2.42', data: 'demo', scale: 0.01, timeZone: 'Africa/Kinshasa' });
    const steps = await testOf(sandbox.url, 'admin', accountOf(sandbox, 'admin'));
    expect(steps['address']).toMatchObject({ result: 'warning', params: { protocol: 'http' } });
    expect(steps['tls']).toMatchObject({ result: 'skipped' });
    expect(steps['version']).toMatchObject({ result: 'passed', params: { version: sandbox.version } });
    expect(steps['account']).toMatchObject({ result: 'passed', params: { username: 'admin' } });
    expect(steps['authorities']?.result).toBe('passed');
    expect(steps['org-units']?.result).toBe('passed');
    expect(steps['clock']).toMatchObject({ result: 'passed', params: { zone: 'Africa/Kinshasa' } });
    expect(steps['identity']).toMatchObject({
      result: 'passed',
      params: { systemId: sandbox.context.systemId },
    });
  });

  it('stops at a wrong password after one request and skips the rest', async () => {
    const sandbox = await server({ version: '2.41' });
    const steps = await testOf(sandbox.url, 'admin', 'wrong');
    expect(steps['account']).toMatchObject({ result: 'failed', problem: { code: 'wrong-credentials' } });
    expect(steps['identity']?.result).toBe('skipped');
    expect(sandbox.requests()).toHaveLength(1);
  });

  it('warns of an account that sees only a part, and of one without org units', async () => {
    const sandbox = await server({ version: '2.41' });
    const limited = await testOf(sandbox.url, 'limited', accountOf(sandbox, 'limited'));
    expect(limited['authorities']).toMatchObject({
      result: 'warning',
      problem: { code: 'missing-authority' },
    });
    const admin = await testOf(sandbox.url, 'admin', accountOf(sandbox, 'admin'));
    expect(admin['org-units']).toMatchObject({
      result: 'warning',
      problem: { code: 'account-without-org-units' },
    });
  });

  it('warns of a clock that is off', async () => {
    const sandbox = await server({
      version: '2.41',
      faults: [{ path: '*', fault: { kind: 'clockSkew', millis: 3_600_000 } }],
    });
    const steps = await testOf(sandbox.url, 'admin', accountOf(sandbox, 'admin'));
    expect(steps['clock']?.result).toBe('warning');
    expect(Math.abs(Number(steps['clock']?.params['skewSeconds']) - 3600)).toBeLessThan(120);
  });

  it('refuses http without consent, before anything is sent', async () => {
    const sandbox = await server({ version: '2.41' });
    const steps = await testOf(sandbox.url, 'admin', 'secret', false);
    expect(steps['address']).toMatchObject({ result: 'failed', problem: { code: 'http-not-allowed' } });
    expect(sandbox.requests()).toEqual([]);
  });

  it('never accepts a certificate that nobody vouches for', async () => {
    let requests = 0;
    const listener = createServer(selfSigned, (_, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      listener.closeAllConnections();
      listener.close();
    });
    const { port } = listener.address() as AddressInfo;
    const steps = await testOf(`https://127.0.0.1:${port}`);
    expect(steps['tls']).toMatchObject({ result: 'failed', problem: { code: 'tls-failed' } });
    expect(steps['version']?.result).toBe('skipped');
    expect(requests).toBe(0);
  });

  it('names a server that does not listen', async () => {
    const sandbox = await startSandbox({ version: '2.41' });
    await sandbox.close();
    const steps = await testOf(sandbox.url);
    expect(steps['version']).toMatchObject({ result: 'failed', problem: { code: 'connection-refused' } });
  });
});
