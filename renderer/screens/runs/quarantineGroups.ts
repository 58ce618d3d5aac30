import type { Problem } from '../../../shared/model/problem';
import type { QuarantinedRecord } from '../../../shared/model/run';

/** Quarantined records that share a cause. */
export interface QuarantineGroup {
  readonly key: string;
  readonly problem: Problem;
  readonly serverCode?: string;
  readonly records: readonly QuarantinedRecord[];
}

/** Records by cause (our code, then the server's), the largest group first. */
export function quarantineGroups(records: readonly QuarantinedRecord[]): readonly QuarantineGroup[] {
  const groups = new Map<string, QuarantinedRecord[]>();
  for (const record of records) {
    const key = `${record.problem.code} ${record.serverCode ?? ''}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups]
    .map(([key, members]) => {
      const first = members[0];
      return first === undefined
        ? undefined
        : {
            key,
            problem: first.problem,
            ...(first.serverCode === undefined ? {} : { serverCode: first.serverCode }),
            records: members,
          };
    })
    .filter((group) => group !== undefined)
    .toSorted((a, b) => b.records.length - a.records.length);
}

/** Errors that are alike (code and the server's own words), shown once with their number. */
export function errorGroups(
  errors: readonly Problem[],
): readonly { readonly key: string; readonly problem: Problem; readonly count: number }[] {
  const groups = new Map<string, { problem: Problem; count: number }>();
  for (const problem of errors) {
    const key = JSON.stringify([problem.code, problem.params, problem.detail ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { problem, count: 1 });
    else group.count += 1;
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}
