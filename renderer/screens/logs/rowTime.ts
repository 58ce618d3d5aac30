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
