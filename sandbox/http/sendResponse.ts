import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../faults/fault';
import { zipOf } from './bodyCompression';
import type { SandboxResponse } from './sandboxResponse';

/** How an answer is to be sent. */
export interface Sending {
  readonly method: string;
  readonly faults: readonly Fault[];
  pause(millis: number): Promise<void>;
}

/** Sends an answer, as badly as the faults want it; gives the bytes of the body that went out. */
export async function sendResponse(
  outgoing: ServerResponse,
  response: SandboxResponse | 'drop',
  sending: Sending,
): Promise<number> {
  const { method, faults } = sending;
  for (const fault of faults) if (fault.kind === 'latency') await sending.pause(fault.millis);
  if (response === 'drop') {
    outgoing.destroy();
    return 0;
  }
  const shaped = faults.some((fault) => ['cutBody', 'slowDrip', 'bandwidth'].includes(fault.kind));
  outgoing.statusCode = response.status;
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    outgoing.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (method === 'HEAD') {
    outgoing.end();
    return 0;
  }
  if (!shaped && response.archive === undefined && isStream(response.body)) {
    return sendStream(outgoing, response.body);
  }
  const bytes = wholeBody(response);
  outgoing.setHeader('content-length', bytes.length);
  return shaped ? sendShaped(outgoing, bytes, sending) : sendWhole(outgoing, bytes);
}

function isStream(body: SandboxResponse['body']): body is Iterable<string> {
  return typeof body !== 'string' && !Buffer.isBuffer(body);
}

function wholeBody(response: SandboxResponse): Buffer {
  const { body } = response;
  const plain = isStream(body) ? Buffer.from(Array.from(body).join(''), 'utf8') : Buffer.from(body);
  if (response.archive === 'gzip') return gzipSync(plain);
  return response.archive === 'zip' ? zipOf('metadata.json', plain) : plain;
}

function sendWhole(outgoing: ServerResponse, bytes: Buffer): number {
  outgoing.end(bytes);
  return bytes.length;
}

async function sendStream(outgoing: ServerResponse, pieces: Iterable<string>): Promise<number> {
  let sent = 0;
  let pending = '';
  const flush = async (): Promise<void> => {
    const bytes = Buffer.from(pending, 'utf8');
    pending = '';
    sent += bytes.length;
    await written(outgoing, bytes);
  };
  for (const piece of pieces) {
    pending += piece;
    if (pending.length > 65_536) await flush();
    if (outgoing.destroyed) return sent;
  }
  await flush();
  outgoing.end();
  return sent;
}

/** Resolves when the bytes are handed over, or when there is nobody left to hand them to. */
function written(outgoing: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((done) => outgoing.write(bytes, () => done()));
}

async function sendShaped(outgoing: ServerResponse, bytes: Buffer, sending: Sending): Promise<number> {
  let end = bytes.length;
  let pieceSize = bytes.length;
  let pause = 0;
  for (const fault of sending.faults) {
    if (fault.kind === 'cutBody') end = Math.min(end, fault.afterBytes);
    if (fault.kind === 'slowDrip') {
      pieceSize = Math.max(1, fault.bytes);
      pause = fault.everyMillis;
    }
    if (fault.kind === 'bandwidth') {
      // Ten pieces a second keep the rate smooth enough.
      pieceSize = Math.max(1, Math.floor(fault.bytesPerSecond / 10));
      pause = 100;
    }
  }
  let sent = 0;
  while (sent < end && !outgoing.destroyed) {
    const piece = bytes.subarray(sent, Math.min(end, sent + pieceSize));
    sent += piece.length;
    await written(outgoing, piece);
    if (sent < end && pause > 0) await sending.pause(pause);
  }
  if (end < bytes.length) {
    if (sent === 0) outgoing.flushHeaders();
    // Ends the connection after what was written, so that it leaves before the connection is gone.
    outgoing.socket?.end();
  } else outgoing.end();
  return sent;
}
