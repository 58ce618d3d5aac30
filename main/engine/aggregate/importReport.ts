import { z } from 'zod';

const count = z.number().int().nonnegative();

const conflictShape = z.object({
  object: z.string().nullish(),
  objects: z.record(z.string(), z.unknown()).nullish(),
  value: z.string().nullish(),
  errorCode: z.string().nullish(),
  indexes: z.array(z.number().int()).nullish(),
});

const summaryShape = z.object({
  status: z.enum(['SUCCESS', 'OK', 'WARNING', 'ERROR']),
  description: z.string().nullish(),
  importCount: z.object({ imported: count, updated: count, ignored: count, deleted: count }),
  conflicts: z.array(conflictShape).nullish(),
  rejectedIndexes: z.array(z.number().int()).nullish(),
});

const wrapped = z.object({ response: summaryShape });

/** One thing the destination found wrong, and the rows it concerns, where it says so. */
export interface Conflict {
  readonly code: string | undefined;
  /** The server's own words. */
  readonly words: string;
  /** Identifiers the conflict names, as text; 2.43 joins them with dashes. */
  readonly named: string;
  /** Rows of the request, from 0; -1 stands for the request as a whole. */
  readonly indexes: readonly number[];
}

/** Import summary of POST /api/dataValueSets, in the members that all versions share. */
export interface ImportReport {
  readonly status: 'SUCCESS' | 'WARNING' | 'ERROR';
  readonly description: string;
  readonly imported: number;
  readonly updated: number;
  readonly ignored: number;
  readonly deleted: number;
  readonly conflicts: readonly Conflict[];
  readonly rejectedIndexes: readonly number[];
}

/** Reads an import summary out of its WebMessage (or bare); `undefined` when the body is no report. */
export function readImportReport(body: unknown): ImportReport | undefined {
  const inWebMessage = wrapped.safeParse(body);
  const bare = inWebMessage.success ? undefined : summaryShape.safeParse(body);
  const summary = inWebMessage.success ? inWebMessage.data.response : bare?.data;
  if (summary === undefined) return undefined;
  return {
    status: summary.status === 'OK' ? 'SUCCESS' : summary.status,
    description: summary.description ?? '',
    ...summary.importCount,
    conflicts: (summary.conflicts ?? []).map((conflict) => ({
      code: conflict.errorCode ?? undefined,
      words: conflict.value ?? '',
      named: [conflict.object ?? '', ...Object.values(conflict.objects ?? {}).map(String)].join(' '),
      indexes: conflict.indexes ?? [],
    })),
    rejectedIndexes: summary.rejectedIndexes ?? [],
  };
}
