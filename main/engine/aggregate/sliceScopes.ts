import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Watermark } from '../store/storePort';
import type { RunContext } from '../run/runContext';
import type { DataSetDefinition } from './attribution';
import { crossCheckDataSets, listDataSets, readDefinitions } from './dataSetCatalogue';

/** Raised when normalisation or attribution changes, so that everything is looked at again once. */
const normalisationVersion = 1;

const factName = 'aggregate.scopes';

const scopeFact = z.record(
  z.string(),
  z.object({
    /** `lastUpdated` of the data set when its definition was read. */
    stamp: z.string(),
    name: z.string(),
    definitionHash: z.string(),
    dataElements: z.number(),
    /** Rows that the source gave at the last full look, deleted ones included. */
    rows: z.number(),
  }),
);

/** What is remembered of a data set between runs, so that an idle check need not read its definition. */
export type RememberedScope = z.infer<typeof scopeFact>[string];

/** A data set of the source, with what its watermark must be true for. */
export interface SliceScope {
  readonly id: string;
  readonly name: string;
  readonly dataElements: number;
  readonly scopeHash: string;
  /** Rows seen at the last full look; 0 when there was none. */
  readonly rows: number;
  /** Present when it can be carried on from there; otherwise everything is looked at. */
  readonly watermark?: Watermark;
  /** Why there is none to carry on from. */
  readonly whole?: WholeReason;
}

/** Why a data set has to be looked at as a whole. */
export type WholeReason = 'none' | 'other-scope' | 'clock-went-back';

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

/** Hash of what decides which values a data set has. */
export function definitionHash(definition: DataSetDefinition): string {
  return hashOf([
    definition.periodType,
    [...definition.dataElementIds].sort(),
    [...definition.orgUnitIds].sort(),
  ]);
}

function rememberedScopes(context: RunContext): Readonly<Record<string, RememberedScope>> {
  const parsed = scopeFact.safeParse(context.ledger.fact(factName));
  // Nothing remembered, or written by another version: definitions are read anew.
  return parsed.success ? parsed.data : {};
}

/** The watermark where it is still true, or why it does not count. */
function standing(
  context: RunContext,
  watermark: Watermark | undefined,
  scopeHash: string,
): Pick<SliceScope, 'watermark' | 'whole'> {
  if (watermark === undefined) return { whole: 'none' };
  const { source, destination } = context;
  const isSameScope =
    watermark.scopeHash === scopeHash &&
    watermark.sourceSystemId === source.identity.systemId &&
    watermark.destinationSystemId === destination.identity.systemId;
  if (!isSameScope) return { whole: 'other-scope' };
  return watermark.lookedUpTo <= source.identity.serverInstant ? { watermark } : { whole: 'clock-went-back' };
}

/**
 * Lists the source's data sets. The definition of one is read again only when its `lastUpdated` is new. A list that
 * lost data sets known before is believed only when another route lost them, too.
 */
export async function readSliceScopes(context: RunContext): Promise<Result<readonly SliceScope[], Problem>> {
  const { source, ledger } = context;
  const remembered = rememberedScopes(context);
  const listed = await listDataSets(context, source);
  if (!listed.ok) return listed;
  const ids = new Set(listed.value.map(({ id }) => id));
  if (ids.size === 0 || Object.keys(remembered).some((id) => !ids.has(id))) {
    const others = await crossCheckDataSets(context, source);
    if (!others.ok) return others;
    const lost = [...others.value].filter((id) => !ids.has(id));
    if (lost.length > 0) {
      return fail(
        problem('incomplete-answer', { host: source.name, path: '/api/dataSets', missing: lost.length }),
      );
    }
  }
  const stale = listed.value.filter(({ id, lastUpdated }) => remembered[id]?.stamp !== lastUpdated);
  const definitions = await readDefinitions(
    context,
    source,
    stale.map(({ id }) => id),
    'with-org-units',
  );
  if (!definitions.ok) return definitions;
  const fresh = new Map(definitions.value.map((definition) => [definition.id, definition]));
  const now: Record<string, RememberedScope> = {};
  for (const { id, lastUpdated: stamp } of listed.value) {
    const definition = fresh.get(id);
    const known = remembered[id];
    if (definition !== undefined) {
      const dataElements = definition.dataElementIds.size;
      const { name } = definition;
      const rows = known?.rows ?? 0;
      now[id] = { stamp, name, definitionHash: definitionHash(definition), dataElements, rows };
    } else if (known !== undefined && known.stamp === stamp) {
      now[id] = known;
    } else {
      return fail(problem('incomplete-answer', { host: source.name, path: '/api/dataSets', dataSet: id }));
    }
  }
  if (stale.length > 0 || Object.keys(remembered).length !== ids.size) {
    const saved = await ledger.setFact(factName, now);
    if (!saved.ok) return saved;
  }
  const { minor, timeZone } = source.identity;
  const scopes = Object.entries(now).map(([id, { name, definitionHash: hash, dataElements, rows }]) => {
    // Another version of the source, or another zone, reads time differently.
    const parts = [hash, [...source.account.orgUnitIds].sort(), minor, timeZone, normalisationVersion];
    const scopeHash = hashOf(parts);
    const watermark = ledger.watermark('aggregate', id);
    return { id, name, dataElements, scopeHash, rows, ...standing(context, watermark, scopeHash) };
  });
  return succeed(scopes);
}

/** Remembers how many rows the source gave at a full look, for the next idle check. */
export async function rememberRows(
  context: RunContext,
  rows: ReadonlyMap<string, number>,
): Promise<Result<null, Problem>> {
  const remembered = { ...rememberedScopes(context) };
  let changed = false;
  for (const [id, count] of rows) {
    const known = remembered[id];
    if (known === undefined || known.rows === count) continue;
    remembered[id] = { ...known, rows: count };
    changed = true;
  }
  return changed ? context.ledger.setFact(factName, remembered) : succeed(null);
}

/** Whether the watermark in the ledger was true for another scope: what was refused then may pass now. */
export function scopeChanged(context: RunContext, scope: SliceScope): boolean {
  const watermark = context.ledger.watermark('aggregate', scope.id);
  return watermark !== undefined && watermark.scopeHash !== scope.scopeHash;
}

/** Moves the watermark of a data set to the source's instant that was taken before anything was read. */
export function moveSliceWatermark(context: RunContext, scope: SliceScope): Promise<Result<null, Problem>> {
  return context.ledger.moveWatermark('aggregate', scope.id, {
    lookedUpTo: context.source.identity.serverInstant,
    scopeHash: scope.scopeHash,
    sourceSystemId: context.source.identity.systemId,
    destinationSystemId: context.destination.identity.systemId,
  });
}
