import type { SandboxContext } from '../context';
import type { SandboxRequest } from '../http/router';
import { RequestRefused } from '../http/sandboxResponse';
import { isSuperuser, referenceIds } from '../model';
import { closedOptionCombos, mayUseData } from './dataSharing';
import { refuse } from './exportErrors';
import type { ExportError } from './exportErrors';
import type { Period } from './period';
import { dayOfMillis, parsePeriod } from './period';
import type { ChangeBound, ValueSelection } from './valueStore';

/** A checked `GET /api/dataValueSets`. */
export interface ExportQuery {
  readonly selection: ValueSelection;
  readonly header: ExportHeader;
  readonly limit?: number;
  readonly offset: number;
}

/** What was asked for exactly once, and so may stand above the rows. */
export interface ExportHeader {
  readonly dataSet?: string;
  readonly period?: string;
  readonly orgUnit?: string;
  readonly attributeOptionCombo?: string;
}

/** Widest difference between UTC and any zone, in microseconds. */
const widestOffset = 14 * 3_600_000_000;
const microsPerMilli = 1000;
const durationUnits: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** The parameters as they were read, before any rule. */
interface Asked {
  readonly dataSets: readonly string[];
  readonly dataElements: readonly string[];
  readonly groups: readonly string[];
  readonly periods: readonly Period[];
  readonly startDate?: number;
  readonly endDate?: number;
  readonly orgUnits: readonly string[];
  readonly orgUnitGroups: readonly string[];
  readonly children: boolean;
  readonly attributes: readonly string[];
  readonly lastUpdated?: number;
  readonly duration?: string;
  readonly limit?: number;
}

/** Reads and checks the parameters as the server's line does; refuses with 409 and E2001–E2012. */
export function readExportQuery(request: SandboxRequest, context: SandboxContext): ExportQuery {
  refuseOtherSchemes(request);
  const asked = readAsked(request, context);
  const error = toldError(asked, context.atLeast('2.43'));
  if (error !== undefined) refuse(error.code, error.detail);
  checkAccess(asked, request, context);
  const bound = changeBound(asked, context);
  const closed = closedOptionCombos(context, request.account, 'read');
  const attributes = new Set(asked.attributes);
  const combos = request.query.all('categoryOptionCombo');
  return {
    selection: {
      dataElements: elementsOf(asked, context),
      orgUnits: orgUnitsOf(asked, request, context),
      periodFits: periodFilter(asked, context),
      attributeFits: (combo) => (attributes.size === 0 || attributes.has(combo)) && !closed.has(combo),
      ...(context.atLeast('2.43') && combos.length > 0 ? { categoryOptionCombos: new Set(combos) } : {}),
      ...(bound === undefined ? {} : { changedSince: bound }),
      deleted: request.query.flag('includeDeleted', false) ? 'included' : 'excluded',
      order: context.atLeast('2.43') ? 'by-period' : 'any',
    },
    header: headerOf(asked, context),
    ...(asked.limit === undefined ? {} : { limit: asked.limit }),
    offset: context.atLeast('2.43') ? (integer(request, 'offset') ?? 0) : 0,
  };
}

/** Identifiers other than UIDs are not built here: refused rather than answered wrongly. */
export function refuseOtherSchemes(request: SandboxRequest): void {
  for (const name of request.query.names()) {
    const scheme = request.query.first(name) ?? '';
    if (/idscheme$/i.test(name) && !['', 'UID', 'ID'].includes(scheme.toUpperCase())) {
      throw new RequestRefused(409, `${name}=${scheme} is not built in this stand-in: only UID is.`);
    }
  }
}

function readAsked(request: SandboxRequest, context: SandboxContext): Asked {
  const { query } = request;
  const modern = context.atLeast('2.43');
  // Up to 2.42 unknown ids fall out silently; 2.43 keeps them and finds nothing.
  const known = (name: string, plural: string): string[] =>
    query.all(name).filter((id) => modern || context.metadata.get(plural, id) !== undefined);
  const periods = query.all('period').flatMap((iso) => {
    const period = parsePeriod(iso);
    if (period === undefined && modern) throw new RequestRefused(400, `Invalid period ${iso}`);
    return period ?? [];
  });
  const duration = query.first('lastUpdatedDuration');
  return {
    dataSets: known('dataSet', 'dataSets'),
    dataElements: known('dataElement', 'dataElements'),
    groups: known('dataElementGroup', 'dataElementGroups'),
    periods,
    ...moment(request, context, 'startDate'),
    ...moment(request, context, 'endDate'),
    orgUnits: known('orgUnit', 'organisationUnits'),
    orgUnitGroups: known('orgUnitGroup', 'organisationUnitGroups'),
    children: query.flag('children', false),
    attributes: attributesOf(request, context),
    ...moment(request, context, 'lastUpdated'),
    ...(duration === undefined ? {} : { duration }),
    ...optional('limit', integer(request, 'limit')),
  };
}

