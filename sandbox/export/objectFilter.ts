import type { SandboxContext } from '../context';
import { RequestRefused } from '../http/sandboxResponse';
import type { StoredObject } from '../metadata/metadataStore';
import { embeddedTarget } from '../metadata/references';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { isRecord, referenceId } from '../model';

/** Whether an object passes. */
export type ObjectPredicate = (stored: StoredObject) => boolean;

/** One `property:operator:value`. */
interface Condition {
  readonly path: readonly string[];
  readonly operator: string;
  readonly value: string;
}

const dateMembers = new Set(['created', 'lastUpdated']);

/**
 * Reads `filter` parameters for one type. Colons inside the value are fine; an unknown property or operator is
 * refused with 409, as the query parser of 2.40 to 2.43 does.
 */
export function readFilters(
  context: SandboxContext,
  type: TypeSchema,
  filters: readonly string[],
  junction: 'AND' | 'OR' = 'AND',
): ObjectPredicate {
  const predicates = filters.map((text) => readFilter(context, type, text));
  if (predicates.length === 0) return () => true;
  return junction === 'OR'
    ? (stored) => predicates.some((predicate) => predicate(stored))
    : (stored) => predicates.every((predicate) => predicate(stored));
}

function readFilter(context: SandboxContext, type: TypeSchema, text: string): ObjectPredicate {
  const [property = '', operator = '', ...rest] = text.split(':');
  if (property === '' || operator === '') throw new RequestRefused(409, `Invalid filter: ${text}`);
  const condition = { path: property.split('.'), operator, value: rest.join(':') };
  const first = condition.path[0] ?? '';
  if (!knows(type, first)) {
    throw new RequestRefused(409, `Unknown path property: \`${first}\` (\`${property}\`)`);
  }
  if (property === 'identifiable') return identifiablePredicate(condition);
  const test = testOf(condition);
  if (condition.path.length === 1 && dateMembers.has(first)) return datePredicate(context, condition);
  return (stored) => test(valuesAt(context, type, stored, condition.path));
}

const readable = new Set([
  'id',
  'created',
  'lastUpdated',
  'displayName',
  'path',
  'level',
  'identifiable',
  'user',
]);

function knows(type: TypeSchema, member: string): boolean {
  return readable.has(member) || type.members.has(member);
}

function identifiablePredicate(condition: Condition): ObjectPredicate {
  const wanted = condition.value.toLowerCase();
  const words = wanted.split(/\s+/);
  return ({ object }) => {
    const texts = [object.id, object['code'], object['name'], object['shortName']]
      .filter((value) => typeof value === 'string')
      .map((value) => value.toLowerCase());
    return condition.operator === 'token'
      ? texts.some((value) => words.every((word) => value.includes(word)))
      : texts.some((value) => value.includes(wanted));
  };
}

function datePredicate(context: SandboxContext, condition: Condition): ObjectPredicate {
  const member = condition.path[0] === 'created' ? 'created' : 'lastUpdated';
  const wanted = context.clock.parse(condition.value);
  if (wanted === undefined) {
    throw new RequestRefused(409, `Unable to parse \`${condition.value}\` as \`Date\`.`);
  }
  const compare = comparison(condition.operator);
  if (compare === undefined) throw unknownOperator(condition.operator);
  // Microseconds of the database against the milliseconds a client can know of.
  return (stored) => compare(stored[member] - wanted);
}

function comparison(operator: string): ((difference: number) => boolean) | undefined {
  switch (operator) {
    case 'eq':
      return (difference) => difference === 0;
    case 'ne':
    case 'neq':
    case '!eq':
      return (difference) => difference !== 0;
    case 'gt':
      return (difference) => difference > 0;
    case 'ge':
    case 'gte':
      return (difference) => difference >= 0;
    case 'lt':
      return (difference) => difference < 0;
    case 'le':
    case 'lte':
      return (difference) => difference <= 0;
    default:
      return undefined;
  }
}

