import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { askList } from './askServer';
import type { RunGate } from './askServer';
import type { DataValue } from './dataValue';

/** UID of the default option combo on servers installed since 2.1x; old databases may have another. */
const usualDefault = 'HllvX50cXC0';

const reference = z.object({ id: z.string().min(1) });

async function defaultsOf(
  gate: RunGate,
  server: ConnectedServer,
): Promise<Result<readonly string[], Problem>> {
  const found = await askList(
    gate,
    server,
    'categoryOptionCombos',
    { filter: 'name:eq:default', fields: 'id' },
    reference,
  );
  if (!found.ok) return found;
  const ids = found.value.map(({ id }) => id);
  if (ids.length === 0) {
    // Every DHIS2 has one: a list without it is no true answer.
    return fail(problem('incomplete-answer', { host: server.name, path: '/api/categoryOptionCombos' }));
  }
  return succeed(ids);
}

/** Rewrites a value of the source in the destination's terms. */
export type ToDestination = (value: DataValue) => DataValue;

/**
 * Pairs the source's default option combos with the destination's. The server finds its own by the name "default";
 * where a database holds several, those with the same identifier pair, then the usual one, then the only one.
 */
export function pairDefaults(
  source: readonly string[],
  destination: readonly string[],
): ReadonlyMap<string, string> | undefined {
  const pairs = new Map<string, string>();
  const fallback = destination.includes(usualDefault)
    ? usualDefault
    : destination.length === 1
      ? destination[0]
      : undefined;
  for (const id of source) {
    const counterpart = destination.includes(id) ? id : fallback;
    if (counterpart === undefined) return undefined;
    if (counterpart !== id) pairs.set(id, counterpart);
  }
  return pairs;
}

/** Asks both ends for their default option combos and returns the rewriting of values between them. */
export async function readDefaultMapping(
  gate: RunGate,
  source: ConnectedServer,
  destination: ConnectedServer,
): Promise<Result<ToDestination, Problem>> {
  const ofSource = await defaultsOf(gate, source);
  if (!ofSource.ok) return ofSource;
  const ofDestination = await defaultsOf(gate, destination);
  if (!ofDestination.ok) return ofDestination;
  const pairs = pairDefaults(ofSource.value, ofDestination.value);
  if (pairs === undefined) {
    const host = destination.name;
    return fail(problem('conflict', { host, path: '/api/categoryOptionCombos', what: 'several-defaults' }));
  }
  if (pairs.size === 0) return succeed((value) => value);
  return succeed((value) => {
    const categoryOptionCombo = pairs.get(value.categoryOptionCombo) ?? value.categoryOptionCombo;
    const attributeOptionCombo = pairs.get(value.attributeOptionCombo) ?? value.attributeOptionCombo;
    return { ...value, categoryOptionCombo, attributeOptionCombo };
  });
}
