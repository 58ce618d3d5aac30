import type { LogLevel, LogLine } from '../../../shared/model/log';

/** A line with a number of its own, so that a drawn line keeps its place while others come and go. */
export interface ShownLine extends LogLine {
  readonly id: number;
}

/** Most lines kept on screen; older ones stay in the files. */
export const mostLines = 20_000;

/** The lines on screen, and the number for the next one. */
export interface LogBuffer {
  readonly lines: readonly ShownLine[];
  readonly nextId: number;
}

/** A buffer without lines. */
export const emptyBuffer: LogBuffer = { lines: [], nextId: 0 };

/** Adds lines at the end; beyond the limit the oldest leave. */
export function appended(buffer: LogBuffer, lines: readonly LogLine[], limit = mostLines): LogBuffer {
  if (lines.length === 0) return buffer;
  const numbered = lines.map((line, index) => ({ ...line, id: buffer.nextId + index }));
  const all = [...buffer.lines, ...numbered];
  return { lines: all.length > limit ? all.slice(-limit) : all, nextId: buffer.nextId + lines.length };
}

/** Choices of the level filter. */
export const levelFilters = ['all', 'warnings', 'errors'] as const;
/** One of {@link levelFilters}. */
export type LevelFilter = (typeof levelFilters)[number];

const warnings: ReadonlySet<LogLevel> = new Set(['WARNING', 'ERROR', 'CRITICAL']);
const errors: ReadonlySet<LogLevel> = new Set(['ERROR', 'CRITICAL']);

/** Lines of the chosen levels; a line without a level belongs to the entry before it. */
export function ofLevel(lines: readonly ShownLine[], filter: LevelFilter): readonly ShownLine[] {
  if (filter === 'all') return lines;
  const wanted = filter === 'warnings' ? warnings : errors;
  let kept = false;
  return lines.filter((line) => {
    if (line.level !== undefined) kept = wanted.has(line.level);
    return kept;
  });
}
