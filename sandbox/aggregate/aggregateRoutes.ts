import type { SandboxContext } from '../context';
import type { Route, SandboxRequest } from '../http/router';
import type { SandboxResponse } from '../http/sandboxResponse';
import { exportValues } from './exportValues';
import { importGroup } from './groupImport';
import { readImportRequest } from './importRequest';
import { importRows } from './rowImport';
import { deleteValue, readValue, saveValue } from './singleValue';
import type { LoadableValue } from './valueStore';
import { ValueStore } from './valueStore';

/** The aggregate data of one server: its routes, and the store behind them for loading and looking. */
export interface AggregateData {
  readonly routes: readonly Route[];
  readonly store: ValueStore;
  /** Puts values in unchecked, as a server has them from before; gives how many. */
  load(values: Iterable<LoadableValue>): number;
}

/**
 * Builds the aggregate part of a server and announces its store, so that objects with values cannot be deleted.
 */
export function aggregateData(context: SandboxContext): AggregateData {
  const store = new ValueStore();
  context.addValueHolder(store);
  return {
    store,
    routes: aggregateRoutes(store),
    load: (values) => store.load(values, context.clock.now(), context.metadata.defaultOptionCombo()),
  };
}

/** The routes of a store of data values. */
export function aggregateRoutes(store: ValueStore): readonly Route[] {
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
