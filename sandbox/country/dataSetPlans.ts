import type { PeriodType } from '../aggregate/period';
import type { Name } from './countryKit';
import type { CombinationKey } from './disaggregation';
import type { Place } from './hierarchy';
import type { ThemeKey } from './dataElements';

/** How one data set of the country is made. */
export interface DataSetPlan {
  readonly key: string;
  readonly name: Name;
  readonly periodType: PeriodType;
  readonly themes: readonly ThemeKey[];
  /** Keeps every n-th element of the themes, starting at the given one; all when absent. */
  readonly every?: readonly [step: number, from: number];
  /** Which org units it is assigned to. */
  readonly assigned: (place: Place) => boolean;
  /** Its part of all data values; the parts need not add up to 1. */
  readonly share: number;
  /** How many ended periods have values at least. */
  readonly periods: number;
  readonly attribute?: Extract<CombinationKey, 'funding' | 'project'>;
  readonly form: 'default' | 'sections' | 'custom';
  /** Days after the end of a period until which it may be entered; 0 for ever. */
  readonly expiryDays?: number;
  /** Periods open for entry from the running one on; 0 when absent, which leaves the running one closed. */
  readonly openFuturePeriods?: number;
  /** Restricts entry to listed periods (dataInputPeriods). */
  readonly inputPeriods?: 'restricted';
  /** A data element that is disaggregated otherwise in this set than it is by itself. */
  readonly override?: { readonly element: string; readonly combination: CombinationKey };
}

const facility = (place: Place): boolean => place.level === 5;
const hospital = (place: Place): boolean => facility(place) && place.kind === 'hospital';
const outpatient = (place: Place): boolean => facility(place) && place.kind !== 'hospital';
const area = (place: Place): boolean => place.level === 4;
const district = (place: Place): boolean => place.level === 3;
const region = (place: Place): boolean => place.level === 2;

/**
 * The data sets of the country: all nineteen period types that every line from 2.40 on knows, monthly ones
 * several times. Diseases are in three sets, so that values of one element belong to different sets by their
 * period and org unit; where two of them share org units the running period is open, since servers up to 2.42
 * hold a value against the newest open period of every such set (E7641).
 */
