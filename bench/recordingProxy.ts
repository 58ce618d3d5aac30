import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request body on its way to the server. */
export interface RecordedPost {
  readonly path: string;
  readonly body: Buffer;
}

/** Passes everything through to a server and keeps the bodies of all posts. */
export interface RecordingProxy {
  readonly url: string;
  readonly posts: readonly RecordedPost[];
  stop(): Promise<void>;
}

/** Starts a proxy in front of `target` on a free port. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const posts: RecordedPost[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (incoming.method === 'POST') posts.push({ path: incoming.url ?? '', body });
      const options = { method: incoming.method ?? 'GET', headers: incoming.headers };
      const onward = request(`${target}${incoming.url ?? ''}`, options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
