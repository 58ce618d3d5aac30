import { z } from 'zod';
import type { RunRecord } from '../../../shared/model/run';
import { problemCodes } from '../../../shared/model/problem';
import { domains } from '../../../shared/model/settings';

z.config({ jitless: true });

const params = z.record(z.string(), z.union([z.string(), z.number()]));
const problem = z.looseObject({
  code: z.enum(problemCodes),
  params,
  detail: z.string().exactOptional(),
});
const domain = z.enum(domains);
const count = z.number().nonnegative();
const counts = z.looseObject({
  read: count,
  created: count,
  updated: count,
  unchanged: count,
  deleted: count,
  quarantined: count,
});
const record = { domain, slice: z.string(), key: z.string(), label: z.string().exactOptional() };
const proof = z.looseObject({
  result: z.enum(['equal', 'different', 'not-checked']),
  at: z.string().exactOptional(),
  slices: z.array(
    z.looseObject({
      domain,
      slice: z.string(),
      sourceCount: count,
      destinationCount: count,
      sourceHash: z.string(),
      destinationHash: z.string(),
    }),
  ),
  differences: count,
  sample: z.array(
    z.looseObject({
      ...record,
      kind: z.enum(['missing-at-destination', 'different', 'only-at-destination']),
    }),
  ),
  leftOut: z.array(z.string()),
  cause: problem.exactOptional(),
});

/** What screens and lists rely on in a run's file; further members pass. */
const runRecordSchema = z.looseObject({
  runId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  syncId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  trigger: z.enum(['operator', 'automatic', 'resumed', 'command-line']),
  task: z.enum(['synchronise', 'prove']),
  startedAt: z.string(),
  endedAt: z.string(),
  outcome: z.enum(['changed', 'verified-unchanged', 'could-not-look', 'partly-looked']),
  domains: z.partialRecord(domain, counts),
  requests: count,
  bytesSent: count,
  bytesReceived: count,
  proof,
  errors: z.array(problem),
  notes: z.array(z.looseObject({ code: z.string(), params })),
  heldDeletions: z.array(z.looseObject(record)),
  quarantined: z.array(
    z.looseObject({
      ...record,
      problem,
      serverCode: z.string().exactOptional(),
      hash: z.string(),
      at: z.string(),
    }),
  ),
});

/** A run's record from the text of its file, or `undefined` when it is damaged. */
export function parseRunRecord(text: string): RunRecord | undefined {
  try {
    const file = z.looseObject({ version: z.literal(1), run: z.unknown() }).safeParse(JSON.parse(text));
    return runRecordSchema.safeParse(file.data?.run).data;
  } catch {
    return undefined;
  }
}

/** The text of a run's file. */
export function runRecordText(run: RunRecord): string {
  return `${JSON.stringify({ version: 1, run })}\n`;
}