function attributesOf(request: SandboxRequest, context: SandboxContext): readonly string[] {
  const { query } = request;
  const direct = query
    .all('attributeOptionCombo')
    .filter(
      (id) => context.atLeast('2.43') || context.metadata.get('categoryOptionCombos', id) !== undefined,
    );
  const combo = query.first('attributeCombo');
  const options = query.all('attributeOptions').flatMap((list) => list.split(/[;,]/));
  if (direct.length > 0 || combo === undefined || options.length === 0) return direct;
  const found = findOptionCombo(context, combo, options);
  return found === undefined ? [] : [found];
}

/** The option combo of a combination that is made of exactly these options. */
export function findOptionCombo(
  context: SandboxContext,
  categoryCombo: string,
  options: readonly string[],
): string | undefined {
  const wanted = [...options].sort().join();
  for (const id of context.metadata.optionCombosOf(categoryCombo)) {
    const own = referenceIds(context.metadata.get('categoryOptionCombos', id)?.['categoryOptions']);
    if ([...own].sort().join() === wanted) return id;
  }
  return undefined;
}

function optional<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  const record: Partial<Record<K, number>> = {};
  if (value !== undefined) record[name] = value;
  return record;
}

function moment<K extends 'startDate' | 'endDate' | 'lastUpdated'>(
  request: SandboxRequest,
  context: SandboxContext,
  name: K,
): Partial<Record<K, number>> {
  const text = request.query.first(name);
  if (text === undefined || text === '') return {};
  const micros = context.clock.parse(text);
  if (micros === undefined)
    throw new RequestRefused(400, `Value '${text}' is not valid for parameter ${name}`);
  return optional(name, micros);
}

function integer(request: SandboxRequest, name: string): number | undefined {
  const text = request.query.first(name);
  if (text === undefined || text === '') return undefined;
  if (!/^-?\d{1,9}$/.test(text))
    throw new RequestRefused(400, `Value '${text}' is not valid for parameter ${name}`);
  return Number(text);
}

/** The rules in the order of their codes; 2.43 has no E2005 and no E2008. */
function brokenRules(asked: Asked, modern: boolean): ExportError[] {
  const { duration, lastUpdated, limit = 0 } = asked;
  const dates = asked.startDate !== undefined && asked.endDate !== undefined;
  // 2.43.0 and 2.43.1 do not count `lastUpdated` as a period: E2002 on it alone.
  const changes = !modern && (lastUpdated !== undefined || duration !== undefined);
  const badDuration = duration !== undefined && durationMillis(duration) === undefined;
  const rules: readonly (readonly [code: ExportError['code'], broken: boolean, detail?: string])[] = [
    ['E2001', asked.dataSets.length + asked.dataElements.length + asked.groups.length === 0],
    ['E2002', asked.periods.length === 0 && !dates && !changes],
    ['E2003', asked.periods.length > 0 && dates],
    ['E2004', dates && (asked.startDate ?? 0) > (asked.endDate ?? 0)],
    ['E2005', !modern && badDuration, duration ?? ''],
    ['E2006', asked.orgUnits.length + asked.orgUnitGroups.length === 0],
    ['E2007', asked.children && asked.orgUnitGroups.length > 0],
    ['E2008', !modern && asked.children && asked.orgUnits.length === 0],
    ['E2009', limit < 0, String(limit)],
  ];
  return rules.flatMap(([code, broken, detail = '']) => (broken ? { code, detail } : []));
}

/** Up to 2.42 the last broken rule is told; 2.43 stops at the first and looks for org units before the periods' details. */
function toldError(asked: Asked, modern: boolean): ExportError | undefined {
  const broken = brokenRules(asked, modern);
  if (!modern) return broken.at(-1);
  return (
    broken.find(({ code }) => code === 'E2001' || code === 'E2002') ??
    broken.find(({ code }) => code === 'E2006') ??
    broken[0]
  );
}

function checkAccess(asked: Asked, request: SandboxRequest, context: SandboxContext): void {
  const { account } = request;
  const { metadata } = context;
  // 2.43 lets superusers pass; up to 2.42 even they need org units (E2012).
  if (context.atLeast('2.43') && isSuperuser(account)) return;
  const sets = asked.dataSets.filter(
    (id) => !mayUseData(context, account, metadata.get('dataSets', id), 'read'),
  );
  if (sets.length > 0) refuse('E2010', listed(context, sets));
  const closed = closedOptionCombos(context, account, 'read');
  const attributes = asked.attributes.filter((id) => closed.has(id));
  if (attributes.length > 0) refuse('E2011', listed(context, attributes));
  const view = context.dataViewOrgUnits(account);
  const own = context.atLeast('2.43') || view.length === 0 ? context.captureOrgUnits(account) : view;
  const tree = metadata.orgUnits();
  const outside = asked.orgUnits.filter(
    (id) => tree.has(id) && !own.some((ancestor) => tree.isDescendant(id, ancestor)),
  );
  if (outside.length > 0) refuse('E2012', listed(context, outside));
}

