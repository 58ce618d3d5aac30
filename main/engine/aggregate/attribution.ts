import { periodTypeOf } from './periodType';
import type { DataValue } from './dataValue';

/** What decides to which data set a value belongs. */
export interface DataSetDefinition {
  readonly id: string;
  readonly name: string;
  readonly periodType: string;
  readonly dataElementIds: ReadonlySet<string>;
  /** Org units that the data set is assigned to. */
  readonly orgUnitIds: ReadonlySet<string>;
}

/** Finds the one data set under which a value is compared, sent and remembered. */
export interface Attribution {
  /** Data set of a value, or `undefined` when its data element is in no data set. */
  ownerOf(value: Pick<DataValue, 'dataElement' | 'period' | 'orgUnit'>): string | undefined;
  /** Whether the value is one of the data set's: its element and its period type; the owner always counts. */
  isMember(value: Pick<DataValue, 'dataElement' | 'period' | 'orgUnit'>, dataSetId: string): boolean;
}

/**
 * An export of a data set gives every value of its elements, whatever the period type or org unit, so that a value
 * can come with several data sets. Its owner is the first, by identifier, of those that fit best: period type and
 * assigned org unit, else period type, else the element alone (which the destination may refuse, in its own words).
 */
export function createAttribution(definitions: readonly DataSetDefinition[]): Attribution {
  const byElement = new Map<string, DataSetDefinition[]>();
  const sorted = [...definitions].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const definition of sorted) {
    for (const dataElement of definition.dataElementIds) {
      const candidates = byElement.get(dataElement);
      if (candidates === undefined) byElement.set(dataElement, [definition]);
      else candidates.push(definition);
    }
  }

  function ownerOf(value: Pick<DataValue, 'dataElement' | 'period' | 'orgUnit'>): string | undefined {
    const candidates = byElement.get(value.dataElement) ?? [];
    if (candidates.length < 2) return candidates[0]?.id;
    const periodType = periodTypeOf(value.period);
    const fitting = candidates.filter((candidate) => candidate.periodType === periodType);
    const assigned = fitting.find((candidate) => candidate.orgUnitIds.has(value.orgUnit));
    return (assigned ?? fitting[0] ?? candidates[0])?.id;
  }

  return {
    ownerOf,
    isMember(value, dataSetId) {
      const candidates = byElement.get(value.dataElement) ?? [];
      const definition = candidates.find((candidate) => candidate.id === dataSetId);
      if (definition === undefined) return false;
      return definition.periodType === periodTypeOf(value.period) || ownerOf(value) === dataSetId;
    },
  };
}
