import { createHash } from 'node:crypto';
import { z } from 'zod';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import {
  defaultCheckIntervalSeconds,
  domains,
  shortestCheckIntervalSeconds,
} from '../../../shared/model/settings';
import type { ConnectionSettings, SynchronisationSettings } from '../../../shared/model/settings';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';

z.config({ jitless: true });

/** Where a secret stands: `env:NAME` or `file:PATH`; never the secret itself. */
const secretPlace = z.string().regex(/^(?:env:[A-Za-z_][A-Za-z0-9_]*|file:.+)$/u);
const name = z.string().trim().min(1).max(100);

const connection = z.strictObject({
  name,
  url: z.string().min(1).max(500),
  allowHttp: z.boolean().default(false),
  auth: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('basic'), username: z.string().min(1).max(255), password: secretPlace }),
    z.strictObject({ type: z.literal('token'), token: secretPlace }),
  ]),
});

const synchronisation = z.strictObject({
  name,
  source: name,
  destination: name,
  domains: z.array(z.enum(domains)).min(1),
  mode: z.enum(['manual', 'automatic']).default('manual'),
  checkIntervalSeconds: z
    .number()
    .int()
    .min(shortestCheckIntervalSeconds)
    .max(86_400)
    .default(defaultCheckIntervalSeconds),
  /** `true`: both ends share a systemId because one is a copy of the other. */
  clone: z.boolean().default(false),
});

const setupFile = z.strictObject({
  connections: z.array(connection).min(1).max(100),
  synchronisations: z.array(synchronisation).min(1).max(500),
});

/** A setup file, checked: settings without secrets, and where each connection's secret stands. */
export interface Setup {
  readonly connections: readonly ConnectionSettings[];
  readonly synchronisations: readonly SynchronisationSettings[];
  /** By connection identifier: `env:NAME` or `file:PATH`. */
  readonly secretPlaces: ReadonlyMap<string, string>;
}

/** A stable identifier for a name that people chose: the name itself where it can be one. */
export function identifierOf(chosen: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/u.test(chosen)) return chosen;
  return createHash('sha256').update(chosen).digest('hex').slice(0, 16);
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    root,
  );
}

/** One problem for each issue, with the key and its place; the values of secrets are never repeated. */
function explain(issue: z.core.$ZodIssue, root: unknown): readonly Problem[] {
  const place = placeOf(issue.path);
  const last = issue.path.at(-1);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      problem('setup-invalid', { place: place === '' ? key : `${place}.${key}`, reason: 'unknown-key', key }),
    );
  }
  const value = valueAt(root, issue.path);
  if (value === undefined) return [problem('setup-invalid', { place, reason: 'missing' })];
  if (issue.path.includes('domains') && typeof last === 'number' && typeof value === 'string') {
    return [problem('unsupported-domain', { place, domain: value.slice(0, 60) })];
  }
  if (last === 'mode' && typeof value === 'string') {
    return [problem('unsupported-mode', { place, mode: value.slice(0, 60) })];
  }
  if (last === 'password' || last === 'token') {
    return [problem('setup-invalid', { place, reason: 'secret-in-plain-text' })];
  }
  return [problem('setup-invalid', { place, reason: 'wrong-value' }, issue.message)];
}

function duplicates(names: readonly string[], list: string): Problem[] {
  return names.flatMap((one, index) =>
    names.indexOf(one) === index
      ? []
      : [problem('setup-invalid', { place: `${list}[${index}].name`, reason: 'duplicate-name', name: one })],
  );
}

/** Reads a setup file's text; every mistake is told with its place. */
export function readSetup(text: string): Result<Setup, readonly Problem[]> {
  let root: unknown;
  try {
    root = JSON.parse(text) as unknown;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    return fail([problem('setup-invalid', { place: '', reason: 'not-json' }, words)]);
  }
  const parsed = setupFile.safeParse(root);
  if (!parsed.success) return fail(parsed.error.issues.flatMap((issue) => explain(issue, root)));
  const file = parsed.data;
  const names = file.connections.map((one) => one.name);
  const mistakes = [
    ...duplicates(names, 'connections'),
    ...duplicates(
      file.synchronisations.map((one) => one.name),
      'synchronisations',
    ),
    ...file.synchronisations.flatMap((one, index) =>
      (['source', 'destination'] as const)
        .filter((end) => !names.includes(one[end]))
        .map((end) =>
          problem('setup-invalid', {
            place: `synchronisations[${index}].${end}`,
            reason: 'unknown-connection',
            name: one[end],
          }),
        ),
    ),
  ];
  if (mistakes.length > 0) return fail(mistakes);
  return succeed({
    connections: file.connections.map(({ name: chosen, url, allowHttp, auth }) => ({
      id: identifierOf(chosen),
      name: chosen,
      url,
      allowHttp,
      auth: auth.type === 'basic' ? { type: 'basic', username: auth.username } : { type: 'token' },
    })),
    synchronisations: file.synchronisations.map((one) => ({
      id: identifierOf(one.name),
      name: one.name,
      sourceId: identifierOf(one.source),
      destinationId: identifierOf(one.destination),
      // Metadata first, whatever the order in the file: values refer to it.
      domains: domains.filter((domain) => one.domains.includes(domain)),
      mode: one.mode,
      checkIntervalSeconds: one.checkIntervalSeconds,
      activity: 'started',
      clone: one.clone ? 'confirmed-clone' : 'not-a-clone',
    })),
    secretPlaces: new Map(
      file.connections.map(({ name: chosen, auth }) => [
        identifierOf(chosen),
        auth.type === 'basic' ? auth.password : auth.token,
      ]),
    ),
  });
}
