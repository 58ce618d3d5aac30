import type { Problem } from '../../../shared/model/problem';
import { succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { ConnectedServer } from '../dhis2/server';
import { eachObject, keyOf } from './metadataObject';
import type { MetadataBundle } from './metadataObject';
import { readByIds } from './readMetadata';

/** Splits `type/id` keys by type. */
export function idsByType(keys: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, string[]>();
  for (const key of keys) {
    const slash = key.indexOf('/');
    const type = key.slice(0, slash);
    const ids = wanted.get(type);
    if (ids === undefined) wanted.set(type, [key.slice(slash + 1)]);
    else ids.push(key.slice(slash + 1));
  }
  return wanted;
}

/** Reads which of the given objects stand at a server now. */
export async function keysAt(
  server: ConnectedServer,
  keys: Iterable<string>,
  signal: AbortSignal,
): Promise<Result<ReadonlySet<string>, Problem>> {
  const wanted = [...keys];
  if (wanted.length === 0) return succeed(new Set());
  const answer = await readByIds(server, idsByType(wanted), 'id', signal);
  return answer.ok ? succeed(keysOf(answer.value)) : answer;
}

/** Keys of all objects of a bundle. */
export function keysOf(bundle: MetadataBundle): ReadonlySet<string> {
  return new Set([...eachObject(bundle)].map(({ type, object }) => keyOf(type, object.id)));
}

/** Remembers what stands at the destination, and asks for what it does not know yet. */
export class DestinationKeys {
  private readonly asked = new Map<string, 'there' | 'missing'>();

  constructor(
    private readonly server: ConnectedServer,
    private readonly signal: AbortSignal,
    private readonly all: ReadonlySet<string> | undefined,
  ) {}

  /** Makes sure that {@link has} can tell for these keys. */
  async learn(keys: Iterable<string>): Promise<Result<null, Problem>> {
    if (this.all !== undefined) return succeed(null);
    const open = [...new Set(keys)].filter((key) => !this.asked.has(key));
    const found = await keysAt(this.server, open, this.signal);
    if (!found.ok) return found;
    for (const key of open) this.asked.set(key, found.value.has(key) ? 'there' : 'missing');
    return succeed(null);
  }

  /** Whether an object stands at the destination, written in this run or before. */
  has(key: string): boolean {
    const asked = this.asked.get(key);
    return asked === undefined ? (this.all?.has(key) ?? false) : asked === 'there';
  }

  /** Notes that an object arrived, or that it is gone. */
  note(key: string, state: 'there' | 'missing'): void {
    this.asked.set(key, state);
  }
}
