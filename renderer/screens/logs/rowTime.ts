function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Time of day to the millisecond in the zone of this computer, as it stands in the files: `10:40:09.219`. */
export function clockOf(time: number): string {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Day and month in the zone of this computer: `23/11`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  return `${two(date.getDate())}/${two(date.getMonth() + 1)}`;
}

/** `days` where two instants fall on different days of this computer. */
export function spanOf(from: number | undefined, until: number | undefined): 'one-day' | 'days' {
  if (from === undefined || until === undefined) return 'one-day';
  return new Date(from).toDateString() === new Date(until).toDateString() ? 'one-day' : 'days';
}

/** Text of a field for date and time: local, to the second. */
export function fieldOf(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Instant of such a text in the zone of this computer; `undefined` while it is not complete. */
export function timeOfField(text: string): number | undefined {
  const time = /^\d{4,}-\d\d-\d\dT\d\d:\d\d/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
