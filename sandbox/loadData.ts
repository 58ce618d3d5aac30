import type { SandboxContext } from './context';
import { importMetadata } from './import/importMetadata';
import { loadingParameters } from './import/importParameters';
import type { DataValueInput, MetadataBundle } from './model';

/** What a server starts with. */
export interface SandboxData {
  readonly metadata: MetadataBundle;
  readonly dataValues?: Iterable<DataValueInput>;
}

/** What became of the data a server was started with. */
export interface LoadReport {
  readonly objects: number;
  readonly values: number;
  /** Objects the importer found fault with, in its own words. */
  readonly problems: readonly string[];
}

/** Loads metadata through the importer, so that nothing gets in that a server would refuse, then the values. */
export async function loadData(context: SandboxContext, data: SandboxData): Promise<LoadReport> {
  const loader = context.accounts.all().find(({ authorities }) => authorities.includes('ALL'));
  if (loader === undefined) throw new Error('Loading data needs an account with the authority ALL.');
  const problems: string[] = [];
  const report = await importMetadata({
    context,
    account: loader,
    payload: data.metadata,
    parameters: loadingParameters,
    strategy: 'CREATE_AND_UPDATE',
    beforeCommit: () => Promise.resolve(),
  });
  let objects = 0;
  for (const type of report.types) {
    objects += type.stats.created + type.stats.updated;
    problems.push(...type.problems());
  }
  keepTimestamps(context, data.metadata);
  assignRoots(context, data.metadata);
  const values = data.dataValues === undefined ? 0 : context.loadValues(data.dataValues);
  return { objects, values, problems };
}

/** Objects of a package keep the `lastUpdated` they bring: the server is meant to have had them before. */
function keepTimestamps(context: SandboxContext, bundle: MetadataBundle): void {
  for (const [plural, objects] of Object.entries(bundle)) {
    if (!Array.isArray(objects) || context.schemas.get(plural) === undefined) continue;
    for (const { id, lastUpdated } of bundle[plural] ?? []) {
      const moment = typeof lastUpdated === 'string' ? context.clock.parse(lastUpdated) : undefined;
      const object = context.metadata.get(plural, id);
      if (moment !== undefined && object !== undefined)
        context.metadata.put(plural, object, { lastUpdated: moment });
    }
  }
}

/** The accounts of this program work on the whole hierarchy, unless the package has their users itself. */
function assignRoots(context: SandboxContext, bundle: MetadataBundle): void {
  const roots = context.metadata.orgUnits().roots.map((id) => ({ id }));
  if (roots.length === 0) return;
  const brought = new Set((bundle['users'] ?? []).map(({ id }) => id));
  for (const { userId } of context.accounts.all()) {
    const user = context.metadata.get('users', userId);
    if (user === undefined || brought.has(userId)) continue;
    context.metadata.put('users', { ...user, organisationUnits: roots, dataViewOrganisationUnits: roots });
  }
}
