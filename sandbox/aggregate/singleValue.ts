import type { SandboxContext } from '../context';
import { jsonBody } from '../http/router';
import type { SandboxRequest } from '../http/router';
import { RequestRefused, empty, json } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import { isRecord, isSuperuser } from '../model';
import { closedOptionCombos } from './dataSharing';
import { EntryRules } from './entryRules';
import type { EntryElement } from './entryRules';
import { findOptionCombo } from './exportQuery';
import { importGroup } from './groupImport';
import { demandEntryAuthority } from './importRequest';
import type { ImportRequest, ImportRow } from './importRequest';
import type { Period } from './period';
import { knowsPeriodType, parsePeriod } from './period';
import type { StoredValue, ValueKey, ValueStore } from './valueStore';
import { isInsignificantZero, normalizeBoolean, valueProblem } from './valueType';

/** One edit of one value, as a data clerk makes it in the entry form. */
interface Edit {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly optionCombo: string | undefined;
  readonly attributeCombo: string | undefined;
  readonly attributeOptions: readonly string[];
  readonly dataSet: string | undefined;
  readonly value: string | undefined;
  readonly comment: string | undefined;
  readonly followUp: boolean | undefined;
  readonly force: boolean;
}

/** A key whose parts were all found. */
interface FoundKey {
  readonly key: ValueKey;
  readonly element: EntryElement;
  readonly period: Period;
}

/** `POST /api/dataValues`: saves one value; nothing but what is given changes. */
export async function saveValue(
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
): Promise<SandboxResponse> {
  demandEntryAuthority(request);
  const now = context.clock.now();
  await request.beforeCommit();
  const edit = readEdit(request, context);
  if (context.atLeast('2.43')) return saveAsGroup(edit, request, context, store, now);
  const rules = new EntryRules(context, request.account, now);
  const found = findKey(edit, context);
  demandWritable(found, edit, request, context, rules);
  const value = edit.value === undefined ? undefined : normalizeBoolean(edit.value, found.element.valueType);
  demandValid(value ?? null, found.element, rules);
  const existing = store.find(found.key);
  const moment = Math.floor(now / 1000) * 1000;
  const stamp = { storedBy: request.account.username, lastUpdated: moment };
  if (existing === undefined || existing.deleted) {
    const next = newValue(found.key, edit, value ?? null, existing, moment, request.account.username);
    const nothing = next.value === null && next.comment === null;
    // Nothing, and a zero that means nothing, are not stored, and still answered with 201.
    if (!nothing && !isInsignificantZero(next.value, found.element)) store.put(next);
    return empty(201);
  }
  const changed: StoredValue = {
    ...existing,
    ...stamp,
    ...(value === undefined ? {} : { value: trimmed(value) }),
    ...(edit.comment === undefined ? {} : { comment: trimmed(edit.comment) }),
    // The flag given is not looked at: up to 2.42 it toggles.
    ...(edit.followUp === undefined ? {} : { followup: !existing.followup }),
  };
  const gone =
    (changed.value === null && changed.comment === null) || isInsignificantZero(changed.value, found.element);
  store.put(gone ? { ...changed, deleted: true } : changed);
  return empty(201);
}

/** `DELETE /api/dataValues`: soft-deletes one value. */
export async function deleteValue(
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
): Promise<SandboxResponse> {
  demandEntryAuthority(request);
  const now = context.clock.now();
  await request.beforeCommit();
  const edit = readEdit(request, context);
  const found = findKey(edit, context);
  const existing = store.find(found.key);
  if (context.atLeast('2.43')) {
    // 2.43 writes a deleted row, whether there was a value or not.
    runGroup(
      { ...rowOf(found.key), value: null, comment: null, followup: null, deleted: true },
      edit,
      request,
      context,
      store,
      now,
    );
    return empty(204);
  }
  const rules = new EntryRules(context, request.account, now);
  demandWritable(found, edit, request, context, rules);
  if (existing === undefined || existing.deleted) {
    throw new RequestRefused(409, 'There is no such data value to delete');
  }
  store.put({ ...existing, deleted: true, lastUpdated: Math.floor(now / 1000) * 1000 });
  return empty(204);
}

/** `GET /api/dataValues`: the value of a key, as a list of one. */
export function readValue(
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
): SandboxResponse {
  const found = findKey(readEdit(request, context), context);
  const existing = store.find(found.key);
  if (existing === undefined || existing.deleted) {
    throw new RequestRefused(context.atLeast('2.43') ? 404 : 409, 'Data value does not exist');
  }
  return json([existing.value]);
}

