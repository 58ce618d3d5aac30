import type { BundleEntry } from '../../../../shared/model/bundle';
import type { OpenedBundle } from '../bundleEntries';
import type { BundleWork } from '../bundleWork';
import { redacted, requestDocument } from './factDocuments';
import { bareProblem } from './runDocuments';

/** Name of the manifest within a bundle. */
export const manifestName = 'manifest.json';

/** An entry as the manifest lists it; without a hash while it is not written. */
export interface ListedEntry extends BundleEntry {
  /** SHA-256, hexadecimal. */
  readonly sha256?: string;
}

/** The manifest: every other file with its size and hash, what is missing or left out, when and by which version. */
export function manifestText(
  { request, facts }: BundleWork,
  { missing, details, redactor }: OpenedBundle,
  entries: readonly ListedEntry[],
): string {
  const clean = (content: unknown): unknown => redacted(content, redactor);
  const content = {
    format: 1,
    product: 'Passerelle',
    version: facts.versions['passerelle'],
    createdAt: new Date().toISOString(),
    request: clean(requestDocument(request)),
    // Names of ours, codes, numbers and hashes: as they are, or nobody could check the files by them.
    entries,
    missing,
    // Kept on the machine, and asked for one by one.
    leftOut: { details },
    unread: clean(facts.problems.map(bareProblem)),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
