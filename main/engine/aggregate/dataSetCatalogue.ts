import { z } from 'zod';
import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { askList, askServer, chunksFor, longestQueryBytes } from './askServer';
import type { RunGate } from './askServer';
import type { DataSetDefinition } from './attribution';

const stampedReference = z.object({ id: z.string().min(1), lastUpdated: z.string() });
const reference = z.object({ id: z.string().min(1) });

const definitionShape = z.object({
  id: z.string().min(1),
  name: z.string(),
  periodType: z.string().min(1),
  dataSetElements: z.array(z.object({ dataElement: reference })),
  organisationUnits: z.array(reference).default([]),
});

/** A data set as listed: enough to see that its definition changed. */
export interface ListedDataSet {
  readonly id: string;
  /** `lastUpdated` as the server writes it; only ever compared for equality. */
  readonly lastUpdated: string;
}

/** Lists the data sets of a server, as cheaply as possible: two short members each. */
export async function listDataSets(
  gate: RunGate,
  server: ConnectedServer,
): Promise<Result<readonly ListedDataSet[], Problem>> {
  return askList(gate, server, 'dataSets', { fields: 'id,lastUpdated', order: 'id:asc' }, stampedReference);
}

/** Lists the data sets by another route, to tell a list that lost some from data sets that are really gone. */
export async function crossCheckDataSets(
  gate: RunGate,
  server: ConnectedServer,
): Promise<Result<ReadonlySet<string>, Problem>> {
  const answer = await askServer(gate, server, '/api/metadata', { dataSets: true, 'dataSets:fields': 'id' });
  if (!answer.ok) return answer;
  // A type of which there is nothing is absent from this answer.
  const parsed = z.looseObject({ dataSets: z.array(reference).default([]) }).safeParse(answer.value);
  return succeed(new Set(parsed.success ? parsed.data.dataSets.map(({ id }) => id) : []));
}

/** Whether to read to which org units a data set is assigned; on a large system that is most of the answer. */
export type WithOrgUnits = 'with-org-units' | 'without-org-units';

/** Reads what decides to which data set a value belongs, of the given data sets. */
export async function readDefinitions(
  gate: RunGate,
  server: ConnectedServer,
  ids: readonly string[],
  orgUnits: WithOrgUnits,
): Promise<Result<readonly DataSetDefinition[], Problem>> {
  const fields =
    'id,name,periodType,dataSetElements[dataElement[id]]' +
    (orgUnits === 'with-org-units' ? ',organisationUnits[id]' : '');
  const definitions: DataSetDefinition[] = [];
  for (const chunk of chunksFor('', ids, longestQueryBytes - 500)) {
    const read = await askList(
      gate,
      server,
      'dataSets',
      { fields, filter: `id:in:[${chunk.join(',')}]` },
      definitionShape,
    );
    if (!read.ok) return read;
    for (const { id, name, periodType, dataSetElements, organisationUnits } of read.value) {
      definitions.push({
        id,
        name,
        periodType,
        dataElementIds: new Set(dataSetElements.map(({ dataElement }) => dataElement.id)),
        orgUnitIds: new Set(organisationUnits.map((orgUnit) => orgUnit.id)),
      });
    }
  }
  return succeed(definitions);
}

const destinationShape = z.object({
  id: z.string().min(1),
  dataInputPeriods: z.array(z.unknown()).optional(),
});

/** A data set as it stands at the destination. */
export interface DestinationDataSet {
  readonly id: string;
  /** Whether entry is limited to listed periods, where that was asked for. */
  readonly hasInputPeriods: boolean;
}

/** 2.43.0 and 2.43.1 refuse the input periods that are open and accept those that are closed. */
export function invertsInputPeriods(server: ConnectedServer): boolean {
  return server.identity.minor === 43 && server.identity.patch <= 1;
}

/** Lists the data sets that the destination knows; values of others cannot be sent there. */
export async function readDestinationDataSets(
  gate: RunGate,
  destination: ConnectedServer,
): Promise<Result<ReadonlyMap<string, DestinationDataSet>, Problem>> {
  const fields = invertsInputPeriods(destination) ? 'id,dataInputPeriods[period[id]]' : 'id';
  const read = await askList(gate, destination, 'dataSets', { fields }, destinationShape);
  if (!read.ok) return read;
  return succeed(
    new Map(
      read.value.map(({ id, dataInputPeriods }) => [
        id,
        { id, hasInputPeriods: (dataInputPeriods ?? []).length > 0 },
      ]),
    ),
  );
}

/** Which of the source's root org units the destination has; values can only be read below those. */
export async function readSharedRoots(
  gate: RunGate,
  destination: ConnectedServer,
  sourceRoots: readonly string[],
): Promise<Result<readonly string[], Problem>> {
  const read = await askList(
    gate,
    destination,
    'organisationUnits',
    { filter: `id:in:[${sourceRoots.join(',')}]`, fields: 'id' },
    reference,
  );
  if (!read.ok) return read;
  const existing = new Set(read.value.map(({ id }) => id));
  return succeed(sourceRoots.filter((id) => existing.has(id)));
}
