import type { SandboxContext } from '../context';
import { hasAuthority, isRecord, referenceId, referenceIds } from '../model';
import type { Account, MetadataObject } from '../model';
import type { Period, PeriodType } from './period';
import { dayOfMillis, latestOpenPeriod, periodTypeNamed } from './period';

/** A data element as far as values are concerned. */
export interface EntryElement {
  readonly id: string;
  readonly valueType: string;
  readonly aggregationType: string;
  readonly zeroIsSignificant: boolean;
  readonly optionSet?: string;
  readonly commentOptionSet?: string;
}

/** A listed period of a data set with its time of entry in microseconds; open ends are infinite. */
export interface InputPeriod {
  readonly iso: string;
  readonly from: number;
  readonly to: number;
}

/** First and last day something is possible, days since 1970; open ends are infinite. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

const microsPerMilli = 1000;
const millisPerDay = 86_400_000;

/**
 * What the metadata says about the entry of values, for one request: each question is answered once and kept.
 */
export class EntryRules {
  private readonly context: SandboxContext;
  private readonly account: Account;
  private readonly elements = new Map<string, EntryElement | undefined>();
  private readonly inputs = new Map<string, readonly InputPeriod[]>();
  private readonly units = new Map<string, boolean>();
  private readonly latest = new Map<string, Period | undefined>();
  private readonly spans = new Map<string, DaySpan>();
  private readonly restrictions = new Map<string, readonly (readonly string[])[]>();
  /** Microseconds the request counts as now. */
  readonly now: number;

  constructor(context: SandboxContext, account: Account, now: number) {
    this.context = context;
    this.account = account;
    this.now = now;
  }

  /** Today in the zone of the server, days since 1970. */
  get today(): number {
    const millis = Math.floor(this.now / microsPerMilli);
    return dayOfMillis(millis + this.context.clock.offsetAt(millis));
  }

  /** The data element, if it exists. */
  element(id: string | null): EntryElement | undefined {
    if (id === null) return undefined;
    if (!this.elements.has(id))
      this.elements.set(id, elementOf(this.context.metadata.get('dataElements', id)));
    return this.elements.get(id);
  }

  /** Whether the org unit lies within the capture org units of the account. */
  mayCapture(orgUnit: string): boolean {
    const known = this.units.get(orgUnit);
    if (known !== undefined) return known;
    const tree = this.context.metadata.orgUnits();
    const may = this.context.captureOrgUnits(this.account).some((unit) => tree.isDescendant(orgUnit, unit));
    this.units.set(orgUnit, may);
    return may;
  }

  /** Whether a value is one of the options, or for MULTI_TEXT a list of them. */
  isOption(optionSet: string, valueType: string, value: string): boolean {
    const codes = this.context.metadata.optionCodes(optionSet);
    if (valueType !== 'MULTI_TEXT') return codes.has(value);
    return value.split(',').every((code) => codes.has(code));
  }

  /** Period type of a data set. */
  periodType(dataSet: string): PeriodType | undefined {
    return periodTypeNamed(this.context.metadata.periodTypeOf(dataSet));
  }

  /** The newest period a data set takes. */
  latestOpen(dataSet: string): Period | undefined {
    if (!this.latest.has(dataSet)) {
      const type = this.periodType(dataSet);
      const open = numberOf(this.context.metadata.get('dataSets', dataSet)?.['openFuturePeriods']);
      this.latest.set(dataSet, type === undefined ? undefined : latestOpenPeriod(type, this.today, open));
    }
    return this.latest.get(dataSet);
  }

  /** Days after the end of a period within which a data set may be entered; 0 for ever. */
  expiryDays(dataSet: string): number {
    return numberOf(this.context.metadata.get('dataSets', dataSet)?.['expiryDays']);
  }

  /** Whether it is too late to enter a period, for accounts without the authority to do so nevertheless. */
  isExpired(dataSet: string, period: Period): boolean {
    const days = this.expiryDays(dataSet);
    if (days <= 0 || hasAuthority(this.account, 'F_EDIT_EXPIRED')) return false;
    return this.now > this.localMidnight(period.end + 1 + days) * microsPerMilli;
  }

