/** Lets one piece of work at a time through for each key, in the order in which they came. */
export function createExclusive(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    last.set(
      key,
      now.catch(() => undefined),
    );
    return now;
  };
}
