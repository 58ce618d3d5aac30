import type { Period } from '../aggregate/period';
import { dayOfMillis, endedPeriods, latestOpenPeriod, periodTypeNamed } from '../aggregate/period';
import { isRecord, referenceId, referenceIds } from '../model';
import type { MetadataBundle, MetadataObject } from '../model';
import { CountryKit, freshDefaults, references } from './countryKit';
import type { DefaultIds } from './countryKit';
import type { CountryRandom } from './countryRandom';
import type { GeneratedValue } from './countryValues';
import { exampleValue } from './exampleValue';
import { hierarchyOf } from './hierarchy';

/** How much is made up for a bundle. */
export interface BundleValueOptions {
  /** Same seed, same org units and values; 1 when absent. */
  readonly seed?: number;
  /** Org units to invent when the bundle has none; 60 when absent. */
  readonly orgUnits?: number;
  /** Data values; 2,000 when absent. */
  readonly dataValues?: number;
  /** Milliseconds since 1970 that periods are relative to; the real time when absent. */
  readonly now?: number;
  /** UIDs of the "default" category objects the bundle means. */
  readonly defaults?: DefaultIds;
}

/** A bundle whose data sets have org units, and values for them. */
export interface FilledBundle {
  readonly bundle: MetadataBundle;
  readonly dataValues: readonly GeneratedValue[];
}

/** A place in a form that can hold a value. */
interface Field {
  readonly dataElement: string;
  readonly optionCombo: string;
  readonly attribute: string;
  readonly valueType: string;
  readonly zeros: 'kept' | 'dropped';
  readonly options?: readonly string[];
}

interface Form {
  readonly fields: readonly Field[];
  readonly orgUnits: readonly string[];
  readonly periods: readonly Period[];
}

const millisPerDay = 86_400_000;
/** Part of the facilities a data set is assigned to. */
const assignedPart = 0.7;
/** How far back values go; the org units that take them were open all that time. */
const usableYears = 5;
const fileTypes = ['FILE_RESOURCE', 'IMAGE', 'TRACKER_ASSOCIATE', 'REFERENCE', 'GEOJSON'];

/**
 * Makes a metadata package usable: invents org units where it has none, assigns its data sets to them, and
 * generates data values that every server line takes for them.
 */
export function valuesForBundle(source: MetadataBundle, options: BundleValueOptions = {}): FilledBundle {
  const kit = new CountryKit(options.seed ?? 1, options.now ?? Date.now(), options.defaults ?? freshDefaults);
  const withUnits = withOrgUnits(kit, source, options.orgUnits ?? 60);
  const reader = new BundleReader(kit, withUnits);
  const forms = (withUnits['dataSets'] ?? []).map((dataSet) => reader.form(dataSet));
  return { bundle: withUnits, dataValues: valuesOf(kit, forms, options.dataValues ?? 2000) };
}

/** Adds org units if there are none, and assigns facilities to every data set and program that has none. */
function withOrgUnits(kit: CountryKit, source: MetadataBundle, count: number): MetadataBundle {
  const own = source['organisationUnits'] ?? [];
  const invented = own.length > 0 ? undefined : hierarchyOf(kit, count);
  const longOpen = kit.now - (usableYears + 1) * 365 * millisPerDay;
  const units = invented?.places
    .filter((place) => place.level === 5 && place.closed === undefined && place.opened < longOpen)
    .map(({ id }) => id);
  const facilities = units ?? own.map(({ id }) => id);
  const random = kit.random('assignment');
  const assign = (object: MetadataObject): MetadataObject => {
    if (referenceIds(object['organisationUnits']).length > 0) return object;
    const chosen = random.some(facilities, assignedPart);
    return { ...object, organisationUnits: references(chosen.length > 0 ? chosen : facilities) };
  };
  const filled: Record<string, readonly MetadataObject[]> = {
    ...source,
    dataSets: (source['dataSets'] ?? []).map(assign),
    programs: (source['programs'] ?? []).map(assign),
  };
  if (invented === undefined) return filled;
  // Attributes of the demonstration country are not in this bundle.
  const plain = invented.organisationUnits.map((unit) => ({ ...unit, attributeValues: [] }));
  return { ...filled, organisationUnits: plain, organisationUnitLevels: invented.organisationUnitLevels };
}

/** Looks up in a bundle what values must agree with. */
class BundleReader {
  private readonly kit: CountryKit;
  private readonly bundle: MetadataBundle;
  private readonly elements: ReadonlyMap<string, MetadataObject>;
  private readonly combos = new Map<string, string[]>();
  private readonly limits = new Map<string, number>();
  private readonly codes = new Map<string, string>();

  constructor(kit: CountryKit, bundle: MetadataBundle) {
    this.kit = kit;
    this.bundle = bundle;
    this.elements = new Map((bundle['dataElements'] ?? []).map((element) => [element.id, element]));
    for (const combo of bundle['categoryOptionCombos'] ?? []) {
      const owner = referenceId(combo['categoryCombo']);
      if (owner !== undefined) this.combos.set(owner, [...(this.combos.get(owner) ?? []), combo.id]);
    }
    for (const { id, code } of bundle['options'] ?? [])
      if (typeof code === 'string') this.codes.set(id, code);
    for (const dataSet of bundle['dataSets'] ?? []) this.limit(dataSet);
  }

