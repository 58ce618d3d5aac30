import type { QueryNode } from '../../../../shared/logQuery/queryTree';
import type { CompiledLeaf, CompiledQuery } from './compileQuery';

/** A range of a text: UTF-16 indexes of its first character and of the one behind it. */
export type Mark = readonly [number, number];

/** Leaves that a record matches by holding them; what must not stand in it cannot be marked. */
export function markedLeaves({ leaves, root }: CompiledQuery): readonly CompiledLeaf[] {
  function wanted(node: QueryNode): readonly number[] {
    switch (node.op) {
      case 'leaf':
        return [node.leaf];
      case 'not':
        return [];
      case 'and':
      case 'or':
        return node.parts.flatMap(wanted);
    }
  }
  return wanted(root).flatMap((leaf) => leaves[leaf] ?? []);
}

/** Where texts are found in texts that are shown, in order for each leaf. */
export function literalMarks(
  leaves: readonly CompiledLeaf[],
  texts: readonly string[],
): readonly (readonly Mark[])[] {
  const patterns = leaves.map(({ text, flags }) => new RegExp(text, `g${flags}`));
  return texts.map((text) =>
    patterns.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ 0: found, index }): Mark => [index, index + found.length]),
    ),
  );
}

/** Marks in order, those that touch or overlap made one. */
export function mergedMarks(marks: readonly Mark[]): readonly Mark[] {
  const merged: Mark[] = [];
  for (const [from, until] of marks.toSorted((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (from === until) continue;
    if (last !== undefined && from <= last[1])
      merged[merged.length - 1] = [last[0], Math.max(last[1], until)];
    else merged.push([from, until]);
  }
  return merged;
}
