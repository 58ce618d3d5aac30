import type { SandboxContext } from '../context';
import type { SandboxRequest } from '../http/router';
import { RequestRefused } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { ExportHeader, ExportQuery } from './exportQuery';
import { readExportQuery } from './exportQuery';
import type { StoredValue, ValueStore } from './valueStore';

/** Answers `GET /api/dataValueSets` as a stream, in the shape of the server's line. */
export function exportValues(
  request: SandboxRequest,
  context: SandboxContext,
  store: ValueStore,
): SandboxResponse {
  const format = request.query.first('format') ?? 'json';
  if (format !== 'json')
    throw new RequestRefused(406, `Format ${format} is not built in this stand-in: only json is.`);
  const compression = compressionOf(request);
  const query = readExportQuery(request, context);
  const rows = limited(store.select(query.selection), query);
  const modern = context.atLeast('2.43');
  return {
    status: 200,
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
      ...(compression === undefined ? {} : attachment(compression)),
    },
    body: modern ? modernJson(query.header, rows, context) : classicJson(query.header, rows, context),
    ...(compression === undefined ? {} : { archive: compression }),
  };
}

function compressionOf(request: SandboxRequest): 'gzip' | 'zip' | undefined {
  const asked = request.query.first('compression')?.toUpperCase();
  if (asked === 'GZIP') return 'gzip';
  return asked === 'ZIP' ? 'zip' : undefined;
}

function attachment(compression: 'gzip' | 'zip'): Readonly<Record<string, string>> {
  const extension = compression === 'gzip' ? 'gz' : 'zip';
  return {
    'content-disposition': `attachment; filename=dataValues.json.${extension}`,
    'content-transfer-encoding': 'binary',
  };
}

function* limited(rows: Iterable<StoredValue>, query: ExportQuery): Generator<StoredValue> {
  const { limit, offset } = query;
  let index = 0;
  for (const row of rows) {
    if (limit !== undefined && index >= offset + limit) return;
    if (index >= offset) yield row;
    index += 1;
  }
}

/** Up to 2.42: every member in every row, null where empty; a header only for one set, period and org unit. */
function* classicJson(
  header: ExportHeader,
  rows: Iterable<StoredValue>,
  context: SandboxContext,
): Generator<string> {
  const { dataSet, period, orgUnit } = header;
  const single = dataSet !== undefined && period !== undefined && orgUnit !== undefined;
  const above = single
    ? JSON.stringify({ dataSet, completeDate: null, period, orgUnit }).slice(1, -1) + ','
    : '';
  yield `{${above}"dataValues":[`;
  let separator = '';
  for (const row of rows) {
    yield (
      separator +
      JSON.stringify({
        dataElement: row.dataElement,
        period: row.period,
        orgUnit: row.orgUnit,
        categoryOptionCombo: row.categoryOptionCombo,
        attributeOptionCombo: row.attributeOptionCombo,
        value: row.value,
        storedBy: row.storedBy,
        created: context.clock.formatUtc(row.created),
        lastUpdated: context.clock.formatUtc(row.lastUpdated),
        comment: row.comment,
        followup: row.followup,
        ...(row.deleted ? { deleted: true } : {}),
      })
    );
    separator = ',';
  }
  yield ']}';
}

/** 2.43: what was asked for once stands above and not in the rows; nothing is null. */
function* modernJson(
  header: ExportHeader,
  rows: Iterable<StoredValue>,
  context: SandboxContext,
): Generator<string> {
  const above = JSON.stringify(header).slice(1, -1);
  yield `{${above}${above === '' ? '' : ','}"dataValues":[`;
  let separator = '';
  for (const row of rows) {
    yield (
      separator +
      JSON.stringify({
        dataElement: row.dataElement,
        ...(header.period === undefined ? { period: row.period } : {}),
        ...(header.orgUnit === undefined ? { orgUnit: row.orgUnit } : {}),
        categoryOptionCombo: row.categoryOptionCombo,
        ...(header.attributeOptionCombo === undefined
          ? { attributeOptionCombo: row.attributeOptionCombo }
          : {}),
        ...(row.value === null ? {} : { value: row.value }),
        ...(row.storedBy === null ? {} : { storedBy: row.storedBy }),
        created: context.clock.formatUtc(row.created),
        lastUpdated: context.clock.formatUtc(row.lastUpdated),
        ...(row.comment === null ? {} : { comment: row.comment }),
        followup: row.followup,
        ...(row.deleted ? { deleted: true } : {}),
      })
    );
    separator = ',';
  }
  yield ']}';
}
