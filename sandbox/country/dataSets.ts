import type { Period } from '../aggregate/period';
import { dayOfMillis, endedPeriods, latestOpenPeriod } from '../aggregate/period';
import type { MetadataObject } from '../model';
import type { CountryKit } from './countryKit';
import { localText, reference, references } from './countryKit';
import type { DataElements, Element } from './dataElements';
import type { DataSetPlan } from './dataSetPlans';
import { dataSetPlans } from './dataSetPlans';
import type { Combination, Disaggregation } from './disaggregation';
import type { Hierarchy, Place } from './hierarchy';

/** What the generator of values must know of a data set. */
export interface Collection {
  readonly plan: DataSetPlan;
  readonly id: string;
  readonly elements: readonly Element[];
  readonly places: readonly Place[];
  readonly attribute: Combination;
}

/** Data sets with their sections and forms, and what values they take. */
export interface DataSets {
  readonly dataSets: readonly MetadataObject[];
  readonly sections: readonly MetadataObject[];
  readonly dataEntryForms: readonly MetadataObject[];
  readonly collections: readonly Collection[];
}

const millisPerDay = 86_400_000;

/** All data sets of the country. */
export function dataSetsOf(
  kit: CountryKit,
  elements: DataElements,
  categories: Disaggregation,
  hierarchy: Hierarchy,
): DataSets {
  const dataSets: MetadataObject[] = [];
  const sections: MetadataObject[] = [];
  const dataEntryForms: MetadataObject[] = [];
  const collections = dataSetPlans.map((plan): Collection => {
    const collection = collectionOf(kit, plan, elements, categories, hierarchy);
    const ownSections = plan.form === 'sections' ? sectionsOf(kit, collection) : [];
    const form = plan.form === 'custom' ? formOf(kit, collection) : undefined;
    sections.push(...ownSections);
    if (form !== undefined) dataEntryForms.push(form);
    dataSets.push(dataSet(kit, collection, ownSections, form));
    return collection;
  });
  return { dataSets, sections, dataEntryForms, collections };
}

function collectionOf(
  kit: CountryKit,
  plan: DataSetPlan,
  elements: DataElements,
  categories: Disaggregation,
  hierarchy: Hierarchy,
): Collection {
  const [step, from] = plan.every ?? [1, 0];
  const members = plan.themes
    .flatMap((theme) => elements.byTheme.get(theme) ?? [])
    .filter((_, index) => index % step === from)
    .map((element) =>
      element.key === plan.override?.element
        ? { ...element, combination: categories.combinations[plan.override.combination] }
        : element,
    );
  return {
    plan,
    id: kit.uid('dataSets', plan.key),
    elements: members,
    places: hierarchy.places.filter(plan.assigned),
    attribute: categories.combinations[plan.attribute ?? 'default'],
  };
}

function dataSet(
  kit: CountryKit,
  collection: Collection,
  sections: readonly MetadataObject[],
  form: MetadataObject | undefined,
): MetadataObject {
  const { plan } = collection;
  const compulsory = plan.key === 'mothers' ? collection.elements.slice(0, 1) : [];
  return kit.named(
    'dataSets',
    plan.key,
    plan.name,
    {
      periodType: plan.periodType,
      categoryCombo: reference(collection.attribute.id),
      dataSetElements: collection.elements.map((element) => ({
        dataSet: reference(collection.id),
        dataElement: reference(element.id),
        ...(element.key === plan.override?.element
          ? { categoryCombo: reference(element.combination.id) }
          : {}),
      })),
      organisationUnits: references(collection.places.map((place) => place.id)),
      indicators: plan.key === 'vaccination' ? [reference(kit.uid('indicators', 'penta-drop-out'))] : [],
      compulsoryDataElementOperands: compulsory.flatMap((element) => operands(element).slice(0, 1)),
      dataInputPeriods: plan.inputPeriods === undefined ? [] : inputPeriods(kit, plan),
      expiryDays: plan.expiryDays ?? 0,
      openFuturePeriods: plan.openFuturePeriods ?? 0,
      openPeriodsAfterCoEndDate: 0,
      timelyDays: 15,
      version: 1,
      formType: form === undefined ? (sections.length > 0 ? 'SECTION' : 'DEFAULT') : 'CUSTOM',
      ...(form === undefined ? {} : { dataEntryForm: reference(form.id) }),
      legendSets: [],
      interpretations: [],
      mobile: false,
      fieldCombinationRequired: false,
      validCompleteOnly: false,
      noValueRequiresComment: false,
      skipOffline: false,
      dataElementDecoration: true,
      renderAsTabs: false,
      renderHorizontally: false,
      compulsoryFieldsCompleteOnly: false,
      notifyCompletingUser: false,
    },
    'data',
  );
}

