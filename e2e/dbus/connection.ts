import { createClient, type DBusError, type Message, type RawBus } from '@homebridge/dbus-native';

/** A call to make, with its arguments' D-Bus signature. */
export interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** What answers a call made to us: the reply's signature and its values. */
export interface Answer {
  readonly signature: string;
  readonly body: readonly unknown[];
}

/** A connection to a session bus that speaks in raw messages: tray items answer no introspection. */
export interface Connection {
  /** Calls and resolves to the reply's values, with variants and dictionaries made plain. */
  readonly call: (call: Call) => Promise<readonly unknown[]>;
  /** Takes a name on the bus; fails when another has it. */
  readonly own: (name: string) => Promise<void>;
  /** Answers the calls made to one object and interface. */
  readonly serve: (path: string, interfaceName: string, answer: Server) => void;
  readonly signal: (path: string, interfaceName: string, member: string, body: Answer) => void;
  readonly close: () => void;
}

/** Answers a call; undefined means "no such method". */
export type Server = (member: string, body: readonly unknown[], sender: string) => Answer | undefined;

/** Connects to a bus. */
export async function connect(busAddress: string): Promise<Connection> {
  const bus = createClient({ busAddress });
  const served = new Map<string, Server>();
  takeOverCalls(bus, served);
  await invoke(bus, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'GetId',
  });
  return {
    call: (call) => invoke(bus, call),
    own: async (name) => {
      const [answer] = await invoke(bus, {
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        member: 'RequestName',
        signature: 'su',
        body: [name, 4],
      });
      if (answer !== 1) throw new Error(`the bus name ${name} is taken`);
    },
    serve: (path, interfaceName, answer) => served.set(`${path} ${interfaceName}`, answer),
    signal: (path, interfaceName, member, { signature, body }) => {
      bus.sendSignal(path, interfaceName, member, signature, [...body]);
    },
    close: () => {
      bus.connection.end();
    },
  };
}

function invoke(bus: RawBus, call: Call): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    bus.invoke({ ...call }, (error: DBusError | null | undefined, ...values: unknown[]) => {
      if (error) reject(new Error(`${call.interface}.${call.member}: ${error.name} ${error.message}`));
      else resolve(values.map(plain));
    });
  });
}

/**
 * The library answers calls only for methods it is told of one by one; a whole interface is simpler for
 * a double, so calls are taken before it sees them.
 */
function takeOverCalls(bus: RawBus, served: ReadonlyMap<string, Server>): void {
  const methodCall = 1;
  const listeners = bus.connection.listeners('message');
  bus.connection.removeAllListeners('message');
  bus.connection.on('message', (message: Message) => {
    const server = served.get(`${message.path ?? ''} ${message.interface ?? ''}`);
    if (message.type !== methodCall || server === undefined) {
      for (const listener of listeners) listener.call(bus.connection, message);
      return;
    }
    const answer = server(message.member ?? '', (message.body ?? []).map(plain), message.sender ?? '');
    if (answer === undefined) {
      bus.sendError(message, 'org.freedesktop.DBus.Error.UnknownMethod', message.member ?? '');
    } else {
      bus.sendReply(message, answer.signature, [...answer.body]);
    }
  });
}

/**
 * The library reads a variant as `[signature tree, [value]]` and a dictionary as a list of pairs; tests want
 * the value. Byte arrays stay buffers.
 */
export function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (isVariant(value)) return plain(value[1][0]);
  return value.map(plain);
}

function isVariant(value: readonly unknown[]): value is readonly [readonly unknown[], readonly unknown[]] {
  const [tree, content] = value;
  if (value.length !== 2 || !Array.isArray(tree) || !Array.isArray(content) || content.length !== 1)
    return false;
  const first: unknown = tree[0];
  return (
    tree.length === 1 && typeof first === 'object' && first !== null && 'type' in first && 'child' in first
  );
}
