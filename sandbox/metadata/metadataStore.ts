import type { MetadataObject } from '../model';
import { referenceId, referenceIds } from '../model';
import type { ServerClock } from '../serverClock';
import { OrgUnitTree } from './orgUnitTree';
import { ReferenceIndex } from './references';
import type { SchemaCatalogue } from './schema/schemaCatalogue';

/** One object with the moments the server gave it, in microseconds of the server's clock. */
export interface StoredObject {
  readonly object: MetadataObject;
  readonly created: number;
  readonly lastUpdated: number;
}

/** What a deleted object leaves behind for `GET /api/deletedObjects`. */
export interface DeletedObject {
  readonly plural: string;
  readonly uid: string;
  readonly code?: string;
  readonly deletedAt: number;
  readonly deletedBy: string;
}

/** One data element of a data set, with the category combination it has there. */
export interface DataSetElement {
  readonly dataElement: string;
  readonly categoryCombo: string;
}

const noIds: ReadonlySet<string> = new Set();

/** All metadata of one server, indexed; derived indexes are rebuilt when something they read has changed. */
export class MetadataStore {
  readonly clock: ServerClock;
  private readonly types = new Map<string, Map<string, StoredObject>>();
  private readonly unique = new Map<string, Map<string, string>>();
  private readonly deleted = new Map<string, DeletedObject>();
  private readonly derivations = new Map<string, unknown>();
  private readonly catalogue: SchemaCatalogue;
  /** Who refers to whom. */
  readonly references: ReferenceIndex;
  private changes = 0;

  constructor(clock: ServerClock, catalogue: SchemaCatalogue) {
    this.clock = clock;
    this.catalogue = catalogue;
    this.references = new ReferenceIndex(catalogue);
  }

  /** Rises with every write: equal numbers mean that nothing changed in between. */
  get revision(): number {
    return this.changes;
  }

  /** The object itself, without timestamps. */
  get(plural: string, id: string): MetadataObject | undefined {
    return this.types.get(plural)?.get(id)?.object;
  }

  /** The object with its timestamps. */
  stored(plural: string, id: string): StoredObject | undefined {
    return this.types.get(plural)?.get(id);
  }

  /** Every object of a type, in the order they were first put. */
  *all(plural: string): IterableIterator<MetadataObject> {
    for (const stored of this.types.get(plural)?.values() ?? []) yield stored.object;
  }

  /** Every object of a type with its timestamps. */
  allStored(plural: string): Iterable<StoredObject> {
    return this.types.get(plural)?.values() ?? [];
  }

  /** How many objects of the type there are. */
  count(plural: string): number {
    return this.types.get(plural)?.size ?? 0;
  }

  /** The types that have at least one object. */
  plurals(): string[] {
    return [...this.types].flatMap(([plural, objects]) => (objects.size > 0 ? plural : []));
  }

  /** UID of the object whose unique member (`code`, `name`…) has this value. */
  byUnique(plural: string, property: string, value: string): string | undefined {
    return this.unique.get(`${plural}.${property}`)?.get(value);
  }

  /**
   * Creates or replaces an object. `lastUpdated` is the server's now unless given; `created` stays what it was,
   * or what is given for a new one. A deletedObjects entry of the same object vanishes, as in DHIS2.
   */
  put(
    plural: string,
    object: MetadataObject,
    at: { readonly created?: number; readonly lastUpdated?: number } = {},
  ): StoredObject {
    const objects = this.types.get(plural) ?? new Map<string, StoredObject>();
    this.types.set(plural, objects);
    const before = objects.get(object.id);
    if (before !== undefined) this.forget(plural, before.object);
    const lastUpdated = at.lastUpdated ?? this.clock.now();
    const stored = { object, created: at.created ?? before?.created ?? lastUpdated, lastUpdated };
    objects.set(object.id, stored);
    for (const property of this.catalogue.uniqueMembers(plural)) {
      const value = object[property];
      if (typeof value === 'string') this.uniqueIndex(plural, property).set(value, object.id);
    }
    this.references.add(plural, object);
    this.deleted.delete(`${plural}/${object.id}`);
    this.changed();
    return stored;
  }

  /**
   * Removes an object. `tombstone` leaves a deletedObjects entry (what a delete through the application does);
   * `silent` leaves none (what SQL, merges and restored backups do).
   */
  remove(plural: string, id: string, trace: 'tombstone' | 'silent', deletedBy = ''): boolean {
    const objects = this.types.get(plural);
    const before = objects?.get(id);
    if (objects === undefined || before === undefined) return false;
    objects.delete(id);
    this.forget(plural, before.object);
    if (trace === 'tombstone') {
      const code = before.object['code'];
      this.deleted.set(`${plural}/${id}`, {
        plural,
        uid: id,
        ...(typeof code === 'string' ? { code } : {}),
        deletedAt: this.clock.now(),
        deletedBy,
      });
    }
    this.changed();
    return true;
  }

