import { protocol } from 'electron';
import type { Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { contentSecurityPolicy } from './contentSecurityPolicy';
import { ownScheme, rendererFile } from './rendererFile';

/** Headers of every answer of our own scheme. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** Makes our scheme behave like https:// (origin, storage, modules); must be called before the app is ready. */
export function declareOwnScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: ownScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the renderer's folder, and nothing else, under our scheme; files by their own scheme are not to be had. */
export function serveRenderer(session: Session, folder: string): void {
  session.protocol.handle('file', () => Response.error());
  session.protocol.handle(ownScheme, async (request) => {
    const file =
      request.method === 'GET' || request.method === 'HEAD'
        ? await rendererFile(folder, request.url)
        : undefined;
    if (file === undefined) return new Response('', { status: 404, headers: pageHeaders });
    const body = await readFile(file.path);
    return new Response(new Uint8Array(body), {
      headers: { ...pageHeaders, 'Content-Type': file.contentType },
    });
  });
}
