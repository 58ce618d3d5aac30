import type { MetadataBundle, MetadataObject, ServerLine } from '../model';
import type { LoadReport } from '../loadData';
import type { Sandbox, StartSandboxOptions } from '../startSandbox';
import { startSandbox } from '../startSandbox';
import type { Answer } from './sandboxClient';
import { SandboxClient, at, list } from './sandboxClient';
import { dataElement, orgUnit } from './smallBundle';

/** UIDs of the small world that the tests of aggregate data live in. */
export const ids = {
  root: 'OuRoot00001',
  clinic: 'OuClinic001',
  other: 'OuOther0001',
  closed: 'OuClosed001',
  number: 'DeNumber001',
  option: 'DeOption001',
  bySex: 'DeBySex0001',
  shared: 'DeShared001',
  windowed: 'DeWindow001',
  expiring: 'DeExpire001',
  funded: 'DeFunded001',
  loose: 'DeLoose0001',
  monthly: 'DsMonthly01',
  weekly: 'DsWeekly001',
  listed: 'DsListed001',
  lapsing: 'DsLapsing01',
  funding: 'DsFunding01',
  female: 'CoFemale001',
  male: 'CoMale00001',
  group: 'DgGroup0001',
  unitGroup: 'OgGroup0001',
  state: 'CoState0001',
  newFund: 'CoNewFund01',
  stateOption: 'CtState0001',
  fallback: 'HllvX50cXC0',
} as const;

/** Noon of 23 November 2026 UTC, a Monday, unless a test moves the clock. */
export const worldNow = Date.UTC(2026, 10, 23, 12, 0, 0);

/** A clock a test can set. */
export interface WorldClock {
  millis: number;
}

/** A started server with a client of it. */
export interface World {
  readonly sandbox: Sandbox;
  readonly client: SandboxClient;
  readonly clock: WorldClock;
  readonly loaded: LoadReport;
}

function dataSet(
  id: string,
  periodType: string,
  elements: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): MetadataObject {
  return {
    id,
    name: `Set ${id}`,
    shortName: id,
    periodType,
    categoryCombo: { id: 'bjDvmb4bfuf' },
    dataSetElements: elements.map((element) => ({ dataSet: { id }, dataElement: { id: element } })),
    organisationUnits: [{ id: ids.clinic }, { id: ids.closed }],
    sharing: { public: 'rwrw----', external: false, users: {}, userGroups: {} },
    expiryDays: 0,
    openFuturePeriods: 0,
    ...more,
  };
}

function category(
  kind: string,
  options: readonly (readonly [option: string, combo: string])[],
  more: Readonly<Record<string, unknown>> = {},
): MetadataBundle {
  const [one, combo] = [`Ca${kind}`, `Cc${kind}`];
  return {
    categoryOptions: options.map(([id]) => ({
      id,
      name: `Option ${id}`,
      shortName: id,
      ...(id === 'CtNewFund01' ? { startDate: '2026-06-01' } : {}),
    })),
    categories: [
      {
        id: one,
        name: `Category ${kind}`,
        shortName: kind,
        dataDimensionType: 'DISAGGREGATION',
        ...more,
        categoryOptions: options.map(([id]) => ({ id })),
      },
    ],
    categoryCombos: [
      {
        id: combo,
        name: `Combination ${kind}`,
        dataDimensionType: 'DISAGGREGATION',
        ...more,
        categories: [{ id: one }],
      },
    ],
    categoryOptionCombos: options.map(([option, id]) => ({
      id,
      name: `Option ${option}`,
      categoryCombo: { id: combo },
      categoryOptions: [{ id: option }],
    })),
  };
}

