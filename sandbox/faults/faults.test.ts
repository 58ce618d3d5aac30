import { afterEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, list } from '../testing/sandboxClient';
import { dataElement } from '../testing/smallBundle';
import type { Fault, FaultRule } from './fault';
import { matchesPath } from './faultPlan';
import { parseFaultRules } from './parseFaultRules';

let sandbox: Sandbox | undefined;

async function start(...rules: FaultRule[]): Promise<SandboxClient> {
  sandbox = await startSandbox({ version: '2.41', faults: rules });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

const onImport = (fault: Fault): FaultRule => ({ method: 'POST', path: '/api/metadata*', fault, times: 1 });
const onRead = (fault: Fault): FaultRule => ({ method: 'GET', path: '/api/dataElements*', fault, times: 1 });
const payload = { dataElements: [dataElement('Element0001')] };

describe('trap 4: what is written becomes visible later than its lastUpdated', () => {
  it('a reader who looks meanwhile misses it, and finds it behind its own moment afterwards', async () => {
    const held = gate();
    const released = gate();
    sandbox = await startSandbox({
      version: '2.41',
      faults: [onImport({ kind: 'delayedVisibility', millis: 300_000 })],
      pause: () => {
        held.open();
        return released.opened;
      },
    });
    const client = new SandboxClient(sandbox);
    const writing = client.post('/api/metadata', payload);
    await held.opened;
    const cursor = sandbox.context.clock.now();
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
    released.open();
    expect((await writing).status).toBe(200);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
    expect(sandbox.context.metadata.stored('dataElements', 'Element0001')?.lastUpdated).toBeLessThan(cursor);
  });
});

/** A promise and the means to resolve it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open: () => open() };
}

describe('trap 15: the proxy gives up while the import commits', () => {
  it.each([502, 504])('%i with an HTML page, and yet the object is there', async (status) => {
    const client = await start(onImport({ kind: 'commitThenStatus', status }));
    const answer = await client.post('/api/metadata', payload);
    expect([answer.status, answer.body, answer.text.includes('<html>')]).toEqual([status, undefined, true]);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
  });

  it('a connection dropped after the commit leaves the object there as well', async () => {
    const client = await start(onImport({ kind: 'dropAfterCommit' }));
    await expect(client.post('/api/metadata', payload)).rejects.toThrow();
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(200);
  });
});

describe('faults before the work is done', () => {
  it('a connection dropped at once writes nothing', async () => {
    const client = await start(onImport({ kind: 'dropBefore' }));
    await expect(client.post('/api/metadata', payload)).rejects.toThrow();
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('a status comes instead of the work, with the body wanted', async () => {
    const client = await start(
      onImport({ kind: 'status', status: 503, body: 'come back', contentType: 'text/plain' }),
      onRead({ kind: 'status', status: 500 }),
    );
    const answer = await client.post('/api/metadata', payload);
    expect([answer.status, answer.text]).toEqual([503, 'come back']);
    expect((await client.get('/api/dataElements')).status).toBe(500);
    expect((await client.get('/api/dataElements/Element0001')).status).toBe(404);
  });

  it('the login page comes with 200', async () => {
    const client = await start(onRead({ kind: 'loginPage' }));
    const answer = await client.get('/api/dataElements');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html;charset=UTF-8']);
  });
});

describe('faults of the answer', () => {
  it('a cut body ends before its announced length', async () => {
    const client = await start(onRead({ kind: 'cutBody', afterBytes: 10 }));
    await expect(client.get('/api/dataElements')).rejects.toThrow();
    expect(sandbox?.requests()[0]).toMatchObject({ status: 200, bytesOut: 10 });
  });

  it('malformed JSON is complete as far as HTTP can tell', async () => {
    const client = await start(onRead({ kind: 'malformedJson' }));
    const answer = await client.get('/api/dataElements');
    expect([answer.status, answer.body]).toEqual([200, undefined]);
    expect(answer.text.startsWith('{')).toBe(true);
  });

  it('an empty list looks perfectly well', async () => {
    const client = await start({ ...onRead({ kind: 'emptyList' }), from: 2 });
    await client.post('/api/metadata', payload);
    expect(list(at((await client.get('/api/dataElements?paging=false')).body, 'dataElements'))).toHaveLength(
      1,
    );
    expect((await client.get('/api/dataElements?paging=false')).body).toEqual({ dataElements: [] });
    expect(list(at((await client.get('/api/dataElements?paging=false')).body, 'dataElements'))).toHaveLength(
      1,
    );
  });

  it('drip, bandwidth, latency and delay change nothing but the time', async () => {
    const client = await start(
      onRead({ kind: 'slowDrip', bytes: 20, everyMillis: 1 }),
      { ...onRead({ kind: 'bandwidth', bytesPerSecond: 100_000 }), from: 2 },
      onRead({ kind: 'latency', millis: 5 }),
      onRead({ kind: 'delay', millis: 5 }),
    );
    await client.post('/api/metadata', payload);
    const [first, second, third] = [
      await client.get('/api/dataElements?fields=:owner&paging=false'),
      await client.get('/api/dataElements?fields=:owner&paging=false'),
      await client.get('/api/dataElements?fields=:owner&paging=false'),
    ];
    expect(first.body).toEqual(third.body);
    expect(second.body).toEqual(third.body);
  });

  it('a skewed clock stamps what is written from then on', async () => {
    const client = await start({
      path: '/api/system/info',
      fault: { kind: 'clockSkew', millis: -3_600_000 },
    });
    const real = Date.now();
    await client.get('/api/system/info');
    await client.post('/api/metadata', payload);
    const stamped = sandbox?.context.metadata.stored('dataElements', 'Element0001')?.lastUpdated ?? 0;
    expect(Math.abs(stamped / 1000 - (real - 3_600_000))).toBeLessThan(60_000);
  });
});

describe('the control routes', () => {
  it('faults are set and taken back while the server runs', async () => {
    const client = await start();
    const put = await client.put('/sandbox/faults', [
      { path: '/api/ping', fault: { kind: 'status', status: 503 } },
    ]);
    expect([put.status, put.body]).toEqual([200, { rules: 1 }]);
    expect((await client.get('/api/ping')).status).toBe(503);
    await client.put('/sandbox/faults', []);
    expect((await client.get('/api/ping')).status).toBe(200);
    sandbox?.setFaults([{ path: '/api/ping', fault: { kind: 'status', status: 504 } }]);
    expect((await client.get('/api/ping')).status).toBe(504);
  });

  it('requests are listed as served, control requests and bodies left out', async () => {
    const client = await start();
    await client.get('/api/me?fields=id');
    await client.post('/api/metadata', payload);
    const requests = list((await client.get('/sandbox/requests')).body);
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({ method: 'GET', path: '/api/me?fields=id', status: 200, bytesIn: 0 });
    expect(requests[1]).toMatchObject({
      method: 'POST',
      path: '/api/metadata',
      status: 200,
      bytesIn: JSON.stringify(payload).length,
    });
    expect(at(requests[1], 'bodySha256')).toMatch(/^[0-9a-f]{64}$/);
    expect(at(requests[1], 'bytesOut')).toBeGreaterThan(100);
  });

  it.each([
    ['no array', {}],
    ['unknown fault', [{ path: '/a', fault: { kind: 'earthquake' } }]],
    ['missing number', [{ path: '/a', fault: { kind: 'delay' } }]],
    ['misspelt member', [{ path: '/a', time: 1, fault: { kind: 'loginPage' } }]],
    ['missing path', [{ fault: { kind: 'loginPage' } }]],
    ['no count', [{ path: '/a', times: 0, fault: { kind: 'loginPage' } }]],
  ])('%s is refused', async (_name, rules) => {
    expect(parseFaultRules(rules).ok).toBe(false);
    expect((await (await start()).put('/sandbox/faults', rules)).status).toBe(400);
  });
});

describe('which requests a rule means', () => {
  it.each([
    ['/api/metadata', '/api/metadata', true],
    ['/api/metadata', '/api/metadata?a=b', true],
    ['/api/metadata', '/api/metadata2', false],
    ['/api/metadata*', '/api/metadata.json.gz?x', true],
    ['*dataElements*filter*', '/api/dataElements?filter=a', true],
    ['*filter=*:ge:*', '/api/metadata?filter=lastUpdated:ge:2020', true],
    ['/api/*/abc', '/api/dataSets/abc', true],
    ['/api/*/abc', '/api/dataSets/abcd', false],
  ])('%s and %s: %s', (pattern, url, expected) => {
    expect(matchesPath(pattern, url)).toBe(expected);
  });
});
