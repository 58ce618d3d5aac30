import type { StoredObject } from '../metadata/metadataStore';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import type { ObjectView } from './objectView';

type Comparison = (a: StoredObject, b: StoredObject) => number;

/** Ascending by name whatever its case, then by id, unless `order=property:asc|desc|iasc|idesc` says otherwise. */
export function orderOf(type: TypeSchema, orders: readonly string[], view: ObjectView): Comparison {
  const comparisons = orders
    .flatMap((order) => order.split(','))
    .flatMap((order) => {
      const [property = '', direction = 'asc'] = order.split(':');
      const known =
        ['id', 'created', 'lastUpdated', 'displayName'].includes(property) || type.members.has(property);
      return known ? comparisonBy(property, direction, view, type) : [];
    });
  if (comparisons.length === 0) comparisons.push(comparisonBy('name', 'iasc', view, type));
  return (a, b) => {
    for (const compare of comparisons) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return a.object.id < b.object.id ? -1 : 1;
  };
}

function comparisonBy(property: string, direction: string, view: ObjectView, type: TypeSchema): Comparison {
  const sign = direction.endsWith('desc') ? -1 : 1;
  const fold = direction.startsWith('i') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const valueOf = (stored: StoredObject): string | number => {
    if (property === 'created' || property === 'lastUpdated') return stored[property];
    const value = view.member(type, stored, property);
    return typeof value === 'number' ? value : typeof value === 'string' ? fold(value) : '';
  };
  return (a, b) => {
    const left = valueOf(a);
    const right = valueOf(b);
    return left === right ? 0 : left < right ? -sign : sign;
  };
}
