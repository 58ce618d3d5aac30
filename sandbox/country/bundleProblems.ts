import { isRecord, referenceId, referenceIds } from '../model';
import type { MetadataBundle } from '../model';

/** References that name no object of the bundle, each with where it stands. Periods are named by ISO form. */
export function danglingReferences(bundle: MetadataBundle): string[] {
  const known = new Set(Object.values(bundle).flatMap((objects) => objects.map(({ id }) => id)));
  const found: string[] = [];
  const walk = (value: unknown, place: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, place);
    if (!isRecord(value)) return;
    const id = referenceId(value);
    if (id !== undefined && Object.keys(value).length === 1 && !known.has(id) && !place.endsWith('.period')) {
      found.push(`${place} → ${id}`);
    }
    for (const [name, member] of Object.entries(value)) {
      // Columns, rows and filters name dimensions (dx, pe, ou), not objects.
      if (!['columns', 'rows', 'filters'].includes(name)) walk(member, `${place}.${name}`);
    }
  };
  for (const [plural, objects] of Object.entries(bundle))
    for (const object of objects) walk(object, `${plural}/${object.id}`);
  return found;
}

/** Values of a member that several objects of one type share. */
export function repeatedMembers(bundle: MetadataBundle, plural: string, member: string): string[] {
  const seen = new Map<unknown, number>();
  for (const object of bundle[plural] ?? []) {
    const value = object[member];
    if (value !== undefined) seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  return [...seen].flatMap(([value, count]) => (count > 1 ? String(value) : []));
}

/** Category combinations whose option combos are not exactly all products of their categories' options. */
export function incompleteCombinations(bundle: MetadataBundle): string[] {
  const options = new Map(
    (bundle['categories'] ?? []).map((one) => [one.id, referenceIds(one['categoryOptions'])]),
  );
  return (bundle['categoryCombos'] ?? []).flatMap((combo) => {
    const wanted = referenceIds(combo['categories'])
      .map((category) => options.get(category) ?? [])
      .reduce<string[][]>((sets, list) => sets.flatMap((set) => list.map((option) => [...set, option])), [[]])
      .map((set) => [...set].sort().join());
    const own = (bundle['categoryOptionCombos'] ?? [])
      .filter((one) => referenceId(one['categoryCombo']) === combo.id)
      .map((one) => referenceIds(one['categoryOptions']).sort().join());
    const same =
      own.length === wanted.length &&
      new Set(own).size === own.length &&
      wanted.every((set) => own.includes(set));
    return same ? [] : combo.id;
  });
}
