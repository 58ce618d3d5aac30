/** Lets work through for a key when nothing before it is under way; `onWait` is called where it has to wait. */
export type Exclusively = <T>(key: string, work: () => Promise<T>, onWait?: () => void) => Promise<T>;

/** Lets one piece of work at a time through for each key, in the order in which they came. */
export function createExclusive(): Exclusively {
  const last = new Map<string, Promise<unknown>>();
  return (key, work, onWait) => {
    const before = last.get(key);
    if (before !== undefined) onWait?.();
    const now = (before ?? Promise.resolve()).then(work, work);
    const ended: Promise<unknown> = now
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
    last.set(key, ended);
    return now;
  };
}
