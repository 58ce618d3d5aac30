import { realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';

/** Scheme under which the console's own pages are served. */
export const ownScheme = 'app';
/** The only host of {@link ownScheme}. */
export const ownHost = 'passerelle';
/** Origin of the console's pages; whatever comes from elsewhere is refused. */
export const ownOrigin = `${ownScheme}://${ownHost}`;

/** Kinds of files the console is made of; anything else is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** A file of the console that may be served. */
export interface RendererFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * Letters, digits and the few signs the build gives its files. Percent signs are absent on purpose: no file of ours
 * needs one, and without them no second decoding can turn a harmless path into another.
 */
const plainPath = /^\/(?:[A-Za-z0-9_@-][A-Za-z0-9_.@-]*\/)*[A-Za-z0-9_@-][A-Za-z0-9_.@-]*$/u;

/** The file behind an address of our own scheme, or `undefined` for whatever lies outside the renderer's folder. */
export async function rendererFile(folder: string, address: string): Promise<RendererFile | undefined> {
  // The text as it came is judged, not a parsed form: parsing would resolve `..` and hide that it was asked for.
  const prefix = `${ownOrigin}/`;
  if (!address.startsWith(prefix)) return undefined;
  const path = address.slice(prefix.length - 1).replace(/[?#].*$/su, '');
  const asked = path === '/' ? '/index.html' : path;
  const contentType = contentTypes[extname(asked)];
  if (contentType === undefined || asked.length > 500 || !plainPath.test(asked)) return undefined;
  const real = await realFile(join(folder, ...asked.split('/')));
  const root = await realpath(folder);
  return real !== undefined && isInside(root, real) ? { path: real, contentType } : undefined;
}

/** The path with symbolic links resolved, when a file stands there. */
async function realFile(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isFile() ? real : undefined;
  } catch {
    // Absent and unreadable are the same to a page: it gets 404.
    return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
