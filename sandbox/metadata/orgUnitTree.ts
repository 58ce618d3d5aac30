import type { MetadataObject } from '../model';
import { referenceId } from '../model';

/** The hierarchy of org units, computed from their `parent` references. */
export class OrgUnitTree {
  private readonly parents = new Map<string, string | undefined>();
  private readonly childLists = new Map<string, string[]>();
  private readonly paths = new Map<string, string>();
  readonly roots: readonly string[];

  constructor(units: Iterable<MetadataObject>) {
    const roots: string[] = [];
    for (const unit of units) {
      const parent = referenceId(unit['parent']);
      this.parents.set(unit.id, parent);
      if (parent === undefined) roots.push(unit.id);
      else {
        const siblings = this.childLists.get(parent);
        if (siblings === undefined) this.childLists.set(parent, [unit.id]);
        else siblings.push(unit.id);
      }
    }
    this.roots = roots;
  }

  /** Whether there is such a unit. */
  has(id: string): boolean {
    return this.parents.has(id);
  }

  /** Direct children. */
  children(id: string): readonly string[] {
    return this.childLists.get(id) ?? [];
  }

  /** Path of UIDs from the root: `/ROOT/REGION/FACILITY`. */
  path(id: string): string {
    const known = this.paths.get(id);
    if (known !== undefined) return known;
    const seen = [id];
    let parent = this.parents.get(id);
    while (parent !== undefined && !seen.includes(parent)) {
      seen.unshift(parent);
      parent = this.parents.get(parent);
    }
    const path = `/${seen.join('/')}`;
    this.paths.set(id, path);
    return path;
  }

  /** Depth, 1 for a root. */
  level(id: string): number {
    return this.path(id).split('/').length - 1;
  }

  /** Whether `id` is `ancestor` or lies below it. */
  isDescendant(id: string, ancestor: string): boolean {
    return this.has(id) && `${this.path(id)}/`.includes(`/${ancestor}/`);
  }

  /** The unit itself and everything below it. */
  descendants(id: string): string[] {
    const found = this.has(id) ? [id] : [];
    for (let index = 0; index < found.length; index += 1) {
      const unit = found[index];
      if (unit !== undefined) found.push(...this.children(unit));
    }
    return found;
  }
}
