import type { Language } from '../../shared/text/translator';
import { dateFormat, locale, numberFormat } from './keptFormats';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Time between two instants in the words of the language, from the largest fitting unit: "il y a 12 min", "in 3 hr." */
export function relativeTime(at: string, now: number, language: Language): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(language), { numeric: 'always', style: 'short' });
  const size = Math.abs(seconds);
  if (size < 10)
    return new Intl.RelativeTimeFormat(locale(language), { numeric: 'auto' }).format(0, 'second');
  if (size < minute) return format.format(Math.round(seconds / 10) * 10, 'second');
  if (size < hour) return format.format(Math.trunc(seconds / minute), 'minute');
  if (size < 2 * day) return format.format(Math.trunc(seconds / hour), 'hour');
  return format.format(Math.trunc(seconds / day), 'day');
}

/** Date and time to the minute, in the zone of this computer. */
export function stamp(at: string, language: Language): string {
  return dateFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));
}

/** Time of day for an instant of today, date and time for another. */
export function shortStamp(at: string, now: number, language: Language): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return sameDay ? dateFormat(language, { timeStyle: 'short' }).format(new Date(at)) : stamp(at, language);
}

/** Date and time to the second with the zone, for tooltips and details. */
export function exactStamp(at: string, language: Language): string {
  return dateFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
}

/** A whole or decimal number with the separators of the language. */
export function number(value: number, language: Language): string {
  return numberFormat(language).format(value);
}

/** An amount of data in the largest fitting decimal unit. */
export function bytes(value: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = Math.min(value < 1000 ? 0 : Math.floor(Math.log10(value) / 3), units.length - 1);
  const unit = units[step] ?? 'byte';
  return numberFormat(language, {
    style: 'unit',
    unit,
    // The short English form knows no plural: "115 byte".
    unitDisplay: step === 0 && language === 'en' ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value / 1000 ** step);
}

/** A length of time in at most two units: "4 min 12 s". */
export function duration(milliseconds: number, language: Language): string {
  const unit = (value: number, name: string): string =>
    numberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: value < 10 && name === 'second' && milliseconds < 10_000 ? 1 : 0,
    }).format(value);
  const seconds = milliseconds / 1000;
  if (seconds < 10) return unit(seconds, 'second');
  const whole = Math.round(seconds);
  if (whole < minute) return unit(whole, 'second');
  if (whole < hour) return pair(unit(Math.floor(whole / minute), 'minute'), unit, whole % minute, 'second');
  return pair(unit(Math.floor(whole / hour), 'hour'), unit, Math.floor((whole % hour) / minute), 'minute');
}

function pair(
  first: string,
  unit: (value: number, name: string) => string,
  rest: number,
  name: string,
): string {
  return rest === 0 ? first : `${first} ${unit(rest, name)}`;
}
