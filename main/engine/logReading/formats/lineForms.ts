/** How the first line of a record begins. */
export type HeadForm =
  /** `[INFO] 2025-10-10 14:23:01 …`, ours and most of the predecessor's, with or without `[AUTO-SYNC] ` before it. */
  | 'bracketed'
  /** `INFO 2025-10-10 14:23:01,123 logger …`, the predecessor's in production; DHIS2's own with `* ` before it. */
  | 'production'
  /** `2025-10-10T14:23:01.123+01:00 INFO …`, of many programs. */
  | 'dated';

/** How a file is divided into records. Without any form each line is a record, but for those that continue one. */
export interface LogFormat {
  readonly heads: readonly HeadForm[];
}

/** The five files, whoever wrote them. */
export const ownFormat: LogFormat = { heads: ['bracketed'] };

/** Text in which no known form was found. */
export const unknownFormat: LogFormat = { heads: [] };
