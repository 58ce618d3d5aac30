import type { ValueHolder } from '../context';
import type { DataValueInput } from '../model';
import type { Period } from './period';
import { parsePeriod } from './period';

/** What identifies a data value. */
export interface ValueKey {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
}

/** One row of the data value table; moments in microseconds of the server's clock. */
export interface StoredValue extends ValueKey {
  readonly value: string | null;
  readonly storedBy: string | null;
  readonly comment: string | null;
  readonly followup: boolean;
  readonly deleted: boolean;
  readonly created: number;
  readonly lastUpdated: number;
}

/** Which rows are wanted. */
export interface ValueSelection {
  readonly dataElements: Iterable<string>;
  readonly orgUnits: ReadonlySet<string>;
  periodFits(period: Period): boolean;
  readonly categoryOptionCombos?: ReadonlySet<string>;
  attributeFits?(optionCombo: string): boolean;
  /** Rows changed at this microsecond or later; absent takes all. */
  readonly changedSince?: ChangeBound;
  readonly deleted: 'included' | 'excluded';
  /** `by-period` is the order of 2.43: start and end of the period, created, data element. */
  readonly order: 'any' | 'by-period';
}

/** The lower bound of `lastUpdated`, as the server line compares it. */
export interface ChangeBound {
  /** No row older than this (microseconds) can pass: lets whole groups of rows be skipped. */
  readonly surelyBefore: number;
  passes(lastUpdated: number): boolean;
}

/** A value to be loaded with the moments it has had; milliseconds since 1970, now when absent. */
export interface LoadableValue extends DataValueInput {
  readonly created?: number;
  readonly lastUpdated?: number;
}

/** Numbers for texts that repeat, so that rows stay small. */
class Dictionary {
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** Number of a text, given one when it is new. */
  intern(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  numberOf(text: string): number | undefined {
    return this.numbers.get(text);
  }

  text(number: number): string {
    return this.texts[number] ?? '';
  }
}

/** Rows of one data element in one period, by org unit. */
interface Cell {
  readonly period: Period;
  readonly byOrgUnit: Map<number, number[]>;
  newest: number;
}

const followupBit = 1;
const deletedBit = 2;
const microsPerMilli = 1000;

/**
 * The data values of one server: columns of numbers and two indexes (data element × period, then org unit),
 * so that hundreds of thousands of rows stay small and are answered without a walk over all of them.
 */
export class ValueStore implements ValueHolder {
  private readonly ids = new Dictionary();
  private readonly combos = new Dictionary();
  private readonly names = new Dictionary();
  private readonly byElement = new Map<number, Map<number, Cell>>();
  private readonly elements: number[] = [];
  private readonly periods: number[] = [];
  private readonly orgUnits: number[] = [];
  private readonly optionCombos: number[] = [];
  private readonly attributeCombos: number[] = [];
  private readonly createdAt: number[] = [];
  private readonly updatedAt: number[] = [];
  private readonly storers: number[] = [];
  private readonly flags: number[] = [];
  private readonly values: (string | null)[] = [];
  private readonly comments = new Map<number, string>();

  /** How many rows there are, soft-deleted ones included. */
  get size(): number {
    return this.values.length;
  }

  /** The row of a key, soft-deleted or not. */
  find(key: ValueKey): StoredValue | undefined {
    const row = this.rowOf(key);
    return row === undefined ? undefined : this.read(row);
  }

  /** Creates or replaces a row. */
  put(value: StoredValue): void {
    const period = parsePeriod(value.period);
    if (period === undefined) throw new RangeError(`No period: ${value.period}`);
    const row = this.rowOf(value) ?? this.append(value, period);
    this.createdAt[row] = value.created;
    this.updatedAt[row] = value.lastUpdated;
    this.storers[row] = this.names.intern(value.storedBy ?? '');
    this.flags[row] = (value.followup ? followupBit : 0) | (value.deleted ? deletedBit : 0);
    this.values[row] = value.value;
    if (value.comment === null) this.comments.delete(row);
    else this.comments.set(row, value.comment);
    const cell = this.cell(value.dataElement, value.period);
    if (cell !== undefined && cell.newest < value.lastUpdated) cell.newest = value.lastUpdated;
  }

  /** Puts values in as they are, unchecked, such as those of a generated country; gives how many. */
  load(values: Iterable<LoadableValue>, now: number, defaultCombo: string): number {
    let count = 0;
    for (const value of values) {
      const created = value.created === undefined ? now : value.created * microsPerMilli;
      this.put({
        dataElement: value.dataElement,
        period: value.period,
        orgUnit: value.orgUnit,
        categoryOptionCombo: value.categoryOptionCombo ?? defaultCombo,
        attributeOptionCombo: value.attributeOptionCombo ?? defaultCombo,
        value: value.value,
        storedBy: value.storedBy ?? null,
        comment: value.comment ?? null,
        followup: value.followup ?? false,
        deleted: value.deleted ?? false,
        created,
        lastUpdated: value.lastUpdated === undefined ? created : value.lastUpdated * microsPerMilli,
      });
      count += 1;
    }
    return count;
  }

  /** The rows of a selection; which ones is settled at the first step, each is read when its turn comes. */
  *select(selection: ValueSelection): Generator<StoredValue> {
    const rows: number[] = [];
    for (const cell of this.cellsOf(selection)) this.collect(cell, selection, rows);
    if (selection.order === 'by-period') this.sortByPeriod(rows);
    for (const row of rows) yield this.read(row);
  }

