/** Query parameters of one request: names repeat, order is kept, unknown ones simply are never asked for. */
export class RequestQuery {
  private readonly values = new Map<string, string[]>();

  constructor(search: string) {
    for (const [name, value] of new URLSearchParams(search)) {
      const known = this.values.get(name);
      if (known === undefined) this.values.set(name, [value]);
      else known.push(value);
    }
  }

  /** The names given. */
  names(): IterableIterator<string> {
    return this.values.keys();
  }

  /** Whether the parameter was given at all. */
  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The first value of a parameter. */
  first(name: string): string | undefined {
    return this.values.get(name)?.[0];
  }

  /** Every value of a repeatable parameter. */
  all(name: string): readonly string[] {
    return this.values.get(name) ?? [];
  }

  /** A true/false parameter; anything but "true" and "false" counts as not given. */
  flag(name: string, otherwise: boolean): boolean {
    const value = this.first(name)?.toLowerCase();
    if (value === 'true') return true;
    return value === 'false' ? false : otherwise;
  }
}
