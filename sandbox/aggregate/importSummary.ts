import type { SandboxContext } from '../context';
import { webMessage } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';

/** Status of an import, as ImportSummary has it. */
export type ImportStatus = 'SUCCESS' | 'WARNING' | 'ERROR';

/** One reason why rows were refused, with all rows it concerns. */
interface Conflict {
  readonly object?: string;
  readonly objects: Readonly<Record<string, string>>;
  readonly value: string;
  readonly errorCode: string;
  readonly property?: string;
  readonly indexes: number[];
}

/** What is told about one refused row. */
export interface ConflictDetail {
  readonly errorCode: string;
  /** Sentence for people. */
  readonly value: string;
  /** Ids concerned, by kind of object; the first is also the `object` of the conflict up to 2.42. */
  readonly objects: Readonly<Record<string, string>>;
  readonly property?: string;
  /** Rows it befalls; -1 stands for the whole request (2.43), none for what is above the rows (up to 2.42). */
  readonly indexes: readonly number[];
}

/** The report of one aggregate import while it is made, and its answer at the end. */
export class ImportSummary {
  imported = 0;
  updated = 0;
  ignored = 0;
  deleted = 0;
  status: ImportStatus = 'SUCCESS';
  description: string | undefined;
  private readonly conflicts = new Map<string, Conflict>();
  private readonly rejected: number[] = [];
  private readonly options: Readonly<Record<string, unknown>>;

  constructor(options: Readonly<Record<string, unknown>>) {
    this.options = options;
  }

  /** Whether anything was refused so far. */
  get hasConflicts(): boolean {
    return this.conflicts.size > 0;
  }

  /** What was refused first, if anything was. */
  firstConflict(): { readonly value: string; readonly errorCode: string } | undefined {
    return this.conflicts.values().next().value;
  }

  /** Adds a conflict; those of the same code about the same objects become one with several indexes. */
  addConflict(detail: ConflictDetail): void {
    const ids = Object.values(detail.objects);
    const key = `${detail.errorCode}:${ids.join(':')}`;
    const known = this.conflicts.get(key);
    if (known !== undefined) {
      for (const index of detail.indexes) known.indexes.push(index);
      return;
    }
    // 2.43 gives only `objects.args`, and no `object`.
    const object = 'args' in detail.objects ? undefined : ids[0];
    this.conflicts.set(key, {
      ...(object === undefined ? {} : { object }),
      objects: detail.objects,
      value: detail.value,
      errorCode: detail.errorCode,
      ...(detail.property === undefined ? {} : { property: detail.property }),
      indexes: [...detail.indexes],
    });
  }

  /** Notes rows as refused. */
  reject(indexes: readonly number[]): void {
    for (const index of indexes) this.rejected.push(index);
  }

  /** The answer: up to 2.42 a WARNING is 409 as well, from 2.43 on it is 200. */
  answer(context: SandboxContext): SandboxResponse {
    const response = {
      responseType: 'ImportSummary',
      status: this.status,
      importOptions: this.options,
      ...(this.description === undefined ? {} : { description: this.description }),
      importCount: {
        imported: this.imported,
        updated: this.updated,
        ignored: this.ignored,
        deleted: this.deleted,
      },
      conflicts: [...this.conflicts.values()].map(({ indexes, ...conflict }) => ({
        ...conflict,
        ...(indexes.length > 0 ? { indexes } : {}),
      })),
      rejectedIndexes: this.rejected,
      // Completeness is not built: no import completes a data set.
      dataSetComplete: 'false',
    };
    switch (this.status) {
      case 'SUCCESS':
        return webMessage(200, { status: 'OK', message: 'Import was successful.', response });
      case 'WARNING': {
        const message = 'Conflicts encountered, see the import summary.';
        return webMessage(context.atLeast('2.43') ? 200 : 409, { status: 'WARNING', message, response });
      }
      case 'ERROR':
        return webMessage(409, {
          status: 'ERROR',
          message: 'An error occurred, see the import summary.',
          response,
        });
    }
  }
}
