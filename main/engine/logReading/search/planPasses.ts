import type { QueryNode } from '../../../../shared/logQuery/queryTree';
import type { RecordSet } from './recordSet';

/** How the passes of a query are put together; a pass is named by its number. */
export type PassTree =
  | { readonly op: 'pass'; readonly pass: number }
  | { readonly op: 'and' | 'or'; readonly parts: readonly PassTree[] }
  | { readonly op: 'not'; readonly part: PassTree };

/** Passes over the files, each for any of its leaves, and what to make of them. */
export interface PassPlan {
  readonly passes: readonly (readonly number[])[];
  readonly tree: PassTree;
  /** A pass that every matching record belongs to: what it finds can be told while it runs. */
  readonly told: number | undefined;
}

/** Gathers leaves of which any may match into one pass each: one process finds them all. */
export function planPasses(root: QueryNode): PassPlan {
  const passes: (readonly number[])[] = [];

  function pass(leaves: readonly number[]): PassTree {
    passes.push(leaves);
    return { op: 'pass', pass: passes.length - 1 };
  }

  function plan(node: QueryNode): PassTree {
    switch (node.op) {
      case 'leaf':
        return pass([node.leaf]);
      case 'not':
        return { op: 'not', part: plan(node.part) };
      case 'and':
        return { op: 'and', parts: node.parts.map(plan) };
      case 'or': {
        const leaves = node.parts.flatMap((part) => (part.op === 'leaf' ? [part.leaf] : []));
        const others = node.parts.filter((part) => part.op !== 'leaf').map(plan);
        if (leaves.length === 0) return { op: 'or', parts: others };
        return others.length === 0 ? pass(leaves) : { op: 'or', parts: [pass(leaves), ...others] };
      }
    }
  }

  const tree = plan(root);
  return { passes, tree, told: passOfAll(tree) };
}

function passOfAll(tree: PassTree): number | undefined {
  if (tree.op === 'pass') return tree.pass;
  if (tree.op !== 'and') return undefined;
  return tree.parts.map(passOfAll).findLast((pass) => pass !== undefined);
}

/** The records of a tree, from those of its passes. */
export function recordsOf(tree: PassTree, setOf: (pass: number) => RecordSet): RecordSet {
  switch (tree.op) {
    case 'pass':
      return setOf(tree.pass);
    case 'not':
      return recordsOf(tree.part, setOf).not();
    case 'and':
      return tree.parts.map((part) => recordsOf(part, setOf)).reduce((all, part) => all.and(part));
    case 'or':
      return tree.parts.map((part) => recordsOf(part, setOf)).reduce((all, part) => all.or(part));
  }
}

/** Whether one record belongs to a tree. */
export function belongs(tree: PassTree, isIn: (pass: number) => boolean): boolean {
  switch (tree.op) {
    case 'pass':
      return isIn(tree.pass);
    case 'not':
      return !belongs(tree.part, isIn);
    case 'and':
      return tree.parts.every((part) => belongs(part, isIn));
    case 'or':
      return tree.parts.some((part) => belongs(part, isIn));
  }
}
