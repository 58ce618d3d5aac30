import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { prepareRun } from './commandLineRun';
import { startRecordingProxy } from './recordingProxy';
import type { RecordedPost } from './recordingProxy';
import { startServer } from './sandboxProcess';
import type { BenchServer } from './sandboxProcess';

const { values: options } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });

interface ServedRequest {
  readonly method: string;
  readonly path: string;
  readonly at: string;
}

/** Milliseconds from the first to after the last post of values, by the destination's own log of requests. */
async function sendingSpan(server: BenchServer): Promise<number> {
  const served = (await (await fetch(`${server.url}/sandbox/requests`)).json()) as ServedRequest[];
  const times = served
    .filter(({ method, path }) => method === 'POST' && path.startsWith('/api/dataValueSets'))
    .map(({ at }) => Date.parse(at));
  return Math.max(...times) - Math.min(...times);
}

/** Posts bodies one after the other with nothing else around; resolves to milliseconds. */
async function postAll(server: BenchServer, posts: readonly RecordedPost[]): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${server.username}:${server.password}`).toString('base64')}`;
  const startedAt = performance.now();
  for (const { path, body } of posts) {
    const answer = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: {
        Authorization: authorization,
        'Content-Type': 'application/json',
        'X-Requested-With': 'XMLHttpRequest',
      },
      body: new Uint8Array(body),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status}`);
  }
  return performance.now() - startedAt;
}

const perSecond = (count: number, ms: number) => Math.round((count * 1000) / ms);
const show = (name: string, value: string | number) => console.log(`${name.padEnd(64)} ${value}`);

async function measure(): Promise<void> {
  const source = await startServer(['--version', '2.41', '--data', 'demo', '--scale', options.scale]);
  const servers = [source];
  const empty = async () => {
    const server = await startServer(['--version', '2.41', '--data', 'empty']);
    servers.push(server);
    return server;
  };

  // A first run through a proxy keeps the payloads that the engine makes.
  const rehearsal = await empty();
  const proxy = await startRecordingProxy(rehearsal.url);
  const recording = await prepareRun(source, proxy.url);
  await recording.run(['metadata', 'aggregate'], 'changed');
  await recording.remove();
  await proxy.stop();
  const valuePosts = proxy.posts.filter(({ path }) => path.startsWith('/api/dataValueSets'));
  const others = proxy.posts.filter(
    ({ path }) => !path.startsWith('/api/dataValueSets') && !path.includes('importMode=VALIDATE'),
  );

  // The bare loop, then the engine, on two equal empty servers.
  const bare = await empty();
  const bareMetadataMs = await postAll(
    bare,
    others.filter(({ path }) => path.startsWith('/api/metadata')),
  );
  const me = (await (
    await fetch(`${bare.url}/api/me`, {
      headers: {
        Authorization: `Basic ${Buffer.from(`${bare.username}:${bare.password}`).toString('base64')}`,
      },
    })
  ).json()) as { id: string };
  const grants = others
    .filter(({ path }) => path.startsWith('/api/users/'))
    .map((post) => ({ ...post, path: post.path.replace(/^\/api\/users\/[^/]+/u, `/api/users/${me.id}`) }));
  await postAll(bare, grants);
  const bareMs = await postAll(bare, valuePosts);

  const target = await empty();
  const runs = await prepareRun(source, target.url);
  const metadata = await runs.run(['metadata'], 'changed');
  const aggregate = await runs.run(['aggregate'], 'changed');
  const spanMs = await sendingSpan(target);
  const idle = await runs.run(['metadata', 'aggregate'], 'verified-unchanged');
  await runs.remove();
  await Promise.all(servers.map((server) => server.stop()));

  const sent = (aggregate.domains.aggregate?.created ?? 0) + (aggregate.domains.aggregate?.updated ?? 0);
  const objects = metadata.domains.metadata?.created ?? 0;
  show('machine', `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.versions.node}`);
  show('values sent / posts', `${sent} / ${valuePosts.length}`);
  show('bare loop of the same posts, values per second', perSecond(sent, bareMs));
  show('engine from first to last post, values per second', perSecond(sent, spanMs));
  show('  ratio to the bare loop', (bareMs / spanMs).toFixed(2));
  show(
    'engine, whole run (read both ends, send, prove), values per second',
    perSecond(sent, aggregate.durationMs),
  );
  show('  ratio to the bare loop', (bareMs / aggregate.durationMs).toFixed(2));
  show('metadata objects / bare bundled POST, ms', `${objects} / ${Math.round(bareMetadataMs)}`);
  show('metadata, whole run with validation and proof, ms', metadata.durationMs);
  show('idle check of both domains: requests', idle.requests);
  show('idle check of both domains: bytes received / sent', `${idle.bytesReceived} / ${idle.bytesSent}`);
}

await measure();
