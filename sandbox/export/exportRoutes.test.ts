import { gunzipSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, basic } from '../testing/sandboxClient';
import { dataElement } from '../testing/smallBundle';

let sandbox: Sandbox;
let client: SandboxClient;

beforeAll(async () => {
  sandbox = await startSandbox({
    version: '2.41',
    data: { dataElements: [dataElement('Element0001'), dataElement('Element0002')] },
  });
  client = new SandboxClient(sandbox);
});

afterAll(() => sandbox.close());

async function bytes(
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<[Response, Buffer]> {
  const response = await fetch(sandbox.url + path, {
    headers: { ...basic('admin', 'Sable-7421-x'), ...headers },
  });
  return [response, Buffer.from(await response.arrayBuffer())];
}

describe('trap 14: no 304 for an export, and compression only by name', () => {
  it('an export has no ETag and is always sent whole', async () => {
    const first = await client.get('/api/metadata');
    expect(first.headers.get('etag')).toBeNull();
    expect((await client.get('/api/metadata', { 'if-none-match': '"0whatever"' })).status).toBe(200);
  });

  it('Accept-Encoding changes nothing', async () => {
    const [response, body] = await bytes('/api/metadata', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(JSON.parse(body.toString('utf8'))).toHaveProperty('system');
  });

  it.each([
    ['/api/metadata.json.gz', ''],
    ['/api/metadata', 'application/json+gzip'],
    ['/api/dataElements.json.gz', ''],
    ['/api/dataElements', 'application/json+gzip'],
  ])('%s with Accept "%s" is a gzip file without Content-Encoding', async (path, accept) => {
    const [response, body] = await bytes(path, accept === '' ? {} : { accept });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-disposition')).toContain('.json.gz');
    expect(JSON.parse(gunzipSync(body).toString('utf8'))).toHaveProperty('dataElements');
  });

  it('.zip is a zip archive', async () => {
    const [, body] = await bytes('/api/metadata.json.zip');
    expect(body.readUInt32LE(0)).toBe(0x04034b50);
    const start = 30 + body.readUInt16LE(26);
    const content = inflateRawSync(body.subarray(start, start + body.readUInt32LE(18)));
    expect(JSON.parse(content.toString('utf8'))).toHaveProperty('system');
  });
});

describe('what an export holds', () => {
  it('says whose it is', async () => {
    const { body } = await client.get('/api/metadata?dataElements=true&fields=id');
    expect(at(body, 'system')).toMatchObject({ id: sandbox.context.systemId, version: '2.41.0' });
    expect(at(body, 'dataElements')).toEqual([{ id: 'Element0001' }, { id: 'Element0002' }]);
    expect(at(body, 'indicatorTypes')).toBeUndefined();
    expect(at(body, 'userRoles')).toBeUndefined();
  });

  it('takes fields and filters per type, and leaves out types without a match', async () => {
    const { body } = await client.get(
      '/api/metadata?dataElements:fields=name&dataElements:filter=id:eq:Element0002&indicators=true',
    );
    expect(at(body, 'dataElements')).toEqual([{ name: 'Element Element0002' }]);
    expect(at(body, 'indicators')).toBeUndefined();
  });

  it('gives only what changed since a moment', async () => {
    const moment = sandbox.context.clock.formatUtc(sandbox.context.clock.now() + 1000).replace('+0000', 'Z');
    sandbox.context.clock.setSkew(60_000);
    await client.post('/api/metadata', { dataElements: [dataElement('Element0002')] });
    const { body } = await client.get(`/api/metadata?filter=lastUpdated:ge:${moment}&fields=id`);
    expect(at(body, 'dataElements')).toEqual([{ id: 'Element0002' }]);
    sandbox.context.clock.setSkew(0);
  });

  it('orders when asked to', async () => {
    const { body } = await client.get('/api/metadata?dataElements=true&fields=id&order=id:desc');
    expect(at(body, 'dataElements')).toEqual([{ id: 'Element0002' }, { id: 'Element0001' }]);
  });

  it('skipSharing leaves sharing out', async () => {
    const { body } = await client.get('/api/metadata?skipSharing=true&dataElements=true');
    expect(at(body, 'dataElements', 0, 'sharing')).toBeUndefined();
    expect(at(body, 'dataElements', 0, 'name')).toBe('Element Element0001');
  });
});
