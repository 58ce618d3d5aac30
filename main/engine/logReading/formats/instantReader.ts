import { byte, isDigit } from './words';

const dash = byte('-');
const colon = byte(':');
const blank = byte(' ');
const capitalT = byte('T');
const capitalZ = byte('Z');
const plus = byte('+');
const comma = byte(',');
const point = byte('.');

/** A minute that was read last: consecutive lines mostly stand in the same one. */
interface Minute {
  first: number;
  second: number;
  third: number;
  fourth: number;
  /** Minutes since the epoch, or {@link noTime}. */
  minutes: number;
}

/** Stands for a time that is not there, or that is no date between 1970 and 2105. */
export const noTime = -1;

function noMinute(): Minute {
  return { first: 0, second: 0, third: 0, fourth: 0, minutes: noTime };
}

const noNumber = -1;
const noZone = 100_000;

function number(view: DataView, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place += 1) {
    const digit = view.getUint8(place);
    if (!isDigit(digit)) return noNumber;
    value = value * 10 + digit - 48;
  }
  return value;
}

const lastYear = 2105;
const mostZoneHours = 14;

/**
 * Reads `2025-10-10 14:23:01`, with or without fraction and zone; what it read stays in its fields. They are small whole
 * numbers, which cost nothing to keep.
 */
export class InstantReader {
  /** Minutes since the epoch, or {@link noTime}. */
  minutes = noTime;
  /** Milliseconds within the minute, less than 61,000. */
  milliseconds = 0;
  /** Byte behind what was read. */
  end = 0;
  private readonly local = noMinute();
  private readonly universal = noMinute();
  /** The zone that was read last, six bytes of the form `+01:00`, and its minutes. */
  private zoneStart = 0;
  private zoneEnd = 0;
  private zone = 0;

  /** Whether a time stands at `at`; without a zone it is local time. */
  read(view: DataView, at: number): boolean {
    if (view.getUint8(at + 16) !== colon || view.getUint8(at + 4) !== dash) return false;
    const tens = view.getUint8(at + 17) - 48;
    const ones = view.getUint8(at + 18) - 48;
    const second = tens * 10 + ones;
    if (tens < 0 || tens > 6 || ones < 0 || ones > 9 || second > 60) return false;
    let end = at + 19;
    this.milliseconds = second * 1000;
    let next = view.getUint8(end);
    if ((next === comma || next === point) && isDigit(view.getUint8(end + 1))) {
      end = this.readFraction(view, end + 1);
      next = view.getUint8(end);
    }
    let zone = noZone;
    if (next === capitalZ) {
      zone = 0;
      end += 1;
    } else if (next === plus || next === dash) {
      zone = this.readZone(view, end);
      if (zone !== noZone) end = this.end;
    }
    const kind = zone === noZone ? 'local' : 'universal';
    const minute = kind === 'local' ? this.local : this.universal;
    if (!sameMinute(view, at, minute) && !readMinute(view, at, minute, kind)) return false;
    this.minutes = minute.minutes;
    if (kind === 'universal' && this.minutes !== noTime) this.minutes = Math.max(noTime, this.minutes - zone);
    this.end = end;
    return true;
  }

  /** Minutes of `+01:00`, `+0100` or `+01`, or {@link noZone}. */
  private readZone(view: DataView, at: number): number {
    const start = view.getInt32(at, true);
    const end = view.getInt32(at + 2, true);
    if (start === this.zoneStart && end === this.zoneEnd) {
      this.end = at + 6;
      return this.zone;
    }
    const zone = this.readOtherZone(view, at);
    if (zone !== noZone && this.end === at + 6) {
      this.zoneStart = start;
      this.zoneEnd = end;
      this.zone = zone;
    }
    return zone;
  }

  private readOtherZone(view: DataView, at: number): number {
    const hours = number(view, at + 1, 2);
    if (hours === noNumber || hours > mostZoneHours) return noZone;
    const separated = view.getUint8(at + 3) === colon;
    const minutes = number(view, at + (separated ? 4 : 3), 2);
    this.end = at + (minutes === noNumber ? 3 : separated ? 6 : 5);
    const zone = hours * 60 + (minutes === noNumber ? 0 : minutes);
    return view.getUint8(at) === plus ? zone : -zone;
  }

  /** Where the fraction ends whose first digit stands at `at`. */
  private readFraction(view: DataView, at: number): number {
    const second = view.getUint8(at + 1);
    const third = view.getUint8(at + 2);
    // Most have three digits.
    if (isDigit(second) && isDigit(third) && !isDigit(view.getUint8(at + 3))) {
      this.milliseconds += (view.getUint8(at) - 48) * 100 + (second - 48) * 10 + third - 48;
      return at + 3;
    }
    let end = at;
    let weight = 100;
    while (end < at + 9) {
      const digit = view.getUint8(end);
      if (!isDigit(digit)) break;
      if (weight >= 1) this.milliseconds += (digit - 48) * weight;
      weight = weight === 1 ? 0 : weight / 10;
      end += 1;
    }
    return end;
  }
}

function sameMinute(view: DataView, at: number, minute: Minute): boolean {
  return (
    view.getInt32(at + 12, true) === minute.fourth &&
    view.getInt32(at + 8, true) === minute.third &&
    view.getInt32(at + 4, true) === minute.second &&
    view.getInt32(at, true) === minute.first
  );
}

function readMinute(view: DataView, at: number, minute: Minute, zone: 'universal' | 'local'): boolean {
  const between = view.getUint8(at + 10);
  if (view.getUint8(at + 7) !== dash || view.getUint8(at + 13) !== colon) return false;
  if (between !== blank && between !== capitalT) return false;
  const year = number(view, at, 4);
  const month = number(view, at + 5, 2);
  const day = number(view, at + 8, 2);
  const hours = number(view, at + 11, 2);
  const minutes = number(view, at + 14, 2);
  if (Math.min(year, month, day, hours, minutes) === noNumber) return false;
  const instant =
    zone === 'universal'
      ? Date.UTC(year, month - 1, day, hours, minutes)
      : new Date(year, month - 1, day, hours, minutes).getTime();
  const exists =
    month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  const known = exists && hours <= 23 && minutes <= 59 && year >= 1970 && year <= lastYear;
  minute.first = view.getInt32(at, true);
  minute.second = view.getInt32(at + 4, true);
  minute.third = view.getInt32(at + 8, true);
  minute.fourth = view.getInt32(at + 12, true);
  minute.minutes = known ? Math.max(noTime, Math.floor(instant / 60_000)) : noTime;
  return true;
}
