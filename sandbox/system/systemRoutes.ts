import type { SandboxContext } from '../context';
import { parseFields } from '../export/fieldSelection';
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
    handle: (request, server) => {
      const info = systemInfo(server, request.headers.host ?? '', isSuperuser(request.account));
      const fields = request.query.all('fields');
      const { named, presets } = parseFields(fields);
      const wanted = Object.entries(info).filter(
        ([name]) => fields.length === 0 || presets.size > 0 || named.has(name),
      );
      return json(Object.fromEntries(wanted), 200, { 'cache-control': 'no-store' });
    },
  },
];

function systemInfo(server: SandboxContext, host: string, superuser: boolean): Record<string, unknown> {
  const zone = server.clock.timeZone;
  return {
    contextPath: `http://${host}`,
    calendar: 'iso8601',
    dateFormat: 'yyyy-mm-dd',
    serverDate: server.clock.formatLocal(server.clock.now()),
    serverTimeZoneId: zone,
    serverTimeZoneDisplayName: zone,
    sessionTimeout: 3600,
    databaseInfo: { spatialSupport: true, databaseVersion: 'PostgreSQL 16.4' },
    version: server.version,
    revision: '5f1a2c3',
    buildTime: '2026-06-01T08:00:00.000',
    systemId: server.systemId,
    systemName: 'Stand-in',
    instanceBaseUrl: `http://${host}`,
    isMetadataVersionEnabled: false,
    isMetadataSyncEnabled: false,
    emailConfigured: false,
    encryption: false,
    redisEnabled: false,
    ...(server.atLeast('2.43') ? { capability: { analyticsTotalCounts: true } } : {}),
    ...(superuser
      ? { readOnlyMode: 'off', nodeId: '', javaVersion: '17.0.12', osName: 'Linux', cpuCores: 2 }
      : {}),
  };
}
