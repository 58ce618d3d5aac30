import type { Answer } from '../dhis2/clientPort';
import { isJsonArray, isJsonObject, keyOf, textOf } from './metadataObject';
import type { JsonObject } from './metadataObject';
import { typeOfKlass } from './metadataTypes';

/** What the server said against one object. */
export interface ObjectError {
  /** `type/id`. */
  readonly key: string;
  readonly type: string;
  readonly id: string;
  readonly code?: string;
  readonly message: string;
}

/** The report of a metadata import (`response` of the WebMessage, contract of 2.38 to 2.43). */
export interface ImportReport {
  readonly status: 'OK' | 'WARNING' | 'ERROR';
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly ignored: number;
  readonly errors: readonly ObjectError[];
}

/** What an answer to POST /api/metadata is. */
export type ImportAnswer =
  | { readonly kind: 'report'; readonly report: ImportReport }
  /** The request as a whole was refused with a WebMessage and no report: nothing was written. */
  | { readonly kind: 'refused'; readonly words: string; readonly code?: string }
  /** Neither: nobody knows what happened. */
  | { readonly kind: 'unreadable' };

/** Reads an answer to POST /api/metadata; nothing is assumed where something is missing. */
export function readImportAnswer(answer: Answer): ImportAnswer {
  const { body, status } = answer;
  if (!isJsonObject(body)) return { kind: 'unreadable' };
  const { response } = body;
  if (isJsonObject(response) && response['stats'] !== undefined) {
    const report = readReport(response);
    return report === undefined ? { kind: 'unreadable' } : { kind: 'report', report };
  }
  if (status === 409 && body['status'] === 'ERROR') {
    const code = textOf(body['errorCode']);
    const words = textOf(body['message']) ?? '';
    return { kind: 'refused', words, ...(code === undefined ? {} : { code }) };
  }
  return { kind: 'unreadable' };
}

function readReport(response: JsonObject): ImportReport | undefined {
  const { status, stats, typeReports } = response;
  if (status !== 'OK' && status !== 'WARNING' && status !== 'ERROR') return undefined;
  if (!isJsonObject(stats)) return undefined;
  const [created, updated, deleted, ignored] = (['created', 'updated', 'deleted', 'ignored'] as const).map(
    (name) => countOf(stats[name]),
  );
  if (created === undefined || updated === undefined || deleted === undefined || ignored === undefined) {
    return undefined;
  }
  if (typeReports !== undefined && !isJsonArray(typeReports)) return undefined;
  const errors = (typeReports ?? []).flatMap((typeReport) =>
    isJsonObject(typeReport) ? errorsOfType(typeReport) : [],
  );
  // A report that admits errors must name them, or nobody can tell the good from the bad.
  if (status === 'OK' && errors.length > 0) return undefined;
  return { status, created, updated, deleted, ignored, errors };
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function errorsOfType(typeReport: JsonObject): readonly ObjectError[] {
  const { objectReports, klass } = typeReport;
  if (!isJsonArray(objectReports)) return [];
  return objectReports.flatMap((objectReport) => {
    if (!isJsonObject(objectReport) || !isJsonArray(objectReport['errorReports'])) return [];
    const id = textOf(objectReport['uid']);
    const type = typeOfKlass(textOf(objectReport['klass']) ?? textOf(klass) ?? '');
    if (id === undefined || type === undefined) return [];
    return objectReport['errorReports'].flatMap((error) => {
      if (!isJsonObject(error)) return [];
      const code = textOf(error['errorCode']);
      const message = textOf(error['message']) ?? '';
      return { key: keyOf(type, id), type, id, message, ...(code === undefined ? {} : { code }) };
    });
  });
}
