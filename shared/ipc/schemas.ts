import { z } from 'zod';
import { logFiles, logLevels } from '../model/log';
import { domains, logMegabyteRange, shortestCheckIntervalSeconds } from '../model/settings';
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
  logMegabytes: z.number().int().min(logMegabyteRange.least).max(logMegabyteRange.most).exactOptional(),
});

const byId = z.strictObject({ id });
const byTestId = z.strictObject({ testId: id });

/** Ids that the reader made: looked up, never joined to a path. */
const fileId = z.string().regex(/^[A-Za-z0-9_.:/-]{1,200}$/u);
const instant = z.number().int().min(0).max(8.64e15);
const values = z.array(z.string().min(1).max(200)).max(100);
const viewId = { viewId: id };

const logFilter = z.strictObject({
  text: z.string().max(500),
  syntax: z.enum(['words', 'expression']),
  letterCase: z.enum(['ignored', 'exact']),
  accents: z.enum(['ignored', 'exact']),
  levels: z.array(z.enum([...logLevels, 'NONE'])).max(logLevels.length + 1),
  modules: values,
  syncs: values,
  runs: values,
  codes: values,
  from: instant.exactOptional(),
  until: instant.exactOptional(),
});

const logRef = z.strictObject({ source: fileId, offset: z.number().int().min(0) });
const row = z
  .number()
  .int()
  .min(-1)
  .max(2 ** 32);

const logTarget = z.union([
  z.strictObject({
    to: z.enum(['next', 'previous']),
    what: z.enum(['match', 'error', 'warning']),
    row,
  }),
  z.strictObject({ to: z.literal('time'), time: instant }),
  z.strictObject({ to: z.literal('record'), ref: logRef }),
  z.strictObject({ to: z.literal('link'), link: z.string().min(1).max(500) }),
]);

const bundleRequest = {
  from: instant,
  until: instant,
  logs: z.array(z.enum(logFiles)).max(logFiles.length),
  lastHour: z.enum(['with', 'without']),
  runs: z.array(id).max(1000),
  names: z.enum(['shown', 'hidden']),
};

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
  'logs.openFolder': nothing,
  'logs.list': nothing,
  'logs.view': z.strictObject({
    ...viewId,
    selection: z.strictObject({ files: z.array(fileId).max(100), old: z.enum(['with', 'without']) }),
    filter: logFilter,
    show: z.enum(['matches', 'all']),
    context: z.number().int().min(0).max(50),
  }),
  'logs.closeView': z.strictObject(viewId),
  'logs.rows': z.strictObject({
    ...viewId,
    from: z.number().int().min(0),
    count: z.number().int().min(0).max(500),
  }),
  'logs.record': z.strictObject({ ...viewId, ref: logRef, offset: z.number().int().min(0) }),
  'logs.goTo': z.strictObject({ ...viewId, target: logTarget }),
  'logs.histogram': z.strictObject({
    ...viewId,
    slices: z.number().int().min(1).max(1000),
    from: instant.exactOptional(),
    until: instant.exactOptional(),
  }),
  'logs.counts': z.strictObject(viewId),
  'logs.overview': z.strictObject({ ...viewId, slices: z.number().int().min(1).max(300) }),
  'logs.saveFile': z.strictObject({ file: fileId }),
  'logs.saveView': z.strictObject(viewId),
  'logs.clear': z.strictObject({ file: fileId }),
  'logs.openFiles': nothing,
  'logs.closeFile': z.strictObject({ file: fileId }),
  'logs.detail': z.strictObject({ reference: fileId }),
  'bundle.plan': z.strictObject(bundleRequest),
  'bundle.preview': z.strictObject({ ...bundleRequest, entry: z.string().min(1).max(300) }),
  'bundle.save': z.strictObject({ ...bundleRequest, bundleId: id }),
  'bundle.cancel': z.strictObject({ bundleId: id }),
  'bundle.show': nothing,
} satisfies { [N in CommandName]: z.ZodType<Commands[N]['input']> };
