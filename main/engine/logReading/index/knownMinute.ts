import { noTime } from '../formats/instantReader';

/** The minute that was read last, `2025-10-10 14:23`: that of the next line is mostly the same sixteen bytes. */
export class KnownMinute {
  /** Minutes since the epoch, or `noTime`. */
  minutes = noTime;
  // As numbers of eight bytes, which are equal when the bytes are: digits are neither zero nor no number.
  private first = NaN;
  private second = NaN;

  /** Whether it stands at `at`. */
  stands(view: DataView, at: number): boolean {
    return view.getFloat64(at, true) === this.first && view.getFloat64(at + 8, true) === this.second;
  }

  /** Keeps a minute that was read at `at`. */
  keep(view: DataView, at: number, minutes: number): void {
    this.first = view.getFloat64(at, true);
    this.second = view.getFloat64(at + 8, true);
    this.minutes = minutes;
  }
}
