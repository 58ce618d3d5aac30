import { z } from 'zod';
import type { AggregateSession } from './aggregateSession';
import { askList } from './askServer';
import { partsOfKey } from './dataValue';

/** Records that get names; beyond, identifiers must do. */
const mostLabels = 1000;
/** Identifiers per request: 100 of them take 1.2 kB of the request line. */
const idsPerRequest = 100;

const named = z.object({ id: z.string(), name: z.string() });

async function namesOf(
  session: AggregateSession,
  plural: 'dataElements' | 'organisationUnits',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { context } = session;
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += idsPerRequest) {
    const chunk = ids.slice(at, at + idsPerRequest);
    const query = { filter: `id:in:[${chunk.join(',')}]`, fields: 'id,name' };
    const read = await askList(context, context.source, plural, query, named);
    // Names are a courtesy: without them the identifiers stand.
    if (!read.ok) {
      session.log('WARNING', 'names-not-read', { plural, problem: read.error.code }, read.error.detail);
      return names;
    }
    for (const { id, name } of read.value) names.set(id, name);
  }
  return names;
}

/** Adds "data element · org unit · period" to records that have no label yet, as far as names are known. */
export async function addLabels<T extends { readonly key: string; readonly label?: string }>(
  session: AggregateSession,
  records: readonly T[],
): Promise<readonly T[]> {
  const wanted = records.filter(({ label }) => label === undefined).slice(0, mostLabels);
  if (wanted.length === 0) return records;
  const parts = wanted.flatMap(({ key }) => partsOfKey(key) ?? []);
  const elements = await namesOf(session, 'dataElements', [
    ...new Set(parts.map((part) => part.dataElement)),
  ]);
  const units = await namesOf(session, 'organisationUnits', [...new Set(parts.map((part) => part.orgUnit))]);
  const due = new Set(wanted.map(({ key }) => key));
  return records.map((record) => {
    const part = due.has(record.key) ? partsOfKey(record.key) : undefined;
    if (part === undefined || record.label !== undefined) return record;
    const element = elements.get(part.dataElement) ?? part.dataElement;
    const unit = units.get(part.orgUnit) ?? part.orgUnit;
    return { ...record, label: `${element} · ${unit} · ${part.period}` };
  });
}
