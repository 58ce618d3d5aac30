/** Most bytes of one POST /api/metadata, unless a circle of references is longer; well under usual proxy limits of 10 MB. */
export const bundleBytes = 4_000_000;

/** A unit that must not be parted, with its size as JSON. */
export interface SizedComponent {
  readonly keys: readonly string[];
  readonly bytes: number;
}

/**
 * Cuts components, already in dependency order, into bundles of at most `limit` bytes each where possible; a component
 * that `mustFollow` the bundle so far begins another one, to be imported after that is committed.
 */
export function splitBundles(
  components: readonly SizedComponent[],
  limit: number = bundleBytes,
  mustFollow: (bundle: readonly SizedComponent[], next: SizedComponent) => boolean = () => false,
): readonly (readonly SizedComponent[])[] {
  const bundles: SizedComponent[][] = [];
  let size = 0;
  for (const component of components) {
    const last = bundles.at(-1);
    if (last !== undefined && size + component.bytes <= limit && !mustFollow(last, component)) {
      last.push(component);
      size += component.bytes;
    } else {
      bundles.push([component]);
      size = component.bytes;
    }
  }
  return bundles;
}
