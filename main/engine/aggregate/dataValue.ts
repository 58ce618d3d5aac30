import { hash } from 'node:crypto';

/** One aggregate data value, with the members that Passerelle carries from one end to the other. */
export interface DataValue {
  readonly dataElement: string;
  /** ISO period of DHIS2: `202601`, `2026Q1`, `2026W5`… */
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
  /** Always text; empty where the server holds none (a value may consist of a comment only). */
  readonly value: string;
  /** Empty where there is none. */
  readonly comment: string;
  readonly followup: boolean;
  /** Soft-deleted rows stay on the server and travel as deletions. */
  readonly deleted: boolean;
  /** Who entered it; carried where the destination takes it (2.42 and older), never compared. */
  readonly storedBy: string;
}

/** What a ledger or journal holds in place of a content hash once the record is gone. */
export const deletedHash = 'deleted';

/** Natural key `de.pe.ou.coc.aoc`; two values with the same key are the same cell. */
export function keyOf(value: DataValue): string {
  return `${value.dataElement}.${value.period}.${value.orgUnit}.${value.categoryOptionCombo}.${value.attributeOptionCombo}`;
}

/** The five parts of a natural key. */
export interface KeyParts {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
}

/** Takes a natural key apart, or `undefined` when it is none: neither identifiers nor ISO periods hold a dot. */
export function partsOfKey(key: string): KeyParts | undefined {
  const parts = key.split('.');
  const [dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo] = parts;
  if (parts.length !== 5 || parts.some((part) => part === '')) return undefined;
  if (dataElement === undefined || period === undefined || orgUnit === undefined) return undefined;
  if (categoryOptionCombo === undefined || attributeOptionCombo === undefined) return undefined;
  return { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo };
}

/**
 * Content hash: value, comment and follow-up mark. Left out on purpose: `storedBy`, `created` and `lastUpdated`,
 * which every import sets anew. 128 bits of SHA-256 in base64url.
 */
export function contentHash(value: DataValue): string {
  if (value.deleted) return deletedHash;
  const content = JSON.stringify([value.value, value.comment, value.followup]);
  return hash('sha256', content, 'base64url').slice(0, 22);
}

/** Writes a value as a row of POST /api/dataValueSets. */
export function toRow(value: DataValue, storedBy: 'with-stored-by' | 'without-stored-by'): DataValueRow {
  return {
    dataElement: value.dataElement,
    period: value.period,
    orgUnit: value.orgUnit,
    categoryOptionCombo: value.categoryOptionCombo,
    attributeOptionCombo: value.attributeOptionCombo,
    ...(value.value === '' ? {} : { value: value.value }),
    ...(value.comment === '' ? {} : { comment: value.comment }),
    // 2.42 and older read `followup`, 2.43 reads `followUp`; absent means false on both.
    ...(value.followup ? { followup: true, followUp: true } : {}),
    ...(value.deleted ? { deleted: true } : {}),
    ...(storedBy === 'with-stored-by' && value.storedBy !== '' ? { storedBy: value.storedBy } : {}),
  };
}

/** A row of POST /api/dataValueSets. */
export interface DataValueRow {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
  readonly value?: string;
  readonly comment?: string;
  readonly followup?: true;
  readonly followUp?: true;
  readonly deleted?: true;
  readonly storedBy?: string;
}

/** Members, quotes, colons and commas of a row with its five identifiers and a value, in bytes. */
const bytesAroundRow = JSON.stringify({
  dataElement: '',
  period: '',
  orgUnit: '',
  categoryOptionCombo: '',
  attributeOptionCombo: '',
  value: '',
}).length;

/** Size of a value as a row of JSON, in bytes; escapes are not counted. */
export function rowBytes(value: DataValue): number {
  const identifiers =
    value.dataElement.length +
    value.period.length +
    value.orgUnit.length +
    value.categoryOptionCombo.length +
    value.attributeOptionCombo.length;
  const comment = value.comment === '' ? 0 : 13 + Buffer.byteLength(value.comment);
  const marks = (value.followup ? 32 : 0) + (value.deleted ? 15 : 0);
  const storedBy = value.storedBy === '' ? 0 : 14 + Buffer.byteLength(value.storedBy);
  return bytesAroundRow + identifiers + Buffer.byteLength(value.value) + comment + marks + storedBy;
}
