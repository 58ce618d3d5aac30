import { z } from 'zod';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { askList, askServer, chunksFor, longestQueryBytes, namesNoOrgUnit } from './askServer';
import type { RunGate } from './askServer';
import { keyOf, partsOfKey } from './dataValue';
import type { DataValue } from './dataValue';
import { readDataValueSet } from './readDataValueSet';

/** Values of one request that still fit in memory several times over; beyond it a data set is read branch by branch. */
export const largestBlock = 30_000;

/**
 * Wide-open dates: 2.43.0 and 2.43.1 do not accept `lastUpdated` alone (E2002); harmless on all versions. A window
 * of time is never used to cut a read in parts, since a period that straddles its edge would be in no part.
 */
const allPeriods = { startDate: '1900-01-01', endDate: '2100-12-31' } as const;

/** Part of the hierarchy: org units with or without all that is below them. */
export interface Branch {
  readonly orgUnitIds: readonly string[];
  readonly children: boolean;
}

/** What to read. */
export interface ReadScope {
  readonly dataSetIds: readonly string[];
  readonly branch: Branch;
  readonly includeDeleted: boolean;
  readonly lastUpdated?: string;
  readonly limit?: number;
  readonly periods?: readonly string[];
}

/** One request of GET /api/dataValueSets. */
export async function readValues(
  gate: RunGate,
  server: ConnectedServer,
  scope: ReadScope,
): Promise<Result<readonly DataValue[], Problem>> {
  const answer = await askServer(gate, server, '/api/dataValueSets', {
    dataSet: scope.dataSetIds,
    orgUnit: scope.branch.orgUnitIds,
    children: scope.branch.children,
    includeDeleted: scope.includeDeleted,
    ...(scope.periods === undefined ? allPeriods : { period: scope.periods }),
    ...(scope.lastUpdated === undefined ? {} : { lastUpdated: scope.lastUpdated }),
    ...(scope.limit === undefined ? {} : { limit: scope.limit }),
  });
  return answer.ok ? readDataValueSet(answer.value, server.name) : answer;
}

/** A part of a data set that was read whole. */
export interface Block {
  readonly branch: Branch;
  readonly values: readonly DataValue[];
}

const reference = z.object({ id: z.string().min(1) });

/** Groups in which the children of one org unit are read when together they hold too much. */
const groupsOfChildren = 12;

async function divide(
  gate: RunGate,
  server: ConnectedServer,
  branch: Branch,
): Promise<Result<readonly Branch[], Problem>> {
  const { orgUnitIds, children } = branch;
  if (orgUnitIds.length > 1) {
    const middle = Math.ceil(orgUnitIds.length / 2);
    return succeed([
      { orgUnitIds: orgUnitIds.slice(0, middle), children },
      { orgUnitIds: orgUnitIds.slice(middle), children },
    ]);
  }
  if (!children) return succeed([]);
  const below = await askList(
    gate,
    server,
    'organisationUnits',
    { filter: `parent.id:eq:${orgUnitIds[0] ?? ''}`, fields: 'id' },
    reference,
  );
  if (!below.ok) return below;
  if (below.value.length === 0) return succeed([]);
  const ids = below.value.map(({ id }) => id).sort();
  const size = Math.ceil(ids.length / groupsOfChildren);
  const groups: Branch[] = [{ orgUnitIds, children: false }];
  for (let at = 0; at < ids.length; at += size) {
    groups.push({ orgUnitIds: ids.slice(at, at + size), children: true });
  }
  return succeed(groups);
}

/**
 * Reads data sets in blocks of bounded size: whole where it fits, otherwise branch of the hierarchy by branch, which
 * together hold every value exactly once. Ends after the first failure.
 */
export async function* readInBlocks(
  gate: RunGate,
  server: ConnectedServer,
  scope: Omit<ReadScope, 'limit'>,
  blockSize: number = largestBlock,
): AsyncGenerator<Result<Block, Problem>> {
  const open: { branch: Branch; divisible: boolean }[] = [{ branch: scope.branch, divisible: true }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { branch, divisible } = next;
    const values = await readValues(gate, server, {
      ...scope,
      branch,
      ...(divisible ? { limit: blockSize + 1 } : {}),
    });
    if (!values.ok) {
      yield fail(values.error);
      return;
    }
    if (!divisible || values.value.length <= blockSize) {
      yield succeed({ branch, values: values.value });
      continue;
    }
    const parts = await divide(gate, server, branch);
    if (!parts.ok) {
      yield fail(parts.error);
      return;
    }
    // A single org unit that holds more than a block is read without a limit.
    if (parts.value.length === 0) open.push({ branch, divisible: false });
    else open.push(...parts.value.map((part) => ({ branch: part, divisible: true })));
  }
}

/** Org units up to which a read of named values names them; beyond, it reads their periods over the whole hierarchy. */
const mostNamedOrgUnits = 250;

/**
 * Reads the values with the given keys of one data set, by their periods and org units; what is not there is not in
 * the answer. `rewrite` puts what is read in the terms of the keys.
 */
export async function readKeys(
  gate: RunGate,
  server: ConnectedServer,
  dataSetId: string,
  keys: readonly string[],
  roots: readonly string[],
  deleted: 'live-only' | 'with-deleted',
  rewrite: (value: DataValue) => DataValue = (value) => value,
): Promise<Result<ReadonlyMap<string, DataValue>, Problem>> {
  const found = new Map<string, DataValue>();
  const wanted = new Set(keys);
  const parts = keys.flatMap((key) => partsOfKey(key) ?? []);
  const periods = [...new Set(parts.map((part) => part.period))].sort();
  const orgUnits = [...new Set(parts.map((part) => part.orgUnit))].sort();
  const named = orgUnits.length <= mostNamedOrgUnits;
  const branch: Branch = named
    ? { orgUnitIds: orgUnits, children: false }
    : { orgUnitIds: roots, children: true };
  if (branch.orgUnitIds.length === 0) return succeed(found);
  const forPeriods = longestQueryBytes - 300 - branch.orgUnitIds.length * 20;
  for (const chunk of chunksFor('period', periods, Math.max(forPeriods, 1000))) {
    const blocks = readInBlocks(gate, server, {
      dataSetIds: [dataSetId],
      branch,
      periods: chunk,
      includeDeleted: deleted === 'with-deleted',
    });
    for await (const block of blocks) {
      // None of these org units exists there (E2006, E2008), hence none of the values does.
      if (!block.ok && named && namesNoOrgUnit(block.error)) break;
      if (!block.ok) return block;
      for (const value of block.value.values.map(rewrite)) {
        const key = keyOf(value);
        if (wanted.has(key)) found.set(key, value);
      }
    }
  }
  return succeed(found);
}
