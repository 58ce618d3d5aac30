import type { MetadataObject } from '../model';

/** A data element with what the importer demands. */
export function dataElement(id: string, more: Readonly<Record<string, unknown>> = {}): MetadataObject {
  return {
    id,
    name: `Element ${id}`,
    shortName: `E ${id}`,
    valueType: 'INTEGER',
    domainType: 'AGGREGATE',
    aggregationType: 'SUM',
    ...more,
  };
}

/** A root org unit or a child of one. */
export function orgUnit(id: string, parent?: string): MetadataObject {
  return {
    id,
    name: `Unit ${id}`,
    shortName: `U ${id}`,
    openingDate: '2000-01-01',
    ...(parent === undefined ? {} : { parent: { id: parent } }),
  };
}

/** A monthly data set with the elements named. */
export function dataSet(
  id: string,
  elements: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): MetadataObject {
  return {
    id,
    name: `Set ${id}`,
    shortName: `S ${id}`,
    periodType: 'Monthly',
    dataSetElements: elements.map((element) => ({ dataSet: { id }, dataElement: { id: element } })),
    ...more,
  };
}

/** Sex (two options) as a category with its combination and its two option combos. */
export const sexCategory = {
  categoryOptions: [
    { id: 'OptFemale00', name: 'Female', shortName: 'Female' },
    { id: 'OptMale0000', name: 'Male', shortName: 'Male' },
  ],
  categories: [
    {
      id: 'CatSex00000',
      name: 'Sex',
      shortName: 'Sex',
      dataDimensionType: 'DISAGGREGATION',
      categoryOptions: [{ id: 'OptFemale00' }, { id: 'OptMale0000' }],
    },
  ],
  categoryCombos: [
    {
      id: 'ComboSex000',
      name: 'Sex',
      dataDimensionType: 'DISAGGREGATION',
      categories: [{ id: 'CatSex00000' }],
    },
  ],
  categoryOptionCombos: [
    { id: 'CocFemale00', categoryCombo: { id: 'ComboSex000' }, categoryOptions: [{ id: 'OptFemale00' }] },
    { id: 'CocMale0000', categoryCombo: { id: 'ComboSex000' }, categoryOptions: [{ id: 'OptMale0000' }] },
  ],
} as const;