/** The values a path leads to; a collection counts as one value when the path ends at it. */
function valuesAt(
  context: SandboxContext,
  type: TypeSchema,
  stored: StoredObject,
  path: readonly string[],
): unknown[] {
  const [first = '', ...rest] = path;
  const { object } = stored;
  const member = type.members.get(first);
  const value = ownValue(context, type, stored, first);
  if (rest.length === 0) return [value];
  if (member?.target !== undefined) {
    const target = member.target;
    const items = Array.isArray(value) ? (value as unknown[]) : [value];
    return items.flatMap((item) => {
      const id = referenceId(item);
      if (id === undefined) return [];
      if (rest.length === 1 && rest[0] === 'id') return [id];
      const next = context.metadata.stored(target, id);
      return next === undefined ? [] : valuesAt(context, context.schemas.require(target), next, rest);
    });
  }
  return embeddedValues(context, object[first], rest);
}

function ownValue(context: SandboxContext, type: TypeSchema, stored: StoredObject, name: string): unknown {
  const { object } = stored;
  const member = type.members.get(name);
  if (member?.kind === 'inverse') {
    return context.metadata.references
      .holdersIn(type.plural, object.id, member.target ?? '', member.via ?? '')
      .map((id) => ({ id }));
  }
  switch (name) {
    case 'displayName':
      return object['name'];
    case 'path':
      return context.metadata.orgUnits().path(object.id);
    case 'level':
      return type.plural === 'organisationUnits'
        ? context.metadata.orgUnits().level(object.id)
        : object[name];
    default:
      return object[name];
  }
}

function embeddedValues(context: SandboxContext, value: unknown, path: readonly string[]): unknown[] {
  const [first = '', ...rest] = path;
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  return items.flatMap((item) => {
    if (!isRecord(item)) return [];
    const inner = item[first];
    if (rest.length === 0) return [inner];
    const target = embeddedTarget(first);
    const id = referenceId(inner);
    if (target !== undefined && id !== undefined && rest[0] !== 'id') {
      const next = context.metadata.stored(target, id);
      return next === undefined ? [] : valuesAt(context, context.schemas.require(target), next, rest);
    }
    return embeddedValues(context, inner, rest);
  });
}

function testOf(condition: Condition): (values: readonly unknown[]) => boolean {
  const { operator, value } = condition;
  const lower = value.toLowerCase();
  const some =
    (test: (text: string) => boolean) =>
    (values: readonly unknown[]): boolean =>
      values.some((found) => isScalar(found) && test(String(found)));
  const list = /^\[(.*)\]$/s.exec(value)?.[1]?.split(',') ?? [value];
  const compare = comparison(operator);
  if (compare !== undefined) return compareTest(condition, compare);
  switch (operator) {
    case 'like':
      return some((text) => text.includes(value));
    case '!like':
      return (values) => !some((text) => text.includes(value))(values);
    case 'ilike':
      return some((text) => text.toLowerCase().includes(lower));
    case '!ilike':
      return (values) => !some((text) => text.toLowerCase().includes(lower))(values);
    case '$like':
    case 'startsWith':
      return some((text) => text.startsWith(value));
    case '$ilike':
      return some((text) => text.toLowerCase().startsWith(lower));
    case 'like$':
    case 'endsWith':
      return some((text) => text.endsWith(value));
    case 'ilike$':
      return some((text) => text.toLowerCase().endsWith(lower));
    case 'token':
      return some((text) => lower.split(/\s+/).every((word) => text.toLowerCase().includes(word)));
    case 'in':
      return some((text) => list.includes(text));
    case '!in':
      return (values) => !some((text) => list.includes(text))(values);
    case 'null':
      return (values) => values.every((found) => found === undefined || found === null);
    case '!null':
      return (values) => values.some((found) => found !== undefined && found !== null);
    case 'empty':
      return (values) => values.every((found) => found === undefined || sizeOf(found) === 0);
    case '!empty':
      return (values) => values.some((found) => sizeOf(found) > 0);
    default:
      throw unknownOperator(operator);
  }
}

function compareTest(
  { operator, value }: Condition,
  compare: (difference: number) => boolean,
): (values: readonly unknown[]) => boolean {
  const negative = ['ne', 'neq', '!eq'].includes(operator);
  return (values) => {
    const verdicts = values.map((found) => {
      if (Array.isArray(found)) return compare(found.length - Number(value));
      if (typeof found === 'number') return compare(found - Number(value));
      if (!isScalar(found)) return negative;
      const text = String(found);
      return compare(text === value ? 0 : text < value ? -1 : 1);
    });
    return negative ? verdicts.every(Boolean) : verdicts.some(Boolean);
  };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function unknownOperator(operator: string): RequestRefused {
  return new RequestRefused(409, `\`${operator}\` is not a valid operator.`);
}
