import { isRecord } from '../model';

/** The patched object, or why the patch does not apply. */
export type PatchResult =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string };

/** Applies the `add`, `replace` and `remove` operations of a JSON patch (RFC 6902). */
export function applyJsonPatch(object: Readonly<Record<string, unknown>>, patch: unknown): PatchResult {
  if (!Array.isArray(patch)) return { ok: false, problem: 'A JSON patch is an array of operations.' };
  let value: unknown = object;
  for (const operation of patch) {
    if (!isRecord(operation) || typeof operation['path'] !== 'string') {
      return { ok: false, problem: 'An operation needs op and path.' };
    }
    const op = operation['op'];
    if (op !== 'add' && op !== 'replace' && op !== 'remove') {
      return { ok: false, problem: `Patch operation ${String(op)} is not supported.` };
    }
    const path = operation['path'].split('/').slice(1).map(unescapeSegment);
    value = patched(value, path, op, operation['value']);
  }
  return isRecord(value) ? { ok: true, value } : { ok: false, problem: 'The patch leaves no object.' };
}

function unescapeSegment(segment: string): string {
  return segment.replace(/~1/g, '/').replace(/~0/g, '~');
}

function patched(
  target: unknown,
  path: readonly string[],
  op: 'add' | 'replace' | 'remove',
  value: unknown,
): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(target)) {
    const list = [...(target as unknown[])];
    const index = first === '-' ? list.length : Number(first);
    if (rest.length > 0) list[index] = patched(list[index], rest, op, value);
    else list.splice(index, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
    return list;
  }
  const object: Record<string, unknown> = isRecord(target) ? { ...target } : {};
  if (rest.length > 0) object[first] = patched(object[first], rest, op, value);
  else if (op === 'remove')
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== first));
  else object[first] = value;
  return object;
}