  /** Fields, org units and usable periods of a data set. */
  form(dataSet: MetadataObject): Form {
    const type = periodTypeNamed(dataSet['periodType']);
    const listed = dataSet['dataInputPeriods'];
    const restricted = Array.isArray(listed) && listed.length > 0;
    const rows = rowsOf(dataSet);
    const attributes = this.optionCombos(referenceId(dataSet['categoryCombo']));
    const fields = rows.flatMap((row) => this.fields(row, attributes));
    // A value counts for every set its element is in: none of them may find its period too new.
    const limit = Math.min(
      ...rows.map((row) => this.limits.get(referenceId(row['dataElement']) ?? '') ?? Infinity),
    );
    const usable = type !== undefined && !restricted && Number.isFinite(limit);
    return {
      fields,
      orgUnits: referenceIds(dataSet['organisationUnits']),
      periods: usable ? this.recent(endedPeriods(type, limit + 1, 12)) : [],
    };
  }

  private recent(periods: readonly Period[]): Period[] {
    const oldest = dayOfMillis(this.kit.now - usableYears * 365 * millisPerDay);
    return periods.filter((period) => period.start > oldest);
  }

  private fields(row: Readonly<Record<string, unknown>>, attributes: readonly string[]): Field[] {
    const element = this.elements.get(referenceId(row['dataElement']) ?? '');
    const valueType = element?.['valueType'];
    if (element === undefined || typeof valueType !== 'string' || fileTypes.includes(valueType)) return [];
    const optionSet = referenceId(element['optionSet']);
    const options = optionSet === undefined ? undefined : this.optionCodes(optionSet);
    if (options?.length === 0 || (valueType === 'MULTI_TEXT' && options === undefined)) return [];
    const combos = this.optionCombos(
      referenceId(row['categoryCombo']) ?? referenceId(element['categoryCombo']),
    );
    return combos.flatMap((optionCombo) =>
      attributes.map((attribute) => ({
        dataElement: element.id,
        optionCombo,
        attribute,
        valueType,
        zeros: element['zeroIsSignificant'] === true ? ('kept' as const) : ('dropped' as const),
        ...(options === undefined ? {} : { options }),
      })),
    );
  }

  private optionCombos(categoryCombo: string | undefined): readonly string[] {
    if (categoryCombo === undefined || categoryCombo === this.kit.defaults.categoryCombo) {
      return [this.kit.defaults.categoryOptionCombo];
    }
    return this.combos.get(categoryCombo) ?? [];
  }

  private optionCodes(optionSet: string): string[] {
    const set = (this.bundle['optionSets'] ?? []).find(({ id }) => id === optionSet);
    return referenceIds(set?.['options']).flatMap((id) => this.codes.get(id) ?? []);
  }

  /** Lowers the newest usable day of a data set's elements to the end of its newest open period. */
  private limit(dataSet: MetadataObject): void {
    const type = periodTypeNamed(dataSet['periodType']);
    const open = dataSet['openFuturePeriods'];
    const today = dayOfMillis(this.kit.now);
    const latest =
      type === undefined ? undefined : latestOpenPeriod(type, today, typeof open === 'number' ? open : 0);
    const end = Math.min(today - 1, latest?.end ?? -Infinity);
    for (const row of rowsOf(dataSet)) {
      const id = referenceId(row['dataElement']) ?? '';
      this.limits.set(id, Math.min(end, this.limits.get(id) ?? Infinity));
    }
  }
}

function rowsOf(dataSet: MetadataObject): readonly Readonly<Record<string, unknown>>[] {
  const rows = dataSet['dataSetElements'];
  return Array.isArray(rows) ? rows.filter(isRecord) : [];
}

/** Goes round the data sets, one invented value each, until there are enough or nothing new is found. */
function valuesOf(kit: CountryKit, forms: readonly Form[], count: number): GeneratedValue[] {
  const usable = forms.filter(
    ({ fields, orgUnits, periods }) => fields.length * orgUnits.length * periods.length > 0,
  );
  const random = kit.random('bundle-values');
  const values = new Map<string, GeneratedValue>();
  const mostTries = count * 20;
  for (let tries = 0; usable.length > 0 && values.size < count && tries < mostTries; tries += 1) {
    const form = usable[tries % usable.length];
    if (form === undefined) break;
    const value = valueFor(kit, form, random);
    const key = [
      value.dataElement,
      value.period,
      value.orgUnit,
      value.categoryOptionCombo,
      value.attributeOptionCombo,
    ];
    if (!values.has(key.join('.'))) values.set(key.join('.'), value);
  }
  return [...values.values()];
}

function valueFor(kit: CountryKit, form: Form, random: CountryRandom): GeneratedValue {
  const field = random.pick(form.fields);
  const period = random.pick(form.periods);
  // Entered within a month after the period, never in the future.
  const ended = (period.end + 1) * millisPerDay;
  const created =
    ended + Math.floor(random.next() * Math.max(1, Math.min(kit.now - 60_000 - ended, 30 * millisPerDay)));
  const value = exampleValue({ ...field, orgUnits: form.orgUnits, day: period.start }, random);
  return {
    dataElement: field.dataElement,
    period: period.iso,
    orgUnit: random.pick(form.orgUnits),
    categoryOptionCombo: field.optionCombo,
    attributeOptionCombo: field.attribute,
    value,
    storedBy: 'poste.central',
    ...(random.happens(0.02) ? { comment: 'Vérifié' } : {}),
    followup: random.happens(0.02),
    created,
    lastUpdated: created,
  };
}