  /** The listed periods of a data set; empty when every period may be entered. */
  inputPeriods(dataSet: string): readonly InputPeriod[] {
    const known = this.inputs.get(dataSet);
    if (known !== undefined) return known;
    const listed = this.context.metadata.get('dataSets', dataSet)?.['dataInputPeriods'];
    const periods = (Array.isArray(listed) ? listed : []).filter(isRecord).flatMap((entry): InputPeriod[] => {
      const iso = referenceId(entry['period']);
      if (iso === undefined) return [];
      const from = this.moment(entry['openingDate']) ?? -Infinity;
      return [{ iso, from, to: this.moment(entry['closingDate']) ?? Infinity }];
    });
    this.inputs.set(dataSet, periods);
    return periods;
  }

  /** Whether a data set may be entered now for a period, as servers but 2.43.0 and 2.43.1 judge it. */
  isInputOpen(dataSet: string, period: Period): boolean {
    const listed = this.inputPeriods(dataSet);
    return (
      listed.length === 0 ||
      listed.some((one) => one.iso === period.iso && one.from <= this.now && this.now <= one.to)
    );
  }

  /** First and last day an org unit works; days since 1970. */
  openDays(orgUnit: string): DaySpan {
    const unit = this.context.metadata.get('organisationUnits', orgUnit);
    return {
      from: this.day(unit?.['openingDate']) ?? -Infinity,
      to: this.day(unit?.['closedDate']) ?? Infinity,
    };
  }

  /** First and last day an attribute option combo may be used, from its options and the data set's grace. */
  comboDays(combo: string, dataSet: string | undefined): DaySpan {
    const key = `${combo}/${dataSet ?? ''}`;
    const known = this.spans.get(key);
    if (known !== undefined) return known;
    const { metadata } = this.context;
    const grace =
      dataSet === undefined ? 0 : numberOf(metadata.get('dataSets', dataSet)?.['openPeriodsAfterCoEndDate']);
    let [from, to] = [-Infinity, Infinity];
    for (const id of this.optionsOf(combo)) {
      const option = metadata.get('categoryOptions', id);
      from = Math.max(from, this.day(option?.['startDate']) ?? -Infinity);
      const end = this.day(option?.['endDate']);
      if (end !== undefined) to = Math.min(to, end + this.graceDays(dataSet, grace));
    }
    this.spans.set(key, { from, to });
    return { from, to };
  }

  /** Whether the options of a combo are restricted to org units, and this one lies in none of them. */
  isOutsideCombo(combo: string, orgUnit: string): boolean {
    const tree = this.context.metadata.orgUnits();
    return this.restrictionsOf(combo).some(
      (units) => !units.some((unit) => tree.isDescendant(orgUnit, unit)),
    );
  }

  /** Category options of an option combo. */
  optionsOf(combo: string): readonly string[] {
    return referenceIds(this.context.metadata.get('categoryOptionCombos', combo)?.['categoryOptions']);
  }

  /** Org units of each restricted option of a combo. */
  private restrictionsOf(combo: string): readonly (readonly string[])[] {
    const known = this.restrictions.get(combo);
    if (known !== undefined) return known;
    const units = this.optionsOf(combo)
      .map((id) => referenceIds(this.context.metadata.get('categoryOptions', id)?.['organisationUnits']))
      .filter((list) => list.length > 0);
    this.restrictions.set(combo, units);
    return units;
  }

  private graceDays(dataSet: string | undefined, periods: number): number {
    const type = dataSet === undefined ? undefined : this.periodType(dataSet);
    const length = type === undefined ? undefined : latestOpenPeriod(type, this.today, 0);
    return length === undefined ? 0 : periods * (length.end - length.start + 1);
  }

  /** The instant of midnight at the start of a day in the server's zone, milliseconds. */
  private localMidnight(day: number): number {
    return this.context.clock.localToMillis(day * millisPerDay);
  }

  private moment(text: unknown): number | undefined {
    return typeof text === 'string' ? this.context.clock.parse(text) : undefined;
  }

  private day(text: unknown): number | undefined {
    const micros = this.moment(text);
    if (micros === undefined) return undefined;
    const millis = Math.floor(micros / microsPerMilli);
    return dayOfMillis(millis + this.context.clock.offsetAt(millis));
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function elementOf(object: MetadataObject | undefined): EntryElement | undefined {
  if (object === undefined) return undefined;
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
  const optionSet = referenceId(object['optionSet']);
  const commentOptionSet = referenceId(object['commentOptionSet']);
  return {
    id: object.id,
    valueType: text(object['valueType'], 'TEXT'),
    aggregationType: text(object['aggregationType'], 'NONE'),
    zeroIsSignificant: object['zeroIsSignificant'] === true,
    ...(optionSet === undefined ? {} : { optionSet }),
    ...(commentOptionSet === undefined ? {} : { commentOptionSet }),
  };
}
