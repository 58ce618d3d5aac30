import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { readAccount } from '../dhis2/connectServer';
import type { ConnectedServer, ServerAccount } from '../dhis2/server';

const roots = z.object({ organisationUnits: z.array(z.object({ id: z.string().min(1) })) });

/**
 * Makes sure that the destination's account may read and write values: DHIS2 asks for capture org units even of a
 * superuser (E2012 up to 2.42, import refusals on all versions), and a server that just received its first org units
 * has assigned them to nobody. Only an account without any is given the roots; others stay as they are.
 * Resolves to the account as it is now, and the number of org units given.
 */
export async function giveOrgUnits(
  server: ConnectedServer,
  signal: AbortSignal,
): Promise<Result<{ account: ServerAccount; given: number }, Problem>> {
  const { client, account } = server;
  if (account.orgUnitIds.length > 0) return succeed({ account, given: 0 });
  const query = { filter: 'level:eq:1', fields: 'id', paging: 'false' };
  const answer = await client.get('/api/organisationUnits', query, signal);
  if (!answer.ok) return fail(answer.error.problem);
  const found = roots.safeParse(answer.value.body);
  if (!found.success)
    return fail(problem('incomplete-answer', { host: server.name, path: '/api/organisationUnits' }));
  const { username } = account;
  if (!account.isSuperuser || found.data.organisationUnits.length === 0) {
    return fail(problem('account-without-org-units', { username, connection: server.name }));
  }
  for (const { id } of found.data.organisationUnits) {
    const path = `/api/users/${account.id}/organisationUnits/${id}`;
    const added = await client.post(path, {}, {}, 'repeatable', signal);
    if (!added.ok) {
      const cause = added.error.problem;
      return fail(problem('account-without-org-units', { username, connection: server.name }, cause.detail));
    }
  }
  // What was written is believed only once it is read back.
  const now = await readAccount(client, server.name, signal);
  if (!now.ok) return now;
  if (now.value.orgUnitIds.length === 0) {
    return fail(problem('account-without-org-units', { username, connection: server.name }));
  }
  return succeed({ account: now.value, given: found.data.organisationUnits.length });
}
