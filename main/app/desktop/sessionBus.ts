import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** How long the bus may take to answer, in milliseconds; it is on this machine. */
const patienceMs = 2000;
/** Types of a D-Bus message. */
const methodCall = 1;
const methodReturn = 2;
const errorReply = 3;

/**
 * Whether somebody owns a name on the session bus; `no-bus` where there is none or it does not answer. Two calls of
 * the D-Bus protocol (Hello, NameHasOwner) in its little-endian form; a library would bring the rest of it too.
 */
export async function nameOwned(
  name: string,
  address: string | undefined,
): Promise<'owned' | 'free' | 'no-bus'> {
  const path = socketPath(address ?? '');
  if (path === undefined) return 'no-bus';
  const socket = connect({ path });
  try {
    return await ask(socket, name);
  } catch {
    // Refused, closed or silent: nothing can be learned from this bus.
    return 'no-bus';
  } finally {
    socket.destroy();
  }
}

/** Path of the first unix socket in a bus address such as `unix:path=/run/user/1000/bus,guid=…`. */
export function socketPath(address: string): string | undefined {
  for (const one of address.split(';')) {
    const [transport, pairs] = one.split(':', 2);
    if (transport !== 'unix' || pairs === undefined) continue;
    for (const pair of pairs.split(',')) {
      const [key, value] = pair.split('=', 2);
      if (value === undefined) continue;
      if (key === 'path') return decodeURIComponent(value);
      // Linux names such sockets with a leading zero byte.
      if (key === 'abstract') return `\0${decodeURIComponent(value)}`;
    }
  }
  return undefined;
}

function ask(socket: Socket, name: string): Promise<'owned' | 'free'> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let greeted = false;
    const timer = setTimeout(() => reject(new Error('no answer')), patienceMs);
    const end = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    socket.once('error', (error) => end(() => reject(error)));
    socket.once('close', () => end(() => reject(new Error('closed'))));
    socket.once('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (!greeted) {
        const lineEnd = received.indexOf('\r\n');
        if (lineEnd === -1) return;
        if (!received.toString('latin1', 0, lineEnd).startsWith('OK ')) {
          end(() => reject(new Error('not let in')));
          return;
        }
        greeted = true;
        received = received.subarray(lineEnd + 2);
        socket.write('BEGIN\r\n');
        socket.write(busCall(1, 'Hello'));
        socket.write(busCall(2, 'NameHasOwner', name));
      }
      const answer = findAnswer(received, 2);
      if (answer === 'incomplete') return;
      if (answer === 'error') end(() => reject(new Error('refused')));
      else end(() => resolve(answer));
    });
  });
}

/** A method call to the bus itself, with at most one string argument. */
export function busCall(serial: number, member: string, argument?: string): Buffer {
  const fields = [
    headerField(1, 'o', '/org/freedesktop/DBus'),
    headerField(2, 's', 'org.freedesktop.DBus'),
    headerField(3, 's', member),
    headerField(6, 's', 'org.freedesktop.DBus'),
    ...(argument === undefined ? [] : [headerField(8, 'g', 's')]),
  ];
  // Each field is a struct and begins at a multiple of 8; the array begins at 16.
  let array = Buffer.alloc(0);
  for (const field of fields) array = Buffer.concat([padded(array, 8), field]);
  const body = argument === undefined ? Buffer.alloc(0) : stringValue(argument);
  const head = Buffer.alloc(16);
  head.write('l', 0, 'latin1');
  head[1] = methodCall;
  head[3] = 1; // protocol version
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(array.length, 12);
  return Buffer.concat([padded(Buffer.concat([head, array]), 8), body]);
}

function headerField(code: number, type: 'o' | 's' | 'g', value: string): Buffer {
  const start = Buffer.from([code, 1, type.charCodeAt(0), 0]);
  if (type !== 'g') return Buffer.concat([start, stringValue(value)]);
  return Buffer.concat([start, Buffer.from([value.length]), Buffer.from(`${value}\0`)]);
}

function stringValue(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(value), 0);
  return Buffer.concat([length, Buffer.from(`${value}\0`)]);
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}

/** Looks through whole messages for the reply to `serial`; its body is a boolean. */
function findAnswer(bytes: Buffer, serial: number): 'owned' | 'free' | 'error' | 'incomplete' {
  let rest = bytes;
  while (rest.length >= 16) {
    const bodyLength = rest.readUInt32LE(4);
    const fieldsLength = rest.readUInt32LE(12);
    const bodyStart = 16 + fieldsLength + ((8 - (fieldsLength % 8)) % 8);
    if (rest.length < bodyStart + bodyLength) return 'incomplete';
    const type = rest[1];
    const isReply = type === methodReturn || type === errorReply;
    if (isReply && replySerial(rest.subarray(16, 16 + fieldsLength)) === serial) {
      if (type === errorReply || bodyLength < 4) return 'error';
      return rest.readUInt32LE(bodyStart) === 1 ? 'owned' : 'free';
    }
    rest = rest.subarray(bodyStart + bodyLength);
  }
  return 'incomplete';
}

/** Value of header field 5 (REPLY_SERIAL), or `undefined`. */
function replySerial(fields: Buffer): number | undefined {
  let at = 0;
  while (at + 4 <= fields.length) {
    const code = fields[at];
    const type = String.fromCharCode(fields[at + 2] ?? 0);
    at += 4;
    if (type === 'u') {
      if (code === 5) return fields.readUInt32LE(at);
      at += 4;
    } else if (type === 'g') {
      at += 2 + (fields[at] ?? 0);
    } else {
      at += 5 + fields.readUInt32LE(at);
    }
    at += (8 - (at % 8)) % 8;
  }
  return undefined;
}
