import { Alarm, LookedAt } from './alarm';
import type { Sign } from './alarm';

/** Redacts the lines of one file one after the other; bytes as letters, without line breaks. */
export interface FileStep {
  redact(line: string): string;
  /** Whether the next line must be given to it whatever it holds. */
  readonly open?: boolean;
}

/** One thing that is taken out of lines. */
export interface RedactionStep {
  /** What stands in each line that it would change. */
  readonly signs: readonly Sign[];
  /** For the lines of one file from its beginning on. */
  forFile(): FileStep;
}

/** Whole lines through one step: only lines with a sign are looked at. */
export function throughStep(looked: LookedAt, signs: readonly Sign[], step: FileStep): LookedAt {
  const { text } = looked;
  const alarm = new Alarm(signs, looked);
  let clean: string | undefined;
  let done = 0;
  let at = 0;
  while (at < text.length) {
    if (step.open !== true) {
      const place = alarm.next(at);
      if (place === -1) break;
      at = place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
    }
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    const line = text.slice(at, end);
    const redacted = step.redact(line);
    if (redacted !== line) {
      clean = (clean ?? '') + text.slice(done, at) + redacted;
      done = end;
    }
    at = end + 1;
  }
  return clean === undefined ? looked : new LookedAt(clean + text.slice(done));
}
