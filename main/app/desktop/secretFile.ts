import { z } from 'zod';
import type { Problem } from '../../../shared/model/problem';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import { keepAside, readWholeFile, writeFileAtomically } from '../../engine/store/atomicFile';

const keptSecret = z.strictObject({
  /** Store that encrypted the value. */
  backend: z.string().min(1).max(50),
  /** Ciphertext, base64. */
  value: z.base64().max(10_000),
});

const secretFileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.record(z.string(), keptSecret),
  /** Values that could not be read when they were replaced; removed with their connection only. */
  setAside: z.array(keptSecret.extend({ connectionId: z.string(), at: z.string() })),
});

/** One encrypted secret. */
export type KeptSecret = z.infer<typeof keptSecret>;
/** Content of `secrets.json`: ciphertexts only. */
export type SecretFile = z.infer<typeof secretFileSchema>;

/** A file with nothing in it. */
export const noSecrets: SecretFile = { version: 1, secrets: {}, setAside: [] };

/** Content of the file; an unreadable one is moved aside, named, and replaced by an empty one. */
export async function readSecretFile(
  path: string,
  now: number,
): Promise<{ readonly file: SecretFile; readonly problems: readonly Problem[] }> {
  const content = await readWholeFile(path);
  if (!content.ok) return { file: noSecrets, problems: [content.error] };
  if (content.value === undefined) return { file: noSecrets, problems: [] };
  const parsed = secretFileSchema.safeParse(parseJson(content.value.toString('utf8')));
  if (parsed.success) return { file: parsed.data, problems: [] };
  const aside = await keepAside(path, now);
  const keptAs = aside.ok ? (aside.value ?? path) : path;
  const unreadable = problem('state-unreadable', { file: 'secrets.json', keptAs });
  return { file: noSecrets, problems: aside.ok ? [unreadable] : [unreadable, aside.error] };
}

/** Replaces the file, 0600, synced. */
export async function writeSecretFile(path: string, file: SecretFile): Promise<Result<null, Problem>> {
  const written = await writeFileAtomically(path, `${JSON.stringify(file, null, 2)}\n`);
  return written.ok ? succeed(null) : fail(written.error);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Judged by the schema like any other wrong content.
    return undefined;
  }
}
