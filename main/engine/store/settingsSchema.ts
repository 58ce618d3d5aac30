import { z } from 'zod';
import { domains, logMegabyteRange, shortestCheckIntervalSeconds } from '../../../shared/model/settings';
import type { Settings } from '../../../shared/model/settings';

z.config({ jitless: true });

/** Version of settings.json that this program writes. */
export const settingsVersion = 1;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('basic'), username: z.string() }),
  z.strictObject({ type: z.literal('token') }),
]);

const settingsSchema = z.strictObject({
  connections: z.array(
    z.strictObject({ id, name: z.string(), url: z.string(), allowHttp: z.boolean(), auth }),
  ),
  synchronisations: z.array(
    z.strictObject({
      id,
      name: z.string(),
      sourceId: id,
      destinationId: id,
      domains: z.array(z.enum(domains)),
      mode: z.enum(['manual', 'automatic']),
      checkIntervalSeconds: z.number().min(shortestCheckIntervalSeconds),
      activity: z.enum(['started', 'stopped', 'paused']),
      clone: z.enum(['not-a-clone', 'confirmed-clone']),
    }),
  ),
  preferences: z.strictObject({
    language: z.enum(['fr', 'en']),
    theme: z.enum(['light', 'dark', 'system']),
    closeToTrayExplained: z.boolean(),
    // Files from before it existed have none.
    logMegabytes: z
      .int()
      .min(logMegabyteRange.least)
      .max(logMegabyteRange.most)
      .default(logMegabyteRange.usual),
  }),
}) satisfies z.ZodType<Settings>;

const fileSchema = z.looseObject({ version: z.int().positive() });

/** Brings the content of an older version up by one version; keyed by the version it starts from. */
export type Migrations = Readonly<Record<number, (content: unknown) => unknown>>;

/** Nothing older than version 1 exists. */
export const settingsMigrations: Migrations = {};

/** What a settings file says, brought up to today's version; `undefined` when it is not whole, not ours or newer. */
export function parseSettings(
  text: string,
  migrations: Migrations = settingsMigrations,
  current: number = settingsVersion,
): Settings | undefined {
  const file = fileSchema.safeParse(parseJson(text)).data;
  if (file === undefined || file.version > current) return undefined;
  let content: unknown = Object.fromEntries(Object.entries(file).filter(([name]) => name !== 'version'));
  for (let version = file.version; version < current; version += 1) {
    const migrate = migrations[version];
    if (migrate === undefined) return undefined;
    content = migrate(content);
  }
  return settingsSchema.safeParse(content).data;
}

/** Whether settings may be written: what could not be read back is refused. */
export function checkSettings(settings: Settings): boolean {
  return settingsSchema.safeParse(settings).success;
}

/** The text of settings.json. */
export function settingsText(settings: Settings): string {
  return `${JSON.stringify({ version: settingsVersion, ...settings }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