/** The parameters, or for a POST with JSON its body. */
function readEdit(request: SandboxRequest, context: SandboxContext): Edit {
  const { query } = request;
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  if (request.method === 'POST' && isJson && !query.has('de')) return bodyEdit(jsonBody(request));
  const cp = query.first('cp');
  const followUp = query.has('followUp') ? query.flag('followUp', false) : undefined;
  const edit: Edit = {
    dataElement: query.first('de') ?? '',
    period: query.first('pe') ?? '',
    orgUnit: query.first('ou') ?? '',
    optionCombo: query.first('co'),
    attributeCombo: query.first('cc'),
    attributeOptions: cp === undefined || cp === '' ? [] : cp.split(';'),
    dataSet: query.first('ds'),
    value: query.first('value') ?? formValue(request),
    comment: query.first('comment'),
    followUp,
    force: query.flag('force', false),
  };
  if (edit.dataElement === '' && !context.atLeast('2.43'))
    throw new RequestRefused(409, 'Data element unknown: ``', 'E1100');
  return edit;
}

/** A value sent as a form, as the entry form of older lines does. */
function formValue(request: SandboxRequest): string | undefined {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return isForm ? (new URLSearchParams(request.body.toString('utf8')).get('value') ?? undefined) : undefined;
}

function bodyEdit(body: unknown): Edit {
  if (!isRecord(body)) throw new RequestRefused(409, 'The body is no JSON object.');
  const text = (name: string): string | undefined =>
    typeof body[name] === 'string' ? body[name] : undefined;
  const attribute = isRecord(body['attribute']) ? body['attribute'] : {};
  const options = attribute['options'];
  return {
    dataElement: text('dataElement') ?? '',
    period: text('period') ?? '',
    orgUnit: text('orgUnit') ?? '',
    optionCombo: text('categoryOptionCombo'),
    attributeCombo: typeof attribute['combo'] === 'string' ? attribute['combo'] : undefined,
    attributeOptions: Array.isArray(options) ? options.filter((option) => typeof option === 'string') : [],
    dataSet: text('dataSet'),
    value: text('value'),
    comment: text('comment'),
    followUp: typeof body['followUp'] === 'boolean' ? body['followUp'] : undefined,
    force: body['force'] === true,
  };
}

function findKey(edit: Edit, context: SandboxContext): FoundKey {
  const { metadata } = context;
  const rules = new EntryRules(context, { ...nobody }, 0);
  const element = rules.element(edit.dataElement);
  if (element === undefined)
    throw new RequestRefused(409, `Data element unknown: ${edit.dataElement}`, 'E1100');
  const optionCombo = edit.optionCombo ?? metadata.defaultOptionCombo();
  if (metadata.get('categoryOptionCombos', optionCombo) === undefined) {
    throw new RequestRefused(409, `Option combo unknown: ${optionCombo}`, 'E1103');
  }
  const attribute =
    edit.attributeCombo === undefined
      ? metadata.defaultOptionCombo()
      : findOptionCombo(context, edit.attributeCombo, edit.attributeOptions);
  if (attribute === undefined)
    throw new RequestRefused(409, 'No attribute option combo of these options', 'E2041');
  const period = parsePeriod(edit.period);
  if (period === undefined || !knowsPeriodType(context.line, period.type)) {
    throw new RequestRefused(409, `No valid period: ${edit.period}`, 'E1101');
  }
  if (metadata.get('organisationUnits', edit.orgUnit) === undefined) {
    throw new RequestRefused(409, `Org unit unknown: ${edit.orgUnit}`, 'E1102');
  }
  const key = {
    dataElement: element.id,
    period: period.iso,
    orgUnit: edit.orgUnit,
    categoryOptionCombo: optionCombo,
    attributeOptionCombo: attribute,
  };
  return { key, element, period };
}

const nobody = {
  userId: '',
  username: '',
  password: '',
  authorities: [],
  twoFactor: 'off',
  state: 'active',
} as const;

