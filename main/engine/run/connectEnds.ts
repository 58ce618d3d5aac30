import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import type {
  AuthSettings,
  ConnectionSettings,
  SynchronisationSettings,
} from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { readBaseUrl } from '../dhis2/baseUrl';
import { readAccount, readIdentity } from '../dhis2/connectServer';
import { createHttpClient } from '../dhis2/httpClient';
import type { Credentials, RequestTrouble } from '../dhis2/httpClient';
import type { ConnectedServer } from '../dhis2/server';
import type { Clock, Random, Secrets } from '../ports';

/** What connecting needs besides the settings. */
export interface ConnectPorts {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly onTrouble?: (trouble: RequestTrouble) => void;
}

/** A connected server that can be let go. */
export interface OpenServer extends ConnectedServer {
  close(): void;
}

/** Both ends of a synchronisation after their handshakes. */
export interface ConnectedEnds {
  readonly source: OpenServer;
  readonly destination: OpenServer;
}

/** What a connection's account and its secret are to the client. */
export function credentialsOf(auth: AuthSettings, secret: string): Credentials {
  return auth.type === 'basic'
    ? { type: 'basic', username: auth.username, password: secret }
    : { type: 'token', token: secret };
}

/** Opens a connection: address, secret, GET /api/system/info, GET /api/me. */
export async function connectServer(
  connection: ConnectionSettings,
  ports: ConnectPorts,
  signal: AbortSignal,
): Promise<Result<OpenServer, Problem>> {
  const baseUrl = readBaseUrl(connection.url, connection.allowHttp);
  if (!baseUrl.ok) return baseUrl;
  const secret = await ports.secrets.read(connection.id);
  if (!secret.ok) return secret;
  const { clock, random, onTrouble } = ports;
  const credentials = credentialsOf(connection.auth, secret.value);
  const client = createHttpClient({
    baseUrl: baseUrl.value,
    credentials,
    clock,
    random,
    ...(onTrouble === undefined ? {} : { onTrouble }),
  });
  const host = baseUrl.value.host;
  const identity = await readIdentity(client, host, signal);
  if (!identity.ok) {
    client.close();
    return identity;
  }
  const account = await readAccount(client, host, signal);
  if (!account.ok) {
    client.close();
    return account;
  }
  return succeed({
    name: connection.name,
    client,
    identity: identity.value,
    account: account.value,
    close: () => client.close(),
  });
}

/**
 * Opens both ends and checks that they may be synchronised: two different servers, or a clone that the operator
 * confirmed. All failures are told, not only the first.
 */
export async function connectEnds(
  synchronisation: SynchronisationSettings,
  connections: readonly ConnectionSettings[],
  ports: ConnectPorts,
  signal: AbortSignal,
): Promise<Result<ConnectedEnds, readonly Problem[]>> {
  const open = async (id: string): Promise<Result<OpenServer, Problem>> => {
    const connection = connections.find((one) => one.id === id);
    if (connection === undefined) return fail(problem('unknown-connection', { id }));
    const server = await connectServer(connection, ports, signal);
    if (server.ok) return server;
    return fail({ ...server.error, params: { ...server.error.params, connection: connection.name } });
  };
  const [source, destination] = await Promise.all([
    open(synchronisation.sourceId),
    open(synchronisation.destinationId),
  ]);
  if (!source.ok || !destination.ok) {
    if (source.ok) source.value.close();
    if (destination.ok) destination.value.close();
    return fail([source, destination].flatMap((end) => (end.ok ? [] : [end.error])));
  }
  const isSame = source.value.identity.systemId === destination.value.identity.systemId;
  if (isSame && synchronisation.clone !== 'confirmed-clone') {
    source.value.close();
    destination.value.close();
    const params = { systemId: source.value.identity.systemId };
    return fail([problem('same-server', params)]);
  }
  return succeed({ source: source.value, destination: destination.value });
}
