import { problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { Answer, Dhis2Client, Query, RequestFailure } from '../../dhis2/clientPort';
import type { Result } from '../../../../shared/result';
import { keyOf } from '../dataValue';
import type { DataValue, DataValueRow } from '../dataValue';

/** What goes wrong with a row: refused alone, refusing its whole group, or breaking the server. */
export type Flaw = 'row' | 'named-group' | 'nameless-group' | 'decode' | 'break';

/** What goes wrong with a request as a whole. */
export type Mishap = 'none' | 'cut-before' | 'cut-after-commit' | 'gateway-after-commit';

/** What a fake destination is told to do. */
export interface FakeDestinationOptions {
  readonly minor: 40 | 41 | 42 | 43;
  readonly flaws?: ReadonlyMap<string, Flaw>;
  /** What befalls the n-th POST, from 0. */
  readonly mishaps?: readonly Mishap[];
  /** Rows above which a POST is too large. */
  readonly mostRows?: number;
  /** Up to 2.42: whether conflicts tell their rows. */
  readonly tells?: 'indexes' | 'rejected-only' | 'counts-only';
}

/** A destination in memory that takes data values as the given version does, for one data set `DSaaaaaaaaa`. */
export interface FakeDestination {
  readonly client: Dhis2Client;
  readonly values: Map<string, DataValue>;
  /** Keys of every POST, in order. */
  readonly posts: (readonly string[])[];
}

const dataSetId = 'DSaaaaaaaaa';

interface Body {
  readonly dataSet: string;
  readonly dataValues: readonly DataValueRow[];
}

function toValue(row: DataValueRow): DataValue {
  return {
    dataElement: row.dataElement,
    period: row.period,
    orgUnit: row.orgUnit,
    categoryOptionCombo: row.categoryOptionCombo,
    attributeOptionCombo: row.attributeOptionCombo,
    value: row.value ?? '',
    comment: row.comment ?? '',
    followup: row.followup === true,
    deleted: row.deleted === true,
    storedBy: row.storedBy ?? '',
  };
}

function list(query: Query | undefined, name: string): readonly string[] | undefined {
  const value = query?.[name];
  if (value === undefined) return undefined;
  return Array.isArray(value) ? (value as readonly string[]) : [String(value)];
}

interface Summary {
  readonly status: 'SUCCESS' | 'WARNING' | 'ERROR';
  readonly importCount: { imported: number; updated: number; ignored: number; deleted: number };
  readonly conflicts: readonly Readonly<Record<string, unknown>>[];
  readonly rejectedIndexes: readonly number[];
}

function answer(http: number, response: Summary): Result<Answer, RequestFailure> {
  return succeed({ status: http, body: { status: response.status, response } });
}

/** Makes a destination that holds nothing yet. */
export function createFakeDestination(options: FakeDestinationOptions): FakeDestination {
  const { minor, flaws = new Map<string, Flaw>(), mishaps = [], mostRows = Infinity } = options;
  const values = new Map<string, DataValue>();
  const posts: (readonly string[])[] = [];

  function write(rows: readonly DataValue[]): {
    imported: number;
    updated: number;
    deleted: number;
    ignored: number;
  } {
    const count = { imported: 0, updated: 0, deleted: 0, ignored: 0 };
    for (const row of rows) {
      const key = keyOf(row);
      const before = values.get(key);
      if (row.deleted) values.delete(key);
      else values.set(key, row);
      if (minor >= 43) count.updated += 1;
      else if (row.deleted) count.deleted += before === undefined ? 0 : 1;
      else if (before === undefined) count.imported += 1;
      else if (before.value === row.value) count.ignored += 1;
      else count.updated += 1;
    }
    return count;
  }

  function importGroup(rows: readonly DataValue[]): Result<Answer, RequestFailure> {
    const zero = { imported: 0, updated: 0, deleted: 0 };
    const refuseAll = (errorCode: string, args: string, indexes: readonly number[]) =>
      answer(409, {
        status: 'ERROR',
        importCount: { ...zero, ignored: 0 },
        conflicts: [{ errorCode, value: `refused: ${args}`, objects: { args }, indexes }],
        rejectedIndexes: indexes,
      });
    const flawOf = (row: DataValue): Flaw | undefined => flaws.get(keyOf(row));
    const all = rows.map((_, index) => index);
    const undecodable = rows.findIndex((row) => flawOf(row) === 'decode');
    if (undecodable >= 0) return refuseAll('E8127', `${undecodable}-combo-options`, [-1]);
    const unassigned = rows.filter((row) => flawOf(row) === 'named-group').map(({ orgUnit }) => orgUnit);
    if (unassigned.length > 0) return refuseAll('E8022', `${dataSetId}-[${unassigned.join(', ')}]`, all);
    const nameless = rows.some((row) => flawOf(row) === 'nameless-group');
    if (nameless) return refuseAll('E8012', '[categoryOptn]', all);
    const bad = all.filter((index) => rows[index] !== undefined && flawOf(rows[index]) === 'row');
    const count = write(rows.filter((_, index) => !bad.includes(index)));
    const status = bad.length === 0 ? 'SUCCESS' : count.updated > 0 ? 'WARNING' : 'ERROR';
    return answer(status === 'ERROR' ? 409 : 200, {
      status,
      importCount: { ...count, ignored: bad.length },
      conflicts: bad.map((index) => ({ errorCode: 'E8122', value: 'no number', indexes: [index] })),
      rejectedIndexes: bad,
    });
  }

  function importRows(rows: readonly DataValue[]): Result<Answer, RequestFailure> {
    const bad = rows.flatMap((row, index) => (flaws.has(keyOf(row)) ? [index] : []));
    const count = write(rows.filter((_, index) => !bad.includes(index)));
    const tells = options.tells ?? 'indexes';
    return answer(bad.length === 0 ? 200 : 409, {
      status: bad.length === 0 ? 'SUCCESS' : 'WARNING',
      importCount: { ...count, ignored: count.ignored + bad.length },
      conflicts:
        tells === 'counts-only'
          ? []
          : bad.map((index) => ({
              errorCode: 'E7619',
              object: rows[index]?.dataElement,
              value: 'value_not_numeric',
              ...(tells === 'indexes' ? { indexes: [index] } : {}),
            })),
      rejectedIndexes: tells === 'counts-only' ? [] : bad,
    });
  }

  function post(body: unknown): Result<Answer, RequestFailure> {
    // Boundary: the tests post what the engine makes.
    const { dataValues } = body as Body;
    const rows = dataValues.map(toValue);
    const mishap = mishaps[posts.length] ?? 'none';
    posts.push(rows.map(keyOf));
    if (rows.length > mostRows) {
      return fail({ problem: problem('too-large', {}), status: 413, effect: 'none' });
    }
    if (mishap === 'cut-before') return fail({ problem: problem('connection-cut'), effect: 'unknown' });
    if (rows.some((row) => flaws.get(keyOf(row)) === 'break')) {
      return fail({ problem: problem('server-error', {}, 'broken'), status: 500, effect: 'unknown' });
    }
    const result = minor >= 43 ? importGroup(rows) : importRows(rows);
    if (mishap === 'cut-after-commit') return fail({ problem: problem('connection-cut'), effect: 'unknown' });
    if (mishap === 'gateway-after-commit') {
      return fail({ problem: problem('gateway-error'), status: 504, effect: 'unknown' });
    }
    return result;
  }

  function get(path: string, query?: Query): Result<Answer, RequestFailure> {
    const only = (body: unknown): Result<Answer, RequestFailure> => succeed({ status: 200, body });
    if (path === '/api/dataSets') return only({ dataSets: [{ id: dataSetId }] });
    if (path === '/api/organisationUnits') return only({ organisationUnits: [{ id: 'OUroot00000' }] });
    const periods = list(query, 'period');
    const orgUnits = list(query, 'orgUnit') ?? [];
    const fits = (value: DataValue): boolean =>
      (periods === undefined || periods.includes(value.period)) &&
      (query?.['children'] === true || orgUnits.includes(value.orgUnit));
    return only({ dataValues: [...values.values()].filter(fits) });
  }

  return {
    values,
    posts,
    client: {
      get: (path, query) => Promise.resolve(get(path, query)),
      post: (_path, _query, body) => Promise.resolve(post(body)),
      traffic: () => ({ requests: 0, bytesSent: 0, bytesReceived: 0 }),
    },
  };
}