/** What servers up to 2.42 check before a single value may change; the bulk import checks less. */
function demandWritable(
  found: FoundKey,
  edit: Edit,
  request: SandboxRequest,
  context: SandboxContext,
  rules: EntryRules,
): void {
  const { key, period } = found;
  const refuse = (code: string, message: string): never => {
    throw new RequestRefused(409, message, code);
  };
  if (!rules.mayCapture(key.orgUnit))
    refuse('E2020', `Org unit ${key.orgUnit} lies outside the user's hierarchy`);
  const open = rules.openDays(key.orgUnit);
  if (open.to < period.start || open.from > period.end)
    refuse('E2019', `Org unit ${key.orgUnit} was closed then`);
  const ofElement = context.metadata.dataSetsOf(key.dataElement);
  if (edit.dataSet !== undefined && !ofElement.includes(edit.dataSet)) {
    refuse('E2021', `Data set ${edit.dataSet} does not hold data element ${key.dataElement}`);
  }
  const latest = Math.max(...ofElement.map((id) => rules.latestOpen(id)?.end ?? -Infinity));
  if (ofElement.length > 0 && period.end > latest) refuse('E2022', `Period ${period.iso} is not open yet`);
  const days = rules.comboDays(key.attributeOptionCombo, edit.dataSet ?? ofElement[0]);
  if (period.end < days.from) refuse('E2023', `Period ${period.iso} comes before the attribute option combo`);
  if (period.start > days.to) refuse('E2024', `Period ${period.iso} comes after the attribute option combo`);
  const closed = closedOptionCombos(context, request.account, 'write');
  for (const combo of [key.categoryOptionCombo, key.attributeOptionCombo]) {
    if (closed.has(combo)) refuse('E2031', `No write access to option combo ${combo}`);
  }
  const sets = edit.dataSet === undefined ? ofElement : [edit.dataSet];
  const forced = edit.force && isSuperuser(request.account);
  if (!forced && sets.length > 0 && sets.every((id) => rules.isExpired(id, period))) {
    refuse('E2017', 'The data set is locked');
  }
  if (sets.length > 0 && !sets.some((id) => rules.isInputOpen(id, period))) {
    refuse('E2025', `Period ${period.iso} is not open`);
  }
}

function demandValid(value: string | null, element: EntryElement, rules: EntryRules): void {
  const problem = valueProblem(value, element.valueType);
  if (problem !== undefined) throw new RequestRefused(409, `Value: ${problem.text}`, 'E2030');
  const isEmpty = value === null || value === '';
  if (
    element.optionSet !== undefined &&
    !isEmpty &&
    !rules.isOption(element.optionSet, element.valueType, value)
  ) {
    throw new RequestRefused(409, `No option of data element ${element.id}`, 'E2029');
  }
}

function trimmed(text: string | null): string | null {
  const value = text?.trim() ?? '';
  return value === '' ? null : value;
}

function newValue(
  key: ValueKey,
  edit: Edit,
  value: string | null,
  before: StoredValue | undefined,
  moment: number,
  storedBy: string,
): StoredValue {
  return {
    ...key,
    value: trimmed(value),
    comment: trimmed(edit.comment ?? null),
    followup: edit.followUp ?? false,
    deleted: false,
    storedBy,
    created: before?.created ?? moment,
    lastUpdated: moment,
  };
}

/** 2.43 makes a group of one value, filled up with what is stored; an empty value deletes. */
function saveAsGroup(
  edit: Edit,
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
  now: number,
): SandboxResponse {
  const { key } = findKey(edit, context);
  const existing = store.find(key);
  const deletes = edit.value === '' && edit.comment === undefined && edit.followUp === undefined;
  const value = edit.value ?? existing?.value ?? null;
  const row: ImportRow = {
    ...rowOf(key),
    value: deletes ? null : value,
    comment: deletes ? null : (edit.comment ?? existing?.comment ?? null),
    followup: edit.followUp ?? existing?.followup ?? null,
    deleted: deletes || (value === null && existing?.deleted === true),
  };
  runGroup(row, edit, request, context, store, now);
  return empty(201);
}

function rowOf(key: ValueKey): Pick<ImportRow, keyof ValueKey | 'storedBy'> {
  return { ...key, storedBy: null };
}

function runGroup(
  row: ImportRow,
  edit: Edit,
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
  now: number,
): void {
  const group: ImportRequest = {
    strategy: 'CREATE_AND_UPDATE',
    dryRun: false,
    force: edit.force,
    atomic: false,
    strict: new Set(),
    dataSet: edit.dataSet ?? null,
    period: null,
    orgUnit: null,
    attributeOptionCombo: null,
    rows: [row],
    options: {},
  };
  const summary = importGroup(group, request.account, context, store, now);
  const refused = summary.firstConflict();
  if (refused !== undefined) throw new RequestRefused(409, refused.value, refused.errorCode);
}
