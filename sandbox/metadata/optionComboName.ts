import type { MetadataStore } from './metadataStore';

/** The name DHIS2 gives an option combo: those of its options. */
export function optionComboName(metadata: MetadataStore, options: readonly string[]): string {
  return options
    .map((id) => {
      const name = metadata.get('categoryOptions', id)?.['name'];
      return typeof name === 'string' ? name : id;
    })
    .join(', ');
}
