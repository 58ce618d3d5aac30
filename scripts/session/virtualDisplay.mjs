import { randomBytes } from 'node:crypto';
import { writeFileSync, chownSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon } from './daemon.mjs';

/**
 * Starts a virtual screen of our own (Xvfb on a free display number, with an access cookie).
 * @param {{ folder: string, uid?: number, gid?: number }} place private folder of who runs it
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay({ folder, uid, gid }) {
  const authority = join(folder, 'xauthority');
  writeFileSync(authority, cookie(), { mode: 0o600 });
  if (uid !== undefined && gid !== undefined) chownSync(authority, uid, gid);
  const { firstLine, stop } = await startDaemon(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-auth', authority, '-noreset'],
    { answerOn: 3, ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) },
  );
  return { env: { DISPLAY: `:${firstLine}`, XAUTHORITY: authority }, stop };
}

/** One record of an X authority file: any host, any display, MIT-MAGIC-COOKIE-1. */
function cookie() {
  const anyHost = Buffer.from([0xff, 0xff]);
  /** @param {Buffer} bytes */
  const counted = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
  return Buffer.concat([
    anyHost,
    counted(Buffer.alloc(0)),
    counted(Buffer.alloc(0)),
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(randomBytes(16)),
  ]);
}