export const dataSetPlans: readonly DataSetPlan[] = [
  {
    key: 'daily-alert',
    name: { en: 'Daily alert', fr: 'Alerte quotidienne' },
    periodType: 'Daily',
    themes: ['diseases'],
    every: [6, 0],
    assigned: district,
    share: 0.02,
    periods: 60,
    form: 'default',
    expiryDays: 10,
  },
  {
    key: 'weekly-surveillance',
    name: { en: 'Weekly surveillance', fr: 'Surveillance hebdomadaire' },
    periodType: 'Weekly',
    themes: ['diseases'],
    every: [3, 0],
    assigned: hospital,
    share: 0.12,
    periods: 20,
    openFuturePeriods: 1,
    form: 'sections',
  },
  {
    key: 'vaccine-stock',
    name: { en: 'Weekly vaccine count', fr: 'Décompte hebdomadaire des vaccins' },
    periodType: 'WeeklyWednesday',
    themes: ['vaccines'],
    every: [3, 1],
    assigned: area,
    share: 0.02,
    periods: 12,
    form: 'default',
  },
  {
    key: 'water-watch',
    name: { en: 'Water watch', fr: "Veille de l'eau" },
    periodType: 'WeeklyThursday',
    themes: ['water'],
    assigned: area,
    share: 0.02,
    periods: 12,
    form: 'default',
  },
  {
    key: 'market-medicines',
    name: { en: 'Medicines on the market', fr: 'Médicaments sur le marché' },
    periodType: 'WeeklySaturday',
    themes: ['medicines'],
    every: [3, 0],
    assigned: district,
    share: 0.01,
    periods: 12,
    form: 'default',
  },
  {
    key: 'community-visits',
    name: { en: 'Community visits', fr: 'Visites communautaires' },
    periodType: 'WeeklySunday',
    themes: ['supervision'],
    every: [2, 1],
    assigned: area,
    share: 0.01,
    periods: 12,
    form: 'default',
  },
  {
    key: 'cold-chain',
    name: { en: 'Cold chain', fr: 'Chaîne du froid' },
    periodType: 'BiWeekly',
    themes: ['equipment'],
    every: [2, 1],
    assigned: area,
    share: 0.01,
    periods: 10,
    form: 'default',
  },
  {
    key: 'consultations',
    name: { en: 'Outpatient visits', fr: 'Consultations externes' },
    periodType: 'Monthly',
    themes: ['diseases'],
    assigned: outpatient,
    share: 0.3,
    periods: 10,
    openFuturePeriods: 1,
    form: 'sections',
  },
  {
    key: 'hospital-activity',
    name: { en: 'Hospital activity', fr: 'Activité hospitalière' },
    periodType: 'Monthly',
    themes: ['diseases', 'births'],
    every: [2, 0],
    assigned: hospital,
    share: 0.08,
    periods: 10,
    openFuturePeriods: 1,
    form: 'sections',
  },
  {
    key: 'mothers',
    name: { en: 'Mothers and newborns', fr: 'Mères et nouveau-nés' },
    periodType: 'Monthly',
    themes: ['births'],
    assigned: (place) => outpatient(place) && place.kind !== 'post',
    share: 0.1,
    periods: 10,
    openFuturePeriods: 1,
    form: 'sections',
  },
  {
    key: 'vaccination',
    name: { en: 'Vaccination', fr: 'Vaccination' },
    periodType: 'Monthly',
    themes: ['vaccines'],
    assigned: facility,
    share: 0.14,
    periods: 10,
    form: 'custom',
    expiryDays: 60,
  },
  {
    key: 'registers',
    name: { en: 'Facility register', fr: 'Registre de la formation' },
    periodType: 'Monthly',
    themes: ['registers'],
    assigned: facility,
    share: 0.06,
    periods: 4,
    form: 'default',
  },
  {
    key: 'supervision',
    name: { en: 'Supervision', fr: 'Supervision' },
    periodType: 'BiMonthly',
    themes: ['supervision'],
    assigned: district,
    share: 0.005,
    periods: 8,
    form: 'default',
    override: { element: 'supervision-visits-done', combination: 'sex' },
  },
  {
    key: 'funding',
    name: { en: 'Funding of activities', fr: 'Financement des activités' },
    periodType: 'Quarterly',
    themes: ['money'],
    assigned: district,
    share: 0.015,
    periods: 8,
    attribute: 'funding',
    form: 'default',
  },
  {
    key: 'campaigns',
    name: { en: 'Campaigns', fr: 'Campagnes' },
    periodType: 'QuarterlyNov',
    themes: ['vaccines'],
    every: [3, 0],
    assigned: district,
    share: 0.01,
    periods: 6,
    form: 'default',
  },
  {
    key: 'staff',
    name: { en: 'Staff', fr: 'Personnel' },
    periodType: 'SixMonthly',
    themes: ['staff'],
    assigned: facility,
    share: 0.04,
    periods: 4,
    form: 'sections',
  },
  {
    key: 'equipment',
    name: { en: 'Equipment', fr: 'Équipement' },
    periodType: 'SixMonthlyApril',
    themes: ['equipment'],
    assigned: facility,
    share: 0.02,
    periods: 4,
    form: 'default',
  },
  {
    key: 'survey',
    name: { en: 'Water survey', fr: "Enquête sur l'eau" },
    periodType: 'SixMonthlyNov',
    themes: ['water'],
    every: [3, 2],
    assigned: region,
    share: 0,
    periods: 2,
    form: 'default',
    inputPeriods: 'restricted',
  },
  {
    key: 'population',
    name: { en: 'Population', fr: 'Population' },
    periodType: 'Yearly',
    themes: ['population'],
    assigned: area,
    share: 0.01,
    periods: 3,
    form: 'default',
  },
  {
    key: 'state-budget',
    name: { en: 'State budget', fr: "Budget de l'État" },
    periodType: 'FinancialApril',
    themes: ['money'],
    every: [3, 0],
    assigned: region,
    share: 0.0005,
    periods: 3,
    openFuturePeriods: 1,
    form: 'default',
  },
  {
    key: 'projects',
    name: { en: 'Projects', fr: 'Projets' },
    periodType: 'FinancialJuly',
    themes: ['money'],
    every: [3, 1],
    assigned: district,
    share: 0.003,
    periods: 3,
    attribute: 'project',
    form: 'default',
  },
  {
    key: 'vehicles',
    name: { en: 'Vehicles', fr: 'Parc automobile' },
    periodType: 'FinancialOct',
    themes: ['equipment'],
    every: [2, 0],
    assigned: district,
    share: 0.001,
    periods: 3,
    form: 'default',
  },
  {
    key: 'training',
    name: { en: 'Staff in training', fr: 'Personnel en formation' },
    periodType: 'FinancialNov',
    themes: ['staff'],
    every: [2, 0],
    assigned: district,
    share: 0.002,
    periods: 3,
    form: 'default',
  },
];
