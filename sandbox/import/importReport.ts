import type { TypeSchema } from '../metadata/schema/typeNotation';
import type { ImportParameters } from './importParameters';

/** One error of one object, as reports write it. */
export interface ErrorReport {
  readonly message: string;
  readonly args?: readonly string[];
  readonly mainKlass: string;
  readonly mainId?: string;
  readonly errorKlass?: string;
  readonly errorProperty?: string;
  readonly errorProperties: readonly unknown[];
  readonly value?: unknown;
  readonly errorCode: string;
}

interface ObjectReport {
  readonly klass: string;
  readonly index: number;
  readonly uid: string;
  readonly displayName?: string;
  readonly errorReports: ErrorReport[];
}

/** Counts of a report. */
export interface ImportStats {
  created: number;
  updated: number;
  deleted: number;
  ignored: number;
}

/** The report on one type of a payload. */
export class TypeReport {
  readonly type: TypeSchema;
  readonly stats: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0 };
  private readonly objects = new Map<number, ObjectReport>();

  constructor(type: TypeSchema) {
    this.type = type;
  }

  get hasErrors(): boolean {
    return [...this.objects.values()].some((object) => object.errorReports.length > 0);
  }

  /** Notes an object, with the errors found on it. */
  note(index: number, uid: string, name: unknown, errors: readonly ErrorReport[]): void {
    const known = this.objects.get(index);
    if (known !== undefined) {
      known.errorReports.push(...errors);
      return;
    }
    this.objects.set(index, {
      klass: this.type.klass,
      index,
      uid,
      ...(typeof name === 'string' ? { displayName: name } : {}),
      errorReports: [...errors],
    });
  }

  /** Moves every count to `ignored`: nothing of the type was written. */
  ignoreAll(): void {
    const { created, updated, deleted } = this.stats;
    this.stats.ignored += created + updated + deleted;
    this.stats.created = this.stats.updated = this.stats.deleted = 0;
  }

  /** Every error in words, with the object it is about. */
  problems(): string[] {
    return [...this.objects.values()].flatMap(({ uid, errorReports }) =>
      errorReports.map(({ errorCode, message }) => `${this.type.plural} ${uid}: ${errorCode} ${message}`),
    );
  }

  /** The report as JSON; only objects with errors unless all are wanted. */
  toJson(objects: 'with-errors' | 'all', names: 'named' | 'unnamed'): unknown {
    const wanted = [...this.objects.values()]
      .filter((object) => objects === 'all' || object.errorReports.length > 0)
      .sort((a, b) => a.index - b.index)
      .map(({ displayName, ...object }) =>
        names === 'named' && displayName !== undefined ? { ...object, displayName } : object,
      );
    return { klass: this.type.klass, stats: withTotal(this.stats), objectReports: wanted };
  }
}

function withTotal(stats: ImportStats): ImportStats & { readonly total: number } {
  const { created, updated, deleted, ignored } = stats;
  return { ...stats, total: created + updated + deleted + ignored };
}

/** The outcome of a whole import. */
export interface ImportReport {
  readonly status: 'OK' | 'WARNING' | 'ERROR';
  readonly types: readonly TypeReport[];
}

/** The report as it stands in `response`. */
export function reportJson(report: ImportReport, parameters: ImportParameters): Record<string, unknown> {
  const total: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0 };
  for (const { stats } of report.types) {
    total.created += stats.created;
    total.updated += stats.updated;
    total.deleted += stats.deleted;
    total.ignored += stats.ignored;
  }
  const validating = parameters.importMode === 'VALIDATE';
  const mode = parameters.importReportMode;
  const everything = !validating && (mode === 'FULL' || mode === 'DEBUG');
  const types = report.types.filter(
    ({ stats }) => validating || stats.created + stats.updated + stats.deleted + stats.ignored > 0,
  );
  return {
    responseType: 'ImportReport',
    status: report.status,
    stats: withTotal(total),
    typeReports: types.map((type) =>
      type.toJson(everything ? 'all' : 'with-errors', validating || mode === 'DEBUG' ? 'named' : 'unnamed'),
    ),
  };
}