/** Up to 2.42 the message names the first offender, 2.43 lists them all. */
function listed(context: SandboxContext, ids: readonly string[]): string {
  return context.atLeast('2.43') ? `[${ids.join(', ')}]` : (ids[0] ?? '');
}

function elementsOf(asked: Asked, context: SandboxContext): ReadonlySet<string> {
  const ofGroups = asked.groups.flatMap((id) =>
    referenceIds(context.metadata.get('dataElementGroups', id)?.['dataElements']),
  );
  // Up to 2.42 a group in the request makes data sets and single elements be ignored.
  if (asked.groups.length > 0 && !context.atLeast('2.43')) return new Set(ofGroups);
  const ofSets = asked.dataSets.flatMap((id) =>
    context.metadata.dataSetElements(id).map((row) => row.dataElement),
  );
  return new Set([...ofSets, ...asked.dataElements, ...ofGroups]);
}

function orgUnitsOf(asked: Asked, request: SandboxRequest, context: SandboxContext): ReadonlySet<string> {
  const tree = context.metadata.orgUnits();
  const units = new Set<string>();
  for (const id of asked.orgUnits) {
    if (!asked.children) units.add(id);
    else for (const below of tree.descendants(id)) units.add(below);
  }
  const limited = context.atLeast('2.43') && !isSuperuser(request.account);
  const capture = new Set(context.captureOrgUnits(request.account));
  for (const group of asked.orgUnitGroups) {
    for (const id of referenceIds(
      context.metadata.get('organisationUnitGroups', group)?.['organisationUnits'],
    )) {
      if (!limited || capture.has(id)) units.add(id);
    }
  }
  return units;
}

function periodFilter(asked: Asked, { clock }: SandboxContext): (period: Period) => boolean {
  if (asked.startDate !== undefined && asked.endDate !== undefined) {
    // Dates are days of the server's own calendar.
    const localDay = (micros: number): number => {
      const millis = Math.floor(micros / microsPerMilli);
      return dayOfMillis(millis + clock.offsetAt(millis));
    };
    const [from, to] = [localDay(asked.startDate), localDay(asked.endDate)];
    return (period) => period.start >= from && period.end <= to;
  }
  if (asked.periods.length === 0) return () => true;
  const wanted = new Set(asked.periods.map((period) => period.iso));
  return (period) => wanted.has(period.iso);
}

/**
 * The bound on `lastUpdated`. Up to 2.42 it is written as UTC wall-clock and compared with a column that holds
 * the local wall-clock of the server: east of UTC more comes than asked for, west of it the changes of the last
 * hours are missed. 2.43 compares instants.
 */
function changeBound(asked: Asked, context: SandboxContext): ChangeBound | undefined {
  const millis = asked.duration === undefined ? undefined : durationMillis(asked.duration);
  const asAsked =
    asked.lastUpdated ?? (millis === undefined ? undefined : context.clock.now() - millis * microsPerMilli);
  if (asAsked === undefined) return undefined;
  // Both sides have millisecond texts: what is below a millisecond of the bound is cut off.
  const bound = Math.floor(asAsked / microsPerMilli) * microsPerMilli;
  if (context.atLeast('2.43')) return { surelyBefore: bound, passes: (changed) => changed >= bound };
  const { clock } = context;
  return {
    surelyBefore: bound - widestOffset,
    passes: (changed) =>
      changed + clock.offsetAt(Math.floor(changed / microsPerMilli)) * microsPerMilli >= bound,
  };
}

/** `10d`, `5h`, `30m` or `20s` in milliseconds. */
function durationMillis(text: string): number | undefined {
  const match = /^(\d{1,6})([dhms])$/.exec(text);
  const unit = durationUnits[match?.[2] ?? ''];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

function headerOf(asked: Asked, context: SandboxContext): ExportHeader {
  const only = (list: readonly string[]): string | undefined => (list.length === 1 ? list[0] : undefined);
  const dataSet = only(asked.dataSets);
  const period = only(asked.periods.map((one) => one.iso));
  const modern = context.atLeast('2.43');
  // 2.43 hoists the org unit only when no other can be in the answer.
  const exact = !modern || (!asked.children && asked.orgUnitGroups.length === 0);
  const orgUnit = exact ? only(asked.orgUnits) : undefined;
  const attribute = modern ? only(asked.attributes) : undefined;
  return {
    ...(dataSet === undefined ? {} : { dataSet }),
    ...(period === undefined ? {} : { period }),
    ...(orgUnit === undefined ? {} : { orgUnit }),
    ...(attribute === undefined ? {} : { attributeOptionCombo: attribute }),
  };
}
