/** One line of the table: what was measured, against what, and what it should be. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly target: string;
  /** `-`: a figure without a target, or one that could not be measured. */
  readonly holds: 'yes' | 'no' | '-';
}

/** A ratio with its two sides, measured in turn. */
export function ratio(
  what: string,
  own: number,
  other: number | undefined,
  against: string,
  most: number,
): Figure {
  const target = `≤ ${most} × ${against}`;
  if (other === undefined) return { what, value: `${ms(own)} (${against} is absent)`, target, holds: '-' };
  const value = `${(own / other).toFixed(2)} × (${ms(own)} to ${ms(other)})`;
  return { what, value, target, holds: own / other <= most ? 'yes' : 'no' };
}

/** A figure that should stay below a bound. */
export function bound(what: string, value: number, most: number, unit: string): Figure {
  const shown = unit === 'ms' ? ms(value) : `${round(value)} ${unit}`;
  return { what, value: shown, target: `≤ ${most} ${unit}`, holds: value <= most ? 'yes' : 'no' };
}

/** A figure told for what it is. */
export function told(what: string, value: string): Figure {
  return { what, value, target: '', holds: '-' };
}

export function ms(value: number): string {
  return `${round(value)} ms`;
}

export function round(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Puts a text between two marks of a document, in place of what stood there; at the end where the marks are missing. */
export function putBetween(document: string, mark: string, text: string): string {
  const begin = `<!-- ${mark}: begin -->`;
  const end = `<!-- ${mark}: end -->`;
  const part = `${begin}\n\n${text.trim()}\n\n${end}`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from === -1 || to < from) return `${document.trimEnd()}\n\n${part}\n`;
  return `${document.slice(0, from)}${part}${document.slice(to + end.length)}`;
}

/** The figures as a table in markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, value, target, holds }) => `| ${what} | ${value} | ${target} | ${holds === '-' ? '' : holds} |`,
  );
  return ['| Figure | Measured | Target | Holds |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
