import type { SandboxContext } from '../context';
import type { Route } from '../http/router';
import { json, text } from '../http/sandboxResponse';
import { isSuperuser } from '../model';

/** Pings and system information. */
export const systemRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/api/ping', access: 'open', handle: () => text('pong') },
  { method: 'GET', pattern: '/api/system/ping', access: 'open', handle: () => text('pong') },
  {
    method: 'GET',
    pattern: '/api/system/info',
    handle: (request, server) =>
      json(systemInfo(server, request.headers.host ?? '', isSuperuser(request.account)), 200, {
        'cache-control': 'no-store',
      }),
  },
];

function systemInfo(server: SandboxContext, host: string, superuser: boolean): Record<string, unknown> {
  return {
    contextPath: `http://${host}`,
    calendar: 'iso8601',
    dateFormat: 'yyyy-mm-dd',
    serverDate: server.clock.formatLocal(server.clock.now()),
    serverTimeZoneId: server.clock.timeZone,
    version: server.version,
    systemId: server.systemId,
    ...(superuser ? { nodeId: '', readOnlyMode: 'off' } : {}),
  };
}
