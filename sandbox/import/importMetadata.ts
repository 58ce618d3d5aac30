import type { SandboxContext } from '../context';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import type { Account, MetadataObject } from '../model';
import { completeRelations } from './completeRelations';
import { deleteObject } from './deleteObject';
import { errorReport } from './errorCodes';
import { readBundle } from './importBundle';
import type { BundleObject, ImportBundle } from './importBundle';
import { checkType } from './importChecks';
import type { ImportParameters, ImportStrategy } from './importParameters';
import { TypeReport } from './importReport';
import type { ImportReport } from './importReport';
import { existsOnServer, prepareObject } from './prepareObject';

/** An import as asked for. */
export interface MetadataImport {
  readonly context: SandboxContext;
  readonly account: Account;
  readonly payload: unknown;
  readonly parameters: ImportParameters;
  readonly strategy: ImportStrategy;
  /** Awaited between taking the timestamps and making the changes visible. */
  beforeCommit(): Promise<void>;
}

/**
 * Imports metadata as DHIS2 does: checks everything, then writes what passed. With `atomicMode=ALL` any error
 * means that nothing is written; with `NONE` what passed is written, and objects with invalid references too.
 */
export async function importMetadata(run: MetadataImport): Promise<ImportReport> {
  const bundle = readBundle(run.context, run.payload);
  const skipped = run.parameters.validation === 'skipped' && run.account.authorities.includes('ALL');
  // Without validation there is nothing to count: the report stays empty.
  const types = skipped ? [] : bundle.types.map((bundleType) => checkType({ ...run, bundle }, bundleType));
  const failed = types.some((type) => type.hasErrors);
  if (failed && run.parameters.atomicMode === 'ALL') {
    for (const type of types) type.ignoreAll();
    return { status: 'ERROR', types };
  }
  if (run.parameters.importMode === 'COMMIT') await commit(run, bundle, types);
  return { status: types.some((type) => type.hasErrors) ? 'WARNING' : 'OK', types };
}

async function commit(
  run: MetadataImport,
  bundle: ImportBundle,
  types: readonly TypeReport[],
): Promise<void> {
  const reports = new Map(types.map((report) => [report.type.plural, report]));
  if (run.strategy === 'DELETE') {
    await run.beforeCommit();
    deleteAll(run, bundle, reports);
    return;
  }
  const writes = prepareAll(run, bundle, reports);
  await run.beforeCommit();
  for (const { type, object, created, at } of writes) {
    run.context.metadata.put(type.plural, object, {
      ...(created === undefined ? {} : { created }),
      lastUpdated: at,
    });
  }
  completeRelations(run.context, run.account, writes);
}

/** One object about to be written, with the moment it was given. */
export interface PreparedWrite {
  readonly type: TypeSchema;
  readonly object: MetadataObject;
  readonly existed: boolean;
  readonly created: number | undefined;
  readonly at: number;
}

function prepareAll(
  run: MetadataImport,
  bundle: ImportBundle,
  reports: ReadonlyMap<string, TypeReport>,
): PreparedWrite[] {
  const { context } = run;
  const coming = new Set<string>();
  const toWrite = bundle.types.flatMap(({ type, objects }) =>
    objects
      .filter((candidate) => isWritten(run.strategy, candidate))
      .map((candidate) => ({ type, candidate })),
  );
  for (const { type, candidate } of toWrite) coming.add(`${type.plural}/${candidate.object.id}`);
  const preparation = {
    context,
    account: run.account,
    parameters: run.parameters,
    exists: (plural: string, id: string) =>
      coming.has(`${plural}/${id}`) || existsOnServer(context, plural, id),
  };
  return toWrite.map(({ type, candidate }) => {
    const object = prepareObject(preparation, type, candidate);
    reports.get(type.plural)?.note(candidate.index, object.id, object['name'], []);
    return {
      type,
      object,
      existed: candidate.existing !== undefined,
      created: candidate.existing === undefined ? createdOf(context, candidate.object) : undefined,
      at: context.clock.now(),
    };
  });
}

function isWritten(strategy: ImportStrategy, candidate: BundleObject): boolean {
  if (strategy === 'CREATE') return candidate.existing === undefined;
  return strategy === 'UPDATE' ? candidate.existing !== undefined : true;
}

function createdOf(context: SandboxContext, object: MetadataObject): number | undefined {
  const created = object['created'];
  return typeof created === 'string' ? context.clock.parse(created) : undefined;
}

function deleteAll(
  run: MetadataImport,
  bundle: ImportBundle,
  reports: ReadonlyMap<string, TypeReport>,
): void {
  for (const { type, objects } of bundle.types) {
    const report = reports.get(type.plural) ?? new TypeReport(type);
    for (const { index, object, existing } of objects) {
      if (existing === undefined) continue;
      // Gone already when it hung on an object deleted before it.
      const outcome =
        run.context.metadata.stored(type.plural, object.id) === undefined
          ? ({ result: 'deleted' } as const)
          : deleteObject(run.context, run.account, type.plural, object.id);
      const name = existing.object['name'];
      if (outcome.result === 'deleted') report.note(index, object.id, name, []);
      else {
        report.note(index, object.id, name, [errorReport('E4030', [outcome.by], { mainKlass: type.klass })]);
        report.stats.ignored += 1;
        report.stats.deleted -= 1;
      }
    }
  }
}
