/**
 * Takes the next item of a source while the consumer still works on the one before, so that reading overlaps
 * sending. At most one item waits; an item asked for too early is let go unread when the consumer stops.
 */
export async function* lookAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = source.next();
  try {
    for (;;) {
      const item = await coming;
      if (item.done === true) return;
      coming = source.next();
      // The consumer may stop without ever awaiting it; a rejection is then nobody's.
      coming.catch(() => undefined);
      yield item.value;
    }
  } finally {
    await source.return(undefined);
  }
}
