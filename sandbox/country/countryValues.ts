import type { Period } from '../aggregate/period';
import { dayOfMillis, endedPeriods } from '../aggregate/period';
import type { DataValueInput } from '../model';
import type { CountryKit } from './countryKit';
import { CountryRandom, hashText, mix } from './countryRandom';
import type { Element } from './dataElements';
import type { Collection } from './dataSets';
import { isGreyed } from './dataSets';
import { exampleValue } from './exampleValue';
import type { Place } from './hierarchy';

/** A data value with the moments it would have on the server that holds it, milliseconds since 1970. */
export interface GeneratedValue extends DataValueInput {
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
  readonly created: number;
  readonly lastUpdated: number;
}

/** What values are generated from. */
export interface ValueSources {
  readonly collections: readonly Collection[];
  readonly clerks: readonly string[];
  readonly places: readonly Place[];
  readonly count: number;
}

interface Cell {
  readonly element: Element;
  readonly optionCombo: string;
  readonly attribute: string;
  readonly from: number;
}

const millisPerDay = 86_400_000;
/** Part of a form's fields that a facility fills in. */
const filled = 0.7;

const comments = [
  'Vérifié par téléphone',
  'Chiffre provisoire',
  'Registre illisible',
  'Corrigé après supervision',
] as const;

/** Every data value of the country: exactly `count`, each key once, newest periods not before older ones. */
export function* countryValues(kit: CountryKit, sources: ValueSources): Generator<GeneratedValue> {
  const today = dayOfMillis(kit.now);
  const total = sources.collections.reduce((sum, { plan }) => sum + plan.share, 0);
  const facilities = sources.places.filter((place) => place.level === 5).map((place) => place.id);
  const taken = new Set<number>();
  let left = sources.count;
  // The largest set comes last and takes what rounding and small sets leave over.
  const ordered = [...sources.collections].sort((a, b) => a.plan.share - b.plan.share);
  for (const [index, collection] of ordered.entries()) {
    const last = index === ordered.length - 1;
    const wanted = last ? left : Math.min(left, Math.round((sources.count * collection.plan.share) / total));
    for (const value of collectionValues(kit, collection, {
      today,
      wanted,
      facilities,
      clerks: sources.clerks,
      taken,
    })) {
      left -= 1;
      yield value;
    }
  }
}

interface Task {
  readonly today: number;
  readonly wanted: number;
  readonly facilities: readonly string[];
  readonly clerks: readonly string[];
  /** Keys already used by another data set with the same elements and period type. */
  readonly taken: Set<number>;
}

function* collectionValues(kit: CountryKit, collection: Collection, task: Task): Generator<GeneratedValue> {
  const cells = cellsOf(collection);
  const { places, plan } = collection;
  if (task.wanted <= 0 || cells.length === 0 || places.length === 0) return;
  const needed = Math.ceil(task.wanted / (places.length * cells.length * filled));
  const periods = endedPeriods(plan.periodType, task.today, Math.max(plan.periods, Math.ceil(needed * 1.5)));
  const pairs = places.length * periods.length;
  // A step without common divisor visits every pair once, and spreads a part of them over all periods.
  const step = coprime(Math.floor(pairs * 0.618), pairs);
  let left = task.wanted;
  for (const pass of ['usual', 'rest'] as const) {
    for (let visit = 0, at = 0; visit < pairs && left > 0; visit += 1, at = (at + step) % pairs) {
      const place = places[at % places.length];
      const period = periods[Math.floor(at / places.length)];
      if (place === undefined || period === undefined || !isOpen(place, period)) continue;
      const random = new CountryRandom(hashText(`${plan.key}/${place.id}/${period.iso}`, kit.seed));
      for (const cell of cells) {
        const usual = random.happens(filled);
        const value = valueOf(kit, cell, place, period, random, task);
        if (usual !== (pass === 'usual') || cell.from > period.start * millisPerDay || left === 0) continue;
        if (!takes(task.taken, cell, place, period)) continue;
        left -= 1;
        yield value;
      }
    }
  }
}

function cellsOf(collection: Collection): Cell[] {
  return collection.attribute.optionCombos.flatMap((attribute) =>
    collection.elements.flatMap((element) =>
      element.combination.optionCombos
        .filter((combo) => !isGreyed(collection, element, combo.id))
        .map((combo) => ({
          element,
          optionCombo: combo.id,
          attribute: attribute.id,
          from: attribute.startDate ?? 0,
        })),
    ),
  );
}

/** Sets of different org units or period types never meet; the check costs little and proves it. */
function takes(taken: Set<number>, cell: Cell, place: Place, period: Period): boolean {
  const key =
    mix(hashText(`${cell.element.id}${cell.optionCombo}${cell.attribute}`)) * 2_097_152 +
    (hashText(`${place.id}${period.iso}`) >>> 11);
  if (taken.has(key)) return false;
  taken.add(key);
  return true;
}

/** Whether an org unit was open for all of a period, as 2.43 demands of the start and 2.40 of any day. */
function isOpen(place: Place, period: Period): boolean {
  const closed = place.closed === undefined ? Infinity : dayOfMillis(place.closed);
  return dayOfMillis(place.opened) <= period.start && period.end <= closed;
}

function valueOf(
  kit: CountryKit,
  cell: Cell,
  place: Place,
  period: Period,
  random: CountryRandom,
  task: Task,
): GeneratedValue {
  const { element } = cell;
  const value = exampleValue(
    {
      valueType: element.valueType,
      zeros: element.zeros,
      orgUnits: task.facilities,
      day: period.start,
      ...(element.options === undefined ? {} : { options: element.options }),
    },
    random,
  );
  // Entered within forty days after the period, never in the future; a tenth was corrected since.
  const latest = kit.now - 60_000;
  const ended = (period.end + 1) * millisPerDay;
  const created =
    ended + Math.floor(random.next() * Math.max(1, Math.min(latest - ended, 40 * millisPerDay)));
  const lastUpdated = random.happens(0.1)
    ? created + Math.floor(random.next() * (latest - created))
    : created;
  const chance = random.next();
  return {
    dataElement: element.id,
    period: period.iso,
    orgUnit: place.id,
    categoryOptionCombo: cell.optionCombo,
    attributeOptionCombo: cell.attribute,
    value,
    storedBy: task.clerks[random.below(task.clerks.length)] ?? 'admin',
    created,
    lastUpdated,
    followup: chance < 0.004,
    ...(chance > 0.003 && chance < 0.008 ? { comment: random.pick(comments) } : {}),
    ...(chance > 0.997 ? { deleted: true } : {}),
  };
}

function coprime(near: number, to: number): number {
  let candidate = Math.max(1, near);
  while (greatestDivisor(candidate, to) !== 1) candidate += 1;
  return candidate;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
