const form =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,3}))?)?)?(?<zone>Z|[+-]\d\d:\d\d)?$/;

/**
 * Milliseconds since the epoch of `2026-11-23`, `2026-11-23 14:05` or an ISO 8601 instant, in local time where no zone is
 * given. What is not said is the first moment (`first`) or the last one (`last`) that it can be; `undefined` for anything else.
 */
export function parseMoment(text: string, which: 'first' | 'last'): number | undefined {
  const found = form.exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const part = (name: string, last: number): string => {
    const given = found[name];
    if (given !== undefined) return given;
    return String(which === 'last' ? last : 0).padStart(2, '0');
  };
  const date = `${found['year'] ?? ''}-${found['month'] ?? ''}-${found['day'] ?? ''}`;
  const seconds = part('second', 59);
  const fraction = (found['fraction'] ?? (which === 'last' ? '999' : '000')).padEnd(3, '0');
  const time = `${part('hour', 23)}:${part('minute', 59)}:${seconds}.${fraction}`;
  const instant = Date.parse(`${date}T${time}${found['zone'] ?? ''}`);
  // A day that the month does not have would be another day.
  const day = Number(found['day']);
  const real = new Date(Number(found['year']), Number(found['month']) - 1, day).getDate() === day;
  return Number.isNaN(instant) || !real ? undefined : instant;
}
