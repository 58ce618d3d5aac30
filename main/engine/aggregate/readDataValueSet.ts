import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { DataValue } from './dataValue';

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Absent and null are the same on the wire: 2.42 and older write null, 2.43 leaves the member out. */
function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : undefined;
}

function optionalFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return false;
  return typeof value === 'boolean' ? value : undefined;
}

function readRow(row: unknown, header: Members): DataValue | undefined {
  if (!isMembers(row)) return undefined;
  const dataElement = text(row['dataElement']);
  // 2.43 moves what all rows share to the top when exactly one was asked for.
  const period = text(row['period'] ?? header['period']);
  const orgUnit = text(row['orgUnit'] ?? header['orgUnit']);
  const categoryOptionCombo = text(row['categoryOptionCombo']);
  const attributeOptionCombo = text(row['attributeOptionCombo'] ?? header['attributeOptionCombo']);
  const value = optionalText(row['value']);
  const comment = optionalText(row['comment']);
  const storedBy = optionalText(row['storedBy']);
  const followup = optionalFlag(row['followup'] ?? row['followUp']);
  const deleted = optionalFlag(row['deleted']);
  if (dataElement === undefined || period === undefined || orgUnit === undefined) return undefined;
  if (categoryOptionCombo === undefined || attributeOptionCombo === undefined) return undefined;
  if (value === undefined || comment === undefined || storedBy === undefined) return undefined;
  if (followup === undefined || deleted === undefined) return undefined;
  return {
    dataElement,
    period,
    orgUnit,
    categoryOptionCombo,
    attributeOptionCombo,
    value,
    comment,
    followup,
    deleted,
    storedBy,
  };
}

/**
 * Reads the body of GET /api/dataValueSets. Every version from 2.40 to 2.43 writes `dataValues`, empty when nothing
 * fits; a body without it, or with a row that lacks part of its key, is no answer, and never "no values".
 */
export function readDataValueSet(body: unknown, host: string): Result<readonly DataValue[], Problem> {
  const path = '/api/dataValueSets';
  if (!isMembers(body)) return fail(problem('malformed-answer', { host, path }));
  const rows = body['dataValues'];
  if (!Array.isArray(rows)) return fail(problem('incomplete-answer', { host, path }));
  const values: DataValue[] = [];
  for (const [index, row] of rows.entries()) {
    const value = readRow(row, body);
    if (value === undefined) return fail(problem('malformed-answer', { host, path, row: index }));
    values.push(value);
  }
  return succeed(values);
}
