import type { Sign } from './sign';

/** Redacts the lines of one file one after the other; bytes as letters, without line breaks. */
export interface FileStep {
  redact(line: string): string;
  /** Whether the next line must be given to it whatever it holds. */
  readonly open?: boolean;
}

/** One thing that is taken out of lines. */
export interface RedactionStep {
  /** One of them stands in each line that it would change, and in each after which it is open. */
  readonly signs: readonly Sign[];
  /** For the lines of one file from its beginning on. */
  forFile(): FileStep;
}
