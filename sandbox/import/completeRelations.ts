import type { SandboxContext } from '../context';
import { referenceId, referenceIds } from '../model';
import type { Account, MetadataObject } from '../model';
import type { PreparedWrite } from './importMetadata';

/** A relation written on both sides: the child names its parent, the parent lists its children. */
interface TwoSided {
  readonly child: string;
  readonly parentMember: string;
  readonly parent: string;
  readonly listMember: string;
  /** Whether children the parent no longer lists are deleted. */
  readonly orphans: 'deleted' | 'kept';
}

const relations: readonly TwoSided[] = [
  {
    child: 'options',
    parentMember: 'optionSet',
    parent: 'optionSets',
    listMember: 'options',
    orphans: 'kept',
  },
  {
    child: 'programStages',
    parentMember: 'program',
    parent: 'programs',
    listMember: 'programStages',
    orphans: 'kept',
  },
  {
    child: 'programSections',
    parentMember: 'program',
    parent: 'programs',
    listMember: 'programSections',
    orphans: 'kept',
  },
  {
    child: 'programStageSections',
    parentMember: 'programStage',
    parent: 'programStages',
    listMember: 'programStageSections',
    orphans: 'deleted',
  },
  {
    child: 'programRuleActions',
    parentMember: 'programRule',
    parent: 'programRules',
    listMember: 'programRuleActions',
    orphans: 'deleted',
  },
];

/**
 * Brings both sides of two-sided relations into line after a commit, counts option sets and data sets up when
 * their options or sections came along, and numbers the options of a set.
 */
export function completeRelations(
  context: SandboxContext,
  account: Account,
  writes: readonly PreparedWrite[],
): void {
  for (const relation of relations) {
    for (const write of writes) {
      if (write.type.plural === relation.parent) settleParent(context, account, relation, write);
    }
    for (const write of writes) {
      if (write.type.plural === relation.child) settleChild(context, relation, write.object.id);
    }
  }
  shareStages(context, writes);
  countUp(context, writes, 'sections', 'dataSet', 'dataSets');
  countUp(context, writes, 'options', 'optionSet', 'optionSets');
  numberOptions(context, writes);
}

/** Writes an object without touching its timestamps: the database row of the other side changes, not its own. */
function putQuietly(context: SandboxContext, plural: string, object: MetadataObject): void {
  const lastUpdated = context.metadata.stored(plural, object.id)?.lastUpdated;
  context.metadata.put(plural, object, lastUpdated === undefined ? {} : { lastUpdated });
}

function settleParent(
  context: SandboxContext,
  account: Account,
  relation: TwoSided,
  { object }: PreparedWrite,
): void {
  const { metadata } = context;
  const listed = new Set(referenceIds(object[relation.listMember]));
  for (const id of listed) {
    const child = metadata.get(relation.child, id);
    if (child === undefined || referenceId(child[relation.parentMember]) === object.id) continue;
    putQuietly(context, relation.child, { ...child, [relation.parentMember]: { id: object.id } });
  }
  if (relation.orphans === 'kept') return;
  const children = metadata.references.holdersIn(
    relation.parent,
    object.id,
    relation.child,
    relation.parentMember,
  );
  for (const id of children)
    if (!listed.has(id)) metadata.remove(relation.child, id, 'tombstone', account.username);
}

function settleChild(context: SandboxContext, relation: TwoSided, id: string): void {
  const { metadata } = context;
  const parentId = referenceId(metadata.get(relation.child, id)?.[relation.parentMember]);
  const parent = parentId === undefined ? undefined : metadata.get(relation.parent, parentId);
  if (parent === undefined) return;
  const listed = referenceIds(parent[relation.listMember]);
  if (listed.includes(id)) return;
  const list = [...listed, id].map((child) => ({ id: child }));
  putQuietly(context, relation.parent, { ...parent, [relation.listMember]: list });
}

/** The stages of an event program take over its sharing. */
function shareStages(context: SandboxContext, writes: readonly PreparedWrite[]): void {
  for (const { type, object } of writes) {
    if (type.plural !== 'programs' || object['programType'] !== 'WITHOUT_REGISTRATION') continue;
    for (const id of referenceIds(context.metadata.get('programs', object.id)?.['programStages'])) {
      const stage = context.metadata.get('programStages', id);
      if (stage !== undefined) putQuietly(context, 'programStages', { ...stage, sharing: object['sharing'] });
    }
  }
}

function countUp(
  context: SandboxContext,
  writes: readonly PreparedWrite[],
  child: string,
  parentMember: string,
  parentPlural: string,
): void {
  const parents = new Set(
    writes.flatMap(({ type, object }) =>
      type.plural === child ? (referenceId(object[parentMember]) ?? []) : [],
    ),
  );
  for (const id of parents) {
    const parent = context.metadata.get(parentPlural, id);
    if (parent === undefined) continue;
    const version = typeof parent['version'] === 'number' ? parent['version'] : 0;
    putQuietly(context, parentPlural, { ...parent, version: version + 1 });
  }
}

/** The order of options is that of their set's list; stored from 1 up to 2.41 and from 0 later. */
function numberOptions(context: SandboxContext, writes: readonly PreparedWrite[]): void {
  const first = context.atLeast('2.42') ? 0 : 1;
  const sets = new Set(
    writes.flatMap(({ type, object }) => {
      if (type.plural === 'optionSets') return object.id;
      return type.plural === 'options' ? (referenceId(object['optionSet']) ?? []) : [];
    }),
  );
  for (const set of sets) {
    for (const [index, id] of referenceIds(context.metadata.get('optionSets', set)?.['options']).entries()) {
      const option = context.metadata.get('options', id);
      if (option !== undefined && option['sortOrder'] !== index + first) {
        putQuietly(context, 'options', { ...option, sortOrder: index + first });
      }
    }
  }
}
