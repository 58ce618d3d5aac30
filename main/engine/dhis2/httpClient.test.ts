import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Clock } from '../ports';
import { createHttpClient } from './httpClient';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const waits: number[] = [];
const clock: Clock = {
  now: () => 0,
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
};
const random = { next: () => 0.5, identifier: () => 'x' };
const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  waits.length = 0;
});

async function listen(handler: Handler): Promise<{ url: URL; server: Server; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    handler(request, response, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/dhis`), server, seen };
}

/** A client that waits longer than any of these servers is silent, unless told otherwise. */
function clientFor(url: URL, silenceMs = 60_000) {
  const client = createHttpClient({
    baseUrl: url,
    credentials: { type: 'basic', username: 'agent', password: 'é:secret' },
    clock,
    random,
    readSilenceMs: silenceMs,
    writeSilenceMs: silenceMs,
  });
  stops.push(() => client.close());
  return client;
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

describe('createHttpClient', () => {
  it('sends the marks of an API client, keeps the session cookie and repeats array parameters', async () => {
    const { url, seen } = await listen((_, response) =>
      json(response, 200, { a: 1 }, { 'Set-Cookie': 'JSESSIONID=1; Path=/dhis; HttpOnly' }),
    );
    const client = clientFor(url);
    await client.get('/api/me', { fields: 'id', dataSet: ['A', 'B'] });
    const answer = await client.get('/api/me');
    expect(answer).toEqual({ ok: true, value: { status: 200, body: { a: 1 } } });
    expect(seen[0]?.url).toBe('/dhis/api/me?fields=id&dataSet=A&dataSet=B');
    expect(seen[0]?.headers['x-requested-with']).toBe('XMLHttpRequest');
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('agent:é:secret').toString('base64')}`);
    expect(seen[1]?.headers.cookie).toBe('JSESSIONID=1');
    expect(client.traffic().requests).toBe(2);
    expect(client.traffic().bytesReceived).toBe(14);
  });

  it('keeps its secret out of what a server says, and data as they are', async () => {
    const secret = 'é:secret';
    const words = `asked as ${secret}, ${encodeURIComponent(secret)}`;
    const { url } = await listen((request, response, count) => {
      if (count === 1) response.writeHead(500).end(`<p>${words} ${'x'.repeat(20_000)}</p>`);
      else if (count === 2) json(response, 403, { message: words });
      else if (request.method === 'GET') json(response, 200, { name: words });
      else json(response, 409, { status: secret, response: { conflicts: [{ value: words }, words] } });
    });
    const client = clientFor(url);
    const page = await client.post('/api/metadata', {}, {}, 'not-repeatable');
    const refusal = await client.get('/api/me');
    const report = await client.post('/api/metadata', {}, {}, 'not-repeatable');
    const clean = 'asked as ***, ***';
    expect(page.ok ? '' : page.error.problem.detail).toMatch(/^asked as \*\*\*, \*\*\* x+$/u);
    expect(refusal.ok ? '' : refusal.error.problem.detail).toBe(clean);
    // Codes decide what is done, and are never changed.
    expect(report.ok && report.value.body).toEqual({
      status: secret,
      response: { conflicts: [{ value: clean }, clean] },
    });
    const data = await client.get('/api/dataElements');
    expect(data.ok && data.value.body).toEqual({ name: words });
  });

  it('stops at the first 401: nothing more is sent', async () => {
    const { url, seen } = await listen((_, response) =>
      json(response, 401, { message: 'The API token has expired.' }),
    );
    const client = clientFor(url);
    const first = await client.get('/api/me');
    const second = await client.get('/api/system/info');
    expect(first).toMatchObject({
      ok: false,
      error: { problem: { code: 'wrong-credentials', detail: 'The API token has expired.' } },
    });
    expect(second).toMatchObject({ ok: false, error: { problem: { code: 'wrong-credentials' } } });
    expect(seen).toHaveLength(1);
  });

  it('never follows a redirect', async () => {
    const { url, seen } = await listen((_, response) => {
      response.writeHead(302, { Location: '/login/' });
      response.end();
    });
    const answer = await clientFor(url).get('/api/me');
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'redirected' }, effect: 'none' } });
    expect(seen).toHaveLength(1);
  });

  it('tells a login page with status 200 from an answer', async () => {
    const { url } = await listen((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<html><body>Log in</body></html>');
    });
    const read = await clientFor(url).get('/api/metadata');
    expect(read).toMatchObject({ ok: false, error: { problem: { code: 'not-json', detail: 'Log in' } } });
    const written = await clientFor(url).post('/api/metadata', {}, {}, 'not-repeatable');
    expect(written).toMatchObject({ ok: false, error: { effect: 'unknown' } });
  });

  it('gives the body of a 409 to whoever posts, and a failure to whoever reads', async () => {
    const { url } = await listen((_, response) =>
      json(response, 409, { status: 'WARNING', errorCode: 'E2002', message: 'At least one period' }),
    );
    const client = clientFor(url);
    const posted = await client.post('/api/dataValueSets', {}, {}, 'not-repeatable');
    expect(posted).toMatchObject({ ok: true, value: { status: 409, body: { status: 'WARNING' } } });
    const read = await client.get('/api/dataValueSets');
    expect(read).toMatchObject({
      ok: false,
      error: { problem: { code: 'conflict', detail: 'E2002: At least one period' } },
    });
  });

  it.each([502, 503, 504])('reads again after a %i of a gateway', async (status) => {
    const { url, seen } = await listen((_, response, count) =>
      count === 1 ? json(response, status, {}) : json(response, 200, { fine: 'yes' }),
    );
    const answer = await clientFor(url).get('/api/metadata');
    expect(answer).toMatchObject({ ok: true, value: { body: { fine: 'yes' } } });
    expect(seen).toHaveLength(2);
    expect(waits).toEqual([1000]);
  });

  it('waits as long as Retry-After says, even for a write', async () => {
    const { url, seen } = await listen((_, response, count) =>
      count === 1 ? json(response, 429, {}, { 'Retry-After': '7' }) : json(response, 200, {}),
    );
    const answer = await clientFor(url).post('/api/metadata', {}, {}, 'not-repeatable');
    expect(answer.ok).toBe(true);
    expect(waits).toEqual([7000]);
    expect(seen).toHaveLength(2);
  });

  it.each([500, 502, 504])('never sends a write again after %i, its effect is unknown', async (status) => {
    const { url, seen } = await listen((_, response) => json(response, status, {}));
    const answer = await clientFor(url).post('/api/dataValueSets', {}, {}, 'not-repeatable');
    expect(answer).toMatchObject({ ok: false, error: { effect: 'unknown', status } });
    expect(seen).toHaveLength(1);
  });

  it('calls the effect of a write unknown when the connection is cut', async () => {
    const { url, seen } = await listen((request) =>
      request.resume().on('end', () => request.socket.destroy()),
    );
    const answer = await clientFor(url).post('/api/dataValueSets', {}, { a: 1 }, 'not-repeatable');
    expect(answer).toMatchObject({
      ok: false,
      error: { problem: { code: 'connection-cut' }, effect: 'unknown' },
    });
    expect(seen).toHaveLength(1);
  });

  it('does not take a cut body for an answer', async () => {
    const { url } = await listen((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"dataValues":[]');
      setImmediate(() => response.destroy());
    });
    const answer = await clientFor(url).get('/api/dataValueSets');
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'connection-cut' } } });
  });

  it('does not take malformed JSON for an answer', async () => {
    const { url } = await listen((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('{"dataValues":[');
    });
    const answer = await clientFor(url).get('/api/dataValueSets');
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'malformed-answer' } } });
  });

  it('gives up on a silent server', async () => {
    const { url } = await listen(() => undefined);
    const answer = await clientFor(url, 20).get('/api/me');
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'timed-out' } } });
  });

  it('names a refused connection, also for a write without effect', async () => {
    const { url, server } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const answer = await clientFor(url).post('/api/metadata', {}, {}, 'not-repeatable');
    expect(answer).toMatchObject({
      ok: false,
      error: { problem: { code: 'connection-refused' }, effect: 'none' },
    });
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const { url } = await listen(() => stop.abort());
    const answer = await clientFor(url).get('/api/me', {}, stop.signal);
    expect(answer).toMatchObject({ ok: false, error: { problem: { code: 'stopped-by-operator' } } });
  });
});