  /** The tombstones, in no particular order. */
  deletedObjects(): Iterable<DeletedObject> {
    return this.deleted.values();
  }

  /** Computes something from the metadata once and keeps it until the metadata changes. */
  derive<T>(name: string, compute: () => T): T {
    if (this.derivations.has(name)) {
      // The name is the only key and each name has one compute function, hence one type.
      return this.derivations.get(name) as T;
    }
    const value = compute();
    this.derivations.set(name, value);
    return value;
  }

  /** The hierarchy of org units. */
  orgUnits(): OrgUnitTree {
    return this.derive('orgUnits', () => new OrgUnitTree(this.all('organisationUnits')));
  }

  /** Data elements of a data set, each with its combination there (the set's override or the element's own). */
  dataSetElements(dataSet: string): readonly DataSetElement[] {
    return this.derive(`dataSetElements/${dataSet}`, () => {
      const rows = this.get('dataSets', dataSet)?.['dataSetElements'];
      if (!Array.isArray(rows)) return [];
      return rows.flatMap((row: Readonly<Record<string, unknown>>) => {
        const dataElement = referenceId(row['dataElement']);
        if (dataElement === undefined) return [];
        return {
          dataElement,
          categoryCombo: referenceId(row['categoryCombo']) ?? this.categoryComboOf(dataElement),
        };
      });
    });
  }

  /** UIDs of the data sets that hold a data element. */
  dataSetsOf(dataElement: string): readonly string[] {
    const index = this.derive('dataSetsOf', () => {
      const sets = new Map<string, string[]>();
      for (const { id } of this.all('dataSets')) {
        for (const row of this.dataSetElements(id)) {
          const known = sets.get(row.dataElement);
          if (known === undefined) sets.set(row.dataElement, [id]);
          else known.push(id);
        }
      }
      return sets;
    });
    return index.get(dataElement) ?? [];
  }

  /** Org units a data set is assigned to. */
  dataSetOrgUnits(dataSet: string): ReadonlySet<string> {
    return this.derive(
      `dataSetOrgUnits/${dataSet}`,
      () => new Set(referenceIds(this.get('dataSets', dataSet)?.['organisationUnits'])),
    );
  }

  /** Period type of a data set, such as `Monthly`. */
  periodTypeOf(dataSet: string): string | undefined {
    const periodType = this.get('dataSets', dataSet)?.['periodType'];
    return typeof periodType === 'string' ? periodType : undefined;
  }

  /** Category combination of a data element or data set; the default one when it names none. */
  categoryComboOf(id: string, plural: 'dataElements' | 'dataSets' = 'dataElements'): string {
    return referenceId(this.get(plural, id)?.['categoryCombo']) ?? this.defaultId('categoryCombos') ?? '';
  }

  /** Option combos of a category combination. */
  optionCombosOf(categoryCombo: string): ReadonlySet<string> {
    const index = this.derive('optionCombosOf', () => {
      const combos = new Map<string, Set<string>>();
      for (const combo of this.all('categoryOptionCombos')) {
        const owner = referenceId(combo['categoryCombo']);
        if (owner === undefined) continue;
        const members = combos.get(owner) ?? new Set<string>();
        combos.set(owner, members.add(combo.id));
      }
      return combos;
    });
    return index.get(categoryCombo) ?? noIds;
  }

  /** Codes of the options of an option set: what a value of a data element with that set may be. */
  optionCodes(optionSet: string): ReadonlySet<string> {
    return this.derive(`optionCodes/${optionSet}`, () => {
      const codes = referenceIds(this.get('optionSets', optionSet)?.['options']).map(
        (id) => this.get('options', id)?.['code'],
      );
      return new Set(codes.filter((code) => typeof code === 'string'));
    });
  }

  /** UID of the object named "default" of one of the four category classes, which is how the server finds it. */
  defaultId(
    plural: 'categories' | 'categoryCombos' | 'categoryOptions' | 'categoryOptionCombos',
  ): string | undefined {
    return this.derive(`default/${plural}`, () => {
      for (const object of this.all(plural)) if (object['name'] === 'default') return object.id;
      return undefined;
    });
  }

  /** UID of the default category option combo. */
  defaultOptionCombo(): string {
    return this.defaultId('categoryOptionCombos') ?? '';
  }

  private uniqueIndex(plural: string, property: string): Map<string, string> {
    const key = `${plural}.${property}`;
    const index = this.unique.get(key) ?? new Map<string, string>();
    this.unique.set(key, index);
    return index;
  }

  private forget(plural: string, object: MetadataObject): void {
    this.references.remove(plural, object);
    for (const property of this.catalogue.uniqueMembers(plural)) {
      const value = object[property];
      const index = this.uniqueIndex(plural, property);
      if (typeof value === 'string' && index.get(value) === object.id) index.delete(value);
    }
  }

  private changed(): void {
    this.changes += 1;
    this.derivations.clear();
  }
}