/** The last two ended periods and the running one, open for entry since their start. */
function inputPeriods(kit: CountryKit, plan: DataSetPlan): unknown[] {
  const today = dayOfMillis(kit.now);
  const running = latestOpenPeriod(plan.periodType, today, 1);
  const periods: readonly Period[] = [
    ...endedPeriods(plan.periodType, today, 2),
    ...(running ? [running] : []),
  ];
  return periods.map((period) => ({
    id: kit.uid('dataInputPeriods', `${plan.key}-${period.iso}`),
    period: reference(period.iso),
    openingDate: localText(period.start * millisPerDay),
    closingDate: localText((period.end + 400) * millisPerDay),
  }));
}

function operands(element: Element): { dataElement: { id: string }; categoryOptionCombo: { id: string } }[] {
  return element.combination.optionCombos.map((combo) => ({
    dataElement: reference(element.id),
    categoryOptionCombo: reference(combo.id),
  }));
}

/** One section per ten elements; the first field of every disaggregated element of it is greyed out. */
function sectionsOf(kit: CountryKit, collection: Collection): MetadataObject[] {
  const sections: MetadataObject[] = [];
  for (let from = 0; from < collection.elements.length; from += 10) {
    const elements = collection.elements.slice(from, from + 10);
    const number = from / 10 + 1;
    const key = `${collection.plan.key}-${number}`;
    const { id, created, lastUpdated } = kit.bare('sections', key);
    sections.push({
      id,
      created,
      lastUpdated,
      name: `Part ${number}`,
      description: `Part ${number} of ${collection.plan.name.en}`,
      sortOrder: number,
      dataSet: reference(collection.id),
      dataElements: references(elements.map((element) => element.id)),
      indicators: [],
      greyedFields: elements.flatMap((element) =>
        element.combination.optionCombos.length > 2 ? operands(element).slice(0, 1) : [],
      ),
      showRowTotals: number === 1,
      showColumnTotals: false,
      disableDataElementAutoGroup: false,
      translations: [{ property: 'NAME', locale: 'fr', value: `Partie ${number}` }],
      attributeValues: [],
    });
  }
  return sections;
}

/** Whether a section greys the field out, so that no value may stand there. */
export function isGreyed(collection: Collection, element: Element, optionCombo: string): boolean {
  if (collection.plan.form !== 'sections' || element.combination.optionCombos.length <= 2) return false;
  return element.combination.optionCombos[0]?.id === optionCombo;
}

function formOf(kit: CountryKit, collection: Collection): MetadataObject {
  const rows = collection.elements.map((element) => {
    const fields = element.combination.optionCombos.map(
      (combo) => `<td><input id="${element.id}-${combo.id}-val" value="" title="${element.key}"/></td>`,
    );
    return `<tr><th>${element.key}</th>${fields.join('')}</tr>`;
  });
  const { id, created, lastUpdated } = kit.bare('dataEntryForms', collection.plan.key);
  return {
    id,
    created,
    lastUpdated,
    name: `Form: ${collection.plan.name.en}`,
    style: 'NORMAL',
    htmlCode: `<h2>${collection.plan.name.fr}</h2><table>${rows.join('\n')}</table>`,
    format: 2,
    translations: [],
  };
}
