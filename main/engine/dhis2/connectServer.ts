import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Dhis2Client } from './clientPort';
import { supportedMinors } from './server';
import type { ServerAccount, ServerIdentity } from './server';
import { isKnownTimeZone, readServerStamp } from './serverTime';

z.config({ jitless: true });

const systemInfo = z.object({
  version: z.string().min(1),
  systemId: z.string().min(1),
  serverDate: z.string().min(10),
  serverTimeZoneId: z.string().min(1),
  calendar: z.string().min(1),
  revision: z.string().exactOptional(),
});

const reference = z.object({ id: z.string().min(1) });

const me = z.object({
  id: z.string().min(1),
  username: z.string().min(1),
  authorities: z.array(z.string()),
  organisationUnits: z.array(reference).default([]),
});

/** Asks GET /api/system/info who the server is; refuses versions and calendars that Passerelle does not know. */
export async function readIdentity(
  client: Dhis2Client,
  host: string,
  signal?: AbortSignal,
): Promise<Result<ServerIdentity, Problem>> {
  const fields = 'version,revision,systemId,serverDate,serverTimeZoneId,calendar';
  const answer = await client.get('/api/system/info', { fields }, signal);
  if (!answer.ok) return fail(answer.error.problem);
  const info = systemInfo.safeParse(answer.value.body);
  if (!info.success) return fail(problem('incomplete-answer', { host, path: '/api/system/info' }));
  const { version, systemId, serverDate, serverTimeZoneId: timeZone, calendar } = info.data;
  const parts = /^2\.(\d+)(?:\.(\d+))?/u.exec(version);
  const minor = supportedMinors.find((known) => known === Number(parts?.[1]));
  if (minor === undefined) return fail(problem('unsupported-version', { host, version }));
  if (calendar.toLowerCase() !== 'iso8601') {
    return fail(problem('unsupported-calendar', { host, calendar }));
  }
  const serverInstant = isKnownTimeZone(timeZone) ? readServerStamp(serverDate, timeZone) : undefined;
  if (serverInstant === undefined) {
    return fail(problem('server-clock-unreadable', { host, stamp: serverDate.slice(0, 60), timeZone }));
  }
  const patch = Number(parts?.[2] ?? 0);
  return succeed({
    version,
    minor,
    patch,
    systemId,
    revision: info.data.revision ?? '',
    timeZone,
    serverInstant,
  });
}

/** Asks GET /api/me which account we work with, and what it may do. */
export async function readAccount(
  client: Dhis2Client,
  host: string,
  signal?: AbortSignal,
): Promise<Result<ServerAccount, Problem>> {
  const answer = await client.get(
    '/api/me',
    { fields: 'id,username,authorities,organisationUnits[id]' },
    signal,
  );
  if (!answer.ok) return fail(answer.error.problem);
  const account = me.safeParse(answer.value.body);
  if (!account.success) return fail(problem('incomplete-answer', { host, path: '/api/me' }));
  const { id, username, authorities, organisationUnits } = account.data;
  return succeed({
    id,
    username,
    authorities,
    isSuperuser: authorities.includes('ALL'),
    orgUnitIds: organisationUnits.map((unit) => unit.id),
  });
}
