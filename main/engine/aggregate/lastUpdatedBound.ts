/** Time by which a read reaches back before the watermark: rows become visible only when their transaction commits. */
export const overlapMs = 10 * 60 * 1000;

/** Reach back where the server's zone is not known: no zone is further behind UTC. */
const widestOffsetMs = 14 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

const formatters = new Map<string, Intl.DateTimeFormat | undefined>();

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!formatters.has(timeZone)) {
    let formatter: Intl.DateTimeFormat | undefined;
    try {
      formatter = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      // A zone this machine does not know: the caller takes the widest offset.
      formatter = undefined;
    }
    formatters.set(timeZone, formatter);
  }
  return formatters.get(timeZone);
}

/** Offset of an IANA zone from UTC at an instant, in milliseconds (negative west of Greenwich); `undefined` for an unknown zone. */
export function zoneOffsetMs(timeZone: string, instantMs: number): number | undefined {
  const formatter = formatterOf(timeZone);
  if (formatter === undefined) return undefined;
  const parts = new Map(formatter.formatToParts(instantMs).map((part) => [part.type, Number(part.value)]));
  const wall = Date.UTC(
    parts.get('year') ?? 0,
    (parts.get('month') ?? 1) - 1,
    parts.get('day') ?? 1,
    parts.get('hour') ?? 0,
    parts.get('minute') ?? 0,
    parts.get('second') ?? 0,
  );
  return wall - Math.floor(instantMs / 1000) * 1000;
}

/**
 * Furthest behind UTC that the zone was from a day before `fromMs` to a day after `untilMs`, in milliseconds, at
 * least 0. Sampled daily, so that both sides of a change of clocks count.
 */
function furthestBehindMs(timeZone: string, fromMs: number, untilMs: number): number {
  let furthest = 0;
  for (let at = fromMs - dayMs; at < untilMs + 2 * dayMs; at += dayMs) {
    const offset = zoneOffsetMs(timeZone, at);
    if (offset === undefined) return widestOffsetMs;
    furthest = Math.max(furthest, -offset);
  }
  return furthest;
}

/** What the bound depends on. */
export interface BoundInput {
  /** Watermark, server instant in UTC. */
  readonly lookedUpTo: string;
  /** Server's instant now. */
  readonly serverInstant: string;
  readonly minor: number;
  /** IANA zone of the server. */
  readonly timeZone: string;
}

/**
 * `lastUpdated` to ask GET /api/dataValueSets for, so that no change since the watermark is missed. Up to 2.42 the
 * server writes the bound as UTC wall-clock text and compares it with a column in its own wall clock: west of
 * Greenwich the last hours would be missed, hence the bound moves back by the zone's distance behind UTC.
 */
export function lastUpdatedBound(input: BoundInput): string {
  const lookedUpTo = Date.parse(input.lookedUpTo);
  const bound = lookedUpTo - overlapMs;
  if (input.minor >= 43) return new Date(bound).toISOString();
  const until = Math.max(lookedUpTo, Date.parse(input.serverInstant));
  return new Date(bound - furthestBehindMs(input.timeZone, bound, until)).toISOString();
}
