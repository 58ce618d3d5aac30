import type { MetadataBundle, MetadataObject } from '../model';
import { CountryKit, freshDefaults } from './countryKit';
import type { DefaultIds } from './countryKit';
import { countryValues } from './countryValues';
import type { GeneratedValue } from './countryValues';
import { dashboardsOf } from './dashboards';
import { dataElementsOf } from './dataElements';
import { dataSetsOf } from './dataSets';
import { disaggregationOf } from './disaggregation';
import { hierarchyOf } from './hierarchy';
import { indicatorsOf } from './indicators';
import { optionListsOf } from './optionLists';
import { peopleOf } from './people';
import { programsOf } from './programs';

/** What the demonstration country may be asked for. */
export interface CountryOptions {
  /** Same seed, same country; 1 when absent. */
  readonly seed?: number;
  /** Size: 1 (the default) is 1,300 org units and 190,000 data values. */
  readonly scale?: number;
  /** Number of org units instead of what the scale gives. */
  readonly orgUnits?: number;
  /** Number of data values instead of what the scale gives. */
  readonly dataValues?: number;
  /** Milliseconds since 1970 that periods and timestamps are relative to; the real time when absent. */
  readonly now?: number;
  /** UIDs of the "default" category objects of the server this is meant for; those of a fresh one when absent. */
  readonly defaults?: DefaultIds;
}

/** A country: its metadata, and its data values, generated anew by each iteration. */
export interface DemonstrationCountry {
  readonly bundle: MetadataBundle;
  readonly dataValues: Iterable<GeneratedValue>;
}

const fullOrgUnits = 1300;
const fullDataValues = 190_000;

/** Generates the République de Kalembo, an invented country with all kinds of metadata and aggregate data. */
export function demonstrationCountry(options: CountryOptions = {}): DemonstrationCountry {
  const scale = options.scale ?? 1;
  const kit = new CountryKit(options.seed ?? 1, options.now ?? Date.now(), options.defaults ?? freshDefaults);
  const hierarchy = hierarchyOf(kit, options.orgUnits ?? Math.round(fullOrgUnits * scale));
  const { combinations, ...categories } = disaggregationOf(kit);
  const { codes, ...optionLists } = optionListsOf(kit);
  const { byTheme, ...elements } = dataElementsOf(
    kit,
    { ...categories, combinations },
    { ...optionLists, codes },
  );
  const known = { ...elements, byTheme };
  const { collections, ...dataSets } = dataSetsOf(kit, known, { ...categories, combinations }, hierarchy);
  const { clerks, ...people } = peopleOf(kit, hierarchy);
  const { dataElements: trackerElements, ...programs } = programsOf(kit, hierarchy);
  const { places, ...units } = hierarchy;
  const dataElements: readonly MetadataObject[] = [...elements.dataElements, ...trackerElements];
  const bundle = {
    ...people,
    ...optionLists,
    ...units,
    ...categories,
    ...elements,
    dataElements,
    ...dataSets,
    ...indicatorsOf(kit, known),
    ...programs,
    ...dashboardsOf(kit, hierarchy),
  };
  const count = options.dataValues ?? Math.round(fullDataValues * scale);
  return {
    bundle,
    dataValues: { [Symbol.iterator]: () => countryValues(kit, { collections, clerks, places, count }) },
  };
}
