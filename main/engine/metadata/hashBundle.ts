import { eachObject, keyOf } from './metadataObject';
import type { MetadataBundle, TypedObject } from './metadataObject';
import { hashObject } from './normaliseObject';
import type { EndView } from './normaliseObject';

/** An object with its content hash. */
export interface HashedObject extends TypedObject {
  readonly hash: string;
}

/** Objects hashed in one go, some 10 ms of work; then timers, the screen and other runs have their turn. */
const objectsInOneGo = 400;

/** Hashes every object of a bundle, by key, without holding up the process for long. */
export async function hashBundle(
  bundle: MetadataBundle,
  view: EndView,
): Promise<ReadonlyMap<string, HashedObject>> {
  const hashed = new Map<string, HashedObject>();
  for (const { type, object } of eachObject(bundle)) {
    hashed.set(keyOf(type, object.id), { type, object, hash: hashObject(type, object, view) });
    if (hashed.size % objectsInOneGo === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return hashed;
}
