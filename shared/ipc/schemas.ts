import { z } from 'zod';
import { logFiles } from '../model/log';
import { domains, shortestCheckIntervalSeconds } from '../model/settings';
import type { CommandName, Commands } from './contract';

// zod may compile validators with `new Function`; the content security policy forbids it.
z.config({ jitless: true });

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u);
const nothing = z.strictObject({});
const name = z.string().trim().min(1).max(100);
const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('basic'), username: z.string().trim().min(1).max(255) }),
  z.strictObject({ type: z.literal('token') }),
]);
const url = z.string().trim().min(1).max(500);

/** A connection as the form sends it. */
export const connectionInputSchema = z.strictObject({
  id: id.exactOptional(),
  name,
  url,
  allowHttp: z.boolean(),
  auth,
  secret: z.string().min(1).max(1000).exactOptional(),
});

/** A synchronisation as the form sends it; the interval in seconds. */
export const synchronisationInputSchema = z.strictObject({
  id: id.exactOptional(),
  name,
  sourceId: id,
  destinationId: id,
  domains: z.array(z.enum(domains)).min(1).max(domains.length),
  mode: z.enum(['manual', 'automatic']),
  checkIntervalSeconds: z.number().int().min(shortestCheckIntervalSeconds).max(86_400),
  clone: z.enum(['not-a-clone', 'confirmed-clone']),
});

const preferences = z.strictObject({
  language: z.enum(['fr', 'en']).exactOptional(),
  theme: z.enum(['light', 'dark', 'system']).exactOptional(),
  closeToTrayExplained: z.boolean().exactOptional(),
});

const byId = z.strictObject({ id });
const byTestId = z.strictObject({ testId: id });

/** Shape and limits of every command's input; unknown keys are refused. Main only. */
export const commandSchemas = {
  'app.info': nothing,
  'app.setPreferences': preferences,
  'app.quit': nothing,
  'status.snapshot': nothing,
  'connections.list': nothing,
  'connections.save': connectionInputSchema,
  'connections.remove': byId,
  'connections.test': z.strictObject({ testId: id, connection: connectionInputSchema }),
  'connections.cancelTest': byTestId,
  'synchronisations.list': nothing,
  'synchronisations.save': synchronisationInputSchema,
  'synchronisations.remove': byId,
  'synchronisations.start': byId,
  'synchronisations.stop': byId,
  'synchronisations.pause': byId,
  'synchronisations.resume': byId,
  'synchronisations.runNow': byId,
  'synchronisations.prove': byId,
  'synchronisations.answer': z.strictObject({
    id,
    question: z.enum(['first-write', 'deletions']),
    answer: z.enum(['yes', 'no']),
  }),
  'synchronisations.sendAgain': byId,
  'runs.list': z.strictObject({ syncId: id.exactOptional(), limit: z.number().int().min(1).max(1000) }),
  'runs.detail': z.strictObject({ runId: id }),
  'logs.files': nothing,
  'logs.follow': z.strictObject({
    files: z.array(z.enum(logFiles)).min(1).max(logFiles.length),
    lines: z.number().int().min(0).max(2000),
  }),
  'logs.unfollow': nothing,
  'logs.openFolder': nothing,
} satisfies { [N in CommandName]: z.ZodType<Commands[N]['input']> };
