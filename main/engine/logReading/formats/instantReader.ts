import { byte, isDigit } from './words';

const dash = byte('-');
const colon = byte(':');
const blank = byte(' ');
const capitalT = byte('T');
const capitalZ = byte('Z');
const plus = byte('+');
const comma = byte(',');
const point = byte('.');

/** Seconds of the minutes that were read last: consecutive lines mostly stand in the same one. */
interface Minute {
  first: number;
  second: number;
  third: number;
  fourth: number;
  /** Seconds since the epoch; NaN where the numbers are no date between 1970 and 2105. */
  seconds: number;
}

function noMinute(): Minute {
  return { first: 0, second: 0, third: 0, fourth: 0, seconds: NaN };
}

function number(view: DataView, at: number, digits: number): number {
  let value = 0;
  for (let place = at; place < at + digits; place += 1) {
    const digit = view.getUint8(place);
    if (!isDigit(digit)) return NaN;
    value = value * 10 + digit - 48;
  }
  return value;
}

const lastYear = 2105;
const mostZoneHours = 14;

/** Reads `2025-10-10 14:23:01`, with or without fraction and zone; what it read stays in its fields. */
export class InstantReader {
  /** Seconds since the epoch; NaN where the numbers are no date. */
  seconds = NaN;
  milliseconds = 0;
  /** Byte behind what was read. */
  end = 0;
  private readonly local = noMinute();
  private readonly universal = noMinute();

  /** Whether a time stands at `at`; without a zone it is local time. */
  read(view: DataView, at: number): boolean {
    if (view.getUint8(at + 4) !== dash || view.getUint8(at + 16) !== colon) return false;
    const second = (view.getUint8(at + 17) - 48) * 10 + view.getUint8(at + 18) - 48;
    if (!isDigit(view.getUint8(at + 17)) || !isDigit(view.getUint8(at + 18)) || second > 60) return false;
    let end = at + 19;
    this.milliseconds = 0;
    let next = view.getUint8(end);
    if ((next === comma || next === point) && isDigit(view.getUint8(end + 1))) {
      end = this.readFraction(view, end + 1);
      next = view.getUint8(end);
    }
    let zone = NaN;
    if (next === capitalZ) {
      zone = 0;
      end += 1;
    } else if (next === plus || next === dash) {
      const hours = number(view, end + 1, 2);
      const separated = view.getUint8(end + 3) === colon;
      const minutes = number(view, end + (separated ? 4 : 3), 2);
      if (hours <= mostZoneHours) {
        zone = (next === plus ? 60 : -60) * (hours * 60 + (Number.isNaN(minutes) ? 0 : minutes));
        end += Number.isNaN(minutes) ? 3 : separated ? 6 : 5;
      }
    }
    const zoned = !Number.isNaN(zone);
    const minute = zoned ? this.universal : this.local;
    if (
      !this.sameMinute(view, at, minute) &&
      !this.readMinute(view, at, minute, zoned ? 'universal' : 'local')
    ) {
      return false;
    }
    this.seconds = minute.seconds + second - (zoned ? zone : 0);
    if (this.seconds < 0) this.seconds = NaN;
    this.end = end;
    return true;
  }

  private readFraction(view: DataView, at: number): number {
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

  private sameMinute(view: DataView, at: number, minute: Minute): boolean {
    return (
      view.getInt32(at + 12, true) === minute.fourth &&
      view.getInt32(at + 8, true) === minute.third &&
      view.getInt32(at + 4, true) === minute.second &&
      view.getInt32(at, true) === minute.first
    );
  }

  private readMinute(view: DataView, at: number, minute: Minute, zone: 'universal' | 'local'): boolean {
    const between = view.getUint8(at + 10);
    if (view.getUint8(at + 7) !== dash || view.getUint8(at + 13) !== colon) return false;
    if (between !== blank && between !== capitalT) return false;
    const year = number(view, at, 4);
    const month = number(view, at + 5, 2);
    const day = number(view, at + 8, 2);
    const hours = number(view, at + 11, 2);
    const minutes = number(view, at + 14, 2);
    if (Number.isNaN(year + month + day + hours + minutes)) return false;
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
    minute.seconds = known ? Math.floor(instant / 1000) : NaN;
    return true;
  }
}
