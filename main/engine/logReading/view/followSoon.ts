import { setImmediate } from 'node:timers/promises';
import type { LogSources } from '../sources/logSources';

/**
 * Follows files from soon on: first those rows may be asked for that there are, and reading on would keep them waiting.
 * `look` is called with each change. Returns what ends it.
 */
export function followSoon(
  sources: Pick<LogSources, 'onChange' | 'requests'>,
  look: () => Promise<void>,
): () => Promise<void> {
  let state: 'wanted' | 'ended' = 'wanted';
  const isEnded = (): boolean => state === 'ended';
  const begin = async (): Promise<(() => Promise<void>) | undefined> => {
    await setImmediate();
    await sources.requests.pause();
    if (isEnded()) return undefined;
    const end = sources.onChange(look);
    // What others were told of meanwhile; where it fails, the next look tells.
    await look().catch(() => undefined);
    return end;
  };
  const following = begin();
  return async () => {
    state = 'ended';
    const end = await following;
    await end?.();
  };
}
