import type { SandboxContext } from '../context';
import type { Route, SandboxRequest } from '../http/router';
import type { SandboxResponse } from '../http/sandboxResponse';
import { exportValues } from './exportValues';
import { importGroup } from './groupImport';
import { readImportRequest } from './importRequest';
import { importRows } from './rowImport';
import { deleteValue, readValue, saveValue } from './singleValue';
import { ValueStore } from './valueStore';

/**
 * The routes of a server's aggregate data. Its store is announced to the context: data is loaded through that, and
 * objects with values cannot be deleted.
 */
export function aggregateRoutes(context: SandboxContext): readonly Route[] {
  const store = new ValueStore();
  context.addValueHolder(store);
  const both = (suffix: string): readonly Route[] => [
    {
      method: 'GET',
      pattern: `/api/dataValueSets${suffix}`,
      handle: (request, server) => exportValues(request, server, store),
    },
    {
      method: 'POST',
      pattern: `/api/dataValueSets${suffix}`,
      handle: (request, server) => importValues(request, server, store),
    },
  ];
  return [
    ...both(''),
    ...both('.json'),
    {
      method: 'GET',
      pattern: '/api/dataValues',
      handle: (request, server) => readValue(request, server, store),
    },
    {
      method: 'POST',
      pattern: '/api/dataValues',
      handle: (request, server) => saveValue(request, server, store),
    },
    {
      method: 'DELETE',
      pattern: '/api/dataValues',
      handle: (request, server) => deleteValue(request, server, store),
    },
  ];
}

/** The timestamps are taken before the commit, which a fault may hold back: rows show up with an older time. */
async function importValues(
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
): Promise<SandboxResponse> {
  const wanted = readImportRequest(request, context);
  const now = context.clock.now();
  await request.beforeCommit();
  const run = context.atLeast('2.43') ? importGroup : importRows;
  return run(wanted, request.account, context, store, now).answer(context);
}