/** The metadata of the small world. */
export function worldBundle(): MetadataBundle {
  const sex = category('Sex000001', [
    ['CtFemale001', ids.female],
    ['CtMale00001', ids.male],
  ]);
  const fund = category(
    'Fund00001',
    [
      [ids.stateOption, ids.state],
      ['CtNewFund01', ids.newFund],
    ],
    { dataDimensionType: 'ATTRIBUTE' },
  );
  const both = (plural: string): readonly MetadataObject[] => [
    ...(sex[plural] ?? []),
    ...(fund[plural] ?? []),
  ];
  const codes = ['LOW', 'HIGH'];
  return {
    organisationUnits: [
      orgUnit(ids.root),
      orgUnit(ids.clinic, ids.root),
      orgUnit(ids.other, ids.root),
      { ...orgUnit(ids.closed, ids.root), closedDate: '2026-06-30' },
    ],
    organisationUnitGroups: [
      { id: ids.unitGroup, name: 'Some units', shortName: 'Some', organisationUnits: [{ id: ids.clinic }] },
    ],
    optionSets: [
      {
        id: 'OsLevel0001',
        name: 'Level',
        valueType: 'TEXT',
        options: codes.map((code) => ({ id: `Op${code.padEnd(9, '0')}` })),
      },
    ],
    options: codes.map((code, index) => ({
      id: `Op${code.padEnd(9, '0')}`,
      code,
      name: code,
      sortOrder: index + 1,
      optionSet: { id: 'OsLevel0001' },
    })),
    categoryOptions: both('categoryOptions'),
    categories: both('categories'),
    categoryCombos: both('categoryCombos'),
    categoryOptionCombos: both('categoryOptionCombos'),
    dataElements: [
      dataElement(ids.number, { zeroIsSignificant: false }),
      dataElement(ids.option, {
        valueType: 'TEXT',
        aggregationType: 'NONE',
        optionSet: { id: 'OsLevel0001' },
      }),
      dataElement(ids.bySex, { categoryCombo: { id: 'CcSex000001' } }),
      ...[ids.shared, ids.windowed, ids.expiring, ids.funded, ids.loose].map((id) =>
        dataElement(id, { zeroIsSignificant: true }),
      ),
    ],
    dataElementGroups: [
      { id: ids.group, name: 'Loose ones', shortName: 'Loose', dataElements: [{ id: ids.loose }] },
    ],
    dataSets: [
      dataSet(ids.monthly, 'Monthly', [ids.number, ids.option, ids.bySex, ids.shared], {
        openFuturePeriods: 1,
      }),
      dataSet(ids.weekly, 'Weekly', [ids.shared]),
      dataSet(ids.listed, 'Monthly', [ids.windowed], {
        dataInputPeriods: [
          {
            id: 'Ip000000001',
            period: { id: '202610' },
            openingDate: '2026-11-01T00:00:00.000',
            closingDate: '2026-12-31T00:00:00.000',
          },
          {
            id: 'Ip000000002',
            period: { id: '202606' },
            openingDate: '2026-07-01T00:00:00.000',
            closingDate: '2026-07-31T00:00:00.000',
          },
        ],
      }),
      dataSet(ids.lapsing, 'Monthly', [ids.expiring], { expiryDays: 10 }),
      dataSet(ids.funding, 'Quarterly', [ids.funded], { categoryCombo: { id: 'CcFund00001' } }),
    ],
  };
}

/** Starts a server of a line with the small world; its clock stands still until a test moves it. */
export async function startWorld(
  version: ServerLine,
  more: Partial<StartSandboxOptions> = {},
): Promise<World> {
  const clock: WorldClock = { millis: worldNow };
  const sandbox = await startSandbox({
    version,
    data: worldBundle(),
    timeSource: () => clock.millis,
    ...more,
  });
  return { sandbox, client: new SandboxClient(sandbox), clock, loaded: sandbox.loaded };
}

/** One row for October 2026 in the clinic, unless told otherwise. */
export function row(
  dataElementId: string,
  value: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return { dataElement: dataElementId, period: '202610', orgUnit: ids.clinic, value, ...more };
}

/** Query of everything in the monthly set, as far as it can be asked for on every line. */
export const wholeMonthly = `/api/dataValueSets.json?dataSet=${ids.monthly}&orgUnit=${ids.root}&children=true&startDate=1900-01-01&endDate=2100-12-31`;

/** Rows of an export. */
export function rows(answer: Answer): unknown[] {
  return list(at(answer.body, 'dataValues'));
}

/** What an import reported: HTTP status, its own status, counts, and the codes with their rows. */
export function report(answer: Answer): unknown {
  const response = at(answer.body, 'response');
  const counts = ['imported', 'updated', 'ignored', 'deleted'].map((name) =>
    at(response, 'importCount', name),
  );
  const conflicts = list(at(response, 'conflicts')).map((conflict) => [
    at(conflict, 'errorCode'),
    at(conflict, 'indexes'),
  ]);
  return {
    http: answer.status,
    status: at(response, 'status'),
    counts,
    conflicts,
    rejected: at(response, 'rejectedIndexes'),
  };
}
