import type { SandboxContext } from '../context';
import { optionComboName } from '../metadata/optionComboName';
import { referenceIds } from '../model';

/**
 * Generates the option combos a category combination still lacks, as the endpoints of categories and category
 * combinations do (the metadata import never does).
 */
export function generateOptionCombos(context: SandboxContext, plural: string, id: string): void {
  if (plural === 'categoryCombos') generateFor(context, id);
  if (plural !== 'categories') return;
  const combos = context.metadata.references.holdersIn('categories', id, 'categoryCombos', 'categories');
  for (const combo of combos) generateFor(context, combo);
}

function generateFor(context: SandboxContext, comboId: string): void {
  const { metadata } = context;
  const categories = referenceIds(metadata.get('categoryCombos', comboId)?.['categories']);
  const lists = categories.map((id) => referenceIds(metadata.get('categories', id)?.['categoryOptions']));
  const combinations = lists.reduce<string[][]>(
    (done, list) => done.flatMap((start) => list.map((option) => [...start, option])),
    [[]],
  );
  const keyOf = (options: readonly string[]): string => [...options].sort().join('+');
  const known = new Set(
    [...metadata.optionCombosOf(comboId)].map((id) =>
      keyOf(referenceIds(metadata.get('categoryOptionCombos', id)?.['categoryOptions'])),
    ),
  );
  for (const options of combinations) {
    if (options.length === 0 || known.has(keyOf(options))) continue;
    metadata.put('categoryOptionCombos', {
      id: context.random.uid(),
      name: optionComboName(metadata, options),
      ignoreApproval: false,
      translations: [],
      attributeValues: [],
      categoryCombo: { id: comboId },
      categoryOptions: options.map((option) => ({ id: option })),
    });
  }
}