  /**
   * Whether rows exist for an object, soft-deleted ones included: data elements, org units and option combos
   * with rows cannot be deleted in DHIS2.
   */
  hasValuesFor(plural: string, id: string): boolean {
    switch (plural) {
      case 'dataElements':
      case 'organisationUnits':
        return this.ids.numberOf(id) !== undefined;
      case 'categoryOptionCombos':
        return this.combos.numberOf(id) !== undefined;
      default:
        return false;
    }
  }

  private cell(dataElement: string, period: string): Cell | undefined {
    const element = this.ids.numberOf(dataElement);
    const number = this.names.numberOf(period);
    if (element === undefined || number === undefined) return undefined;
    return this.byElement.get(element)?.get(number);
  }

  private rowOf(key: ValueKey): number | undefined {
    const orgUnit = this.ids.numberOf(key.orgUnit);
    const combo = this.combos.numberOf(key.categoryOptionCombo);
    const attribute = this.combos.numberOf(key.attributeOptionCombo);
    if (orgUnit === undefined || combo === undefined || attribute === undefined) return undefined;
    return this.cell(key.dataElement, key.period)
      ?.byOrgUnit.get(orgUnit)
      ?.find((row) => this.optionCombos[row] === combo && this.attributeCombos[row] === attribute);
  }

  private append(key: ValueKey, period: Period): number {
    const row = this.values.length;
    const element = this.ids.intern(key.dataElement);
    const orgUnit = this.ids.intern(key.orgUnit);
    const number = this.names.intern(key.period);
    this.elements.push(element);
    this.periods.push(number);
    this.orgUnits.push(orgUnit);
    this.optionCombos.push(this.combos.intern(key.categoryOptionCombo));
    this.attributeCombos.push(this.combos.intern(key.attributeOptionCombo));
    this.values.push(null);
    const cells = this.byElement.get(element) ?? new Map<number, Cell>();
    this.byElement.set(element, cells);
    const cell = cells.get(number) ?? { period, byOrgUnit: new Map<number, number[]>(), newest: 0 };
    cells.set(number, cell);
    const rows = cell.byOrgUnit.get(orgUnit);
    if (rows === undefined) cell.byOrgUnit.set(orgUnit, [row]);
    else rows.push(row);
    return row;
  }

  private read(row: number): StoredValue {
    const flags = this.flags[row] ?? 0;
    const storer = this.names.text(this.storers[row] ?? 0);
    return {
      dataElement: this.ids.text(this.elements[row] ?? 0),
      period: this.names.text(this.periods[row] ?? 0),
      orgUnit: this.ids.text(this.orgUnits[row] ?? 0),
      categoryOptionCombo: this.combos.text(this.optionCombos[row] ?? 0),
      attributeOptionCombo: this.combos.text(this.attributeCombos[row] ?? 0),
      value: this.values[row] ?? null,
      storedBy: storer === '' ? null : storer,
      comment: this.comments.get(row) ?? null,
      followup: (flags & followupBit) !== 0,
      deleted: (flags & deletedBit) !== 0,
      created: this.createdAt[row] ?? 0,
      lastUpdated: this.updatedAt[row] ?? 0,
    };
  }

  private *cellsOf(selection: ValueSelection): Generator<Cell> {
    const { changedSince } = selection;
    for (const id of new Set(selection.dataElements)) {
      const element = this.ids.numberOf(id);
      if (element === undefined) continue;
      for (const cell of this.byElement.get(element)?.values() ?? []) {
        if (changedSince !== undefined && cell.newest < changedSince.surelyBefore) continue;
        if (selection.periodFits(cell.period)) yield cell;
      }
    }
  }

  private collect(cell: Cell, selection: ValueSelection, into: number[]): void {
    const add = (rows: readonly number[]): void => {
      for (const row of rows) if (this.fits(row, selection)) into.push(row);
    };
    if (selection.orgUnits.size < cell.byOrgUnit.size) {
      for (const id of selection.orgUnits) {
        const orgUnit = this.ids.numberOf(id);
        if (orgUnit !== undefined) add(cell.byOrgUnit.get(orgUnit) ?? []);
      }
      return;
    }
    for (const [orgUnit, rows] of cell.byOrgUnit)
      if (selection.orgUnits.has(this.ids.text(orgUnit))) add(rows);
  }

  private fits(row: number, selection: ValueSelection): boolean {
    if (selection.deleted === 'excluded' && ((this.flags[row] ?? 0) & deletedBit) !== 0) return false;
    if (selection.changedSince?.passes(this.updatedAt[row] ?? 0) === false) return false;
    const { categoryOptionCombos } = selection;
    if (categoryOptionCombos?.has(this.combos.text(this.optionCombos[row] ?? 0)) === false) return false;
    return selection.attributeFits?.(this.combos.text(this.attributeCombos[row] ?? 0)) !== false;
  }

  private sortByPeriod(rows: number[]): void {
    const spans = new Map(
      [...new Set(rows.map((row) => this.periods[row] ?? 0))].map((number) => [
        number,
        parsePeriod(this.names.text(number)),
      ]),
    );
    const span = (row: number): Period | undefined => spans.get(this.periods[row] ?? 0);
    const element = (row: number): string => this.ids.text(this.elements[row] ?? 0);
    rows.sort((a, b) => {
      const [left, right] = [span(a), span(b)];
      if (left !== right && left !== undefined && right !== undefined) {
        if (left.start !== right.start) return left.start - right.start;
        if (left.end !== right.end) return left.end - right.end;
      }
      const created = (this.createdAt[a] ?? 0) - (this.createdAt[b] ?? 0);
      return created === 0 ? (element(a) < element(b) ? -1 : element(a) > element(b) ? 1 : a - b) : created;
    });
  }
}
