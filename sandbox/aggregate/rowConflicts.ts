import type { ConflictDetail } from './importSummary';

/** Kinds of refusals of servers up to 2.42: property of the row, and which objects the conflict names. */
const kinds = {
  E7600: { property: 'dataSet', objects: ['dataSet'], text: 'Data set unknown or closed to this user: {0}' },
  E7601: { property: 'dataSet', objects: ['dataSet'], text: 'This user may not write to data set {0}' },
  E7603: { property: 'orgUnit', objects: ['organisationUnit', 'dataSet'], text: 'Org unit unknown: {0}' },
  E7604: {
    property: 'attributeOptionCombo',
    objects: ['categoryOptionCombo', 'dataSet'],
    text: 'Attribute option combo unknown: {0}',
  },
  E7610: { property: 'dataElement', objects: ['dataElement'], text: 'Data element unknown: {0}' },
  E7611: { property: 'period', objects: ['period'], text: 'No valid period: {0}' },
  E7612: { property: 'orgUnit', objects: ['organisationUnit'], text: 'Org unit unknown: {0}' },
  E7613: {
    property: 'categoryOptionCombo',
    objects: ['categoryOptionCombo'],
    text: 'Option combo unknown: {0}',
  },
  E7614: {
    property: 'categoryOptionCombo',
    objects: ['categoryOptionCombo', 'categoryOption'],
    text: 'Option combo {0} has an option this user may not write to: {1}',
  },
  E7615: {
    property: 'attributeOptionCombo',
    objects: ['categoryOptionCombo'],
    text: 'Attribute option combo unknown: {0}',
  },
  E7616: {
    property: 'attributeOptionCombo',
    objects: ['categoryOptionCombo', 'categoryOption'],
    text: 'Attribute option combo {0} has an option this user may not write to: {1}',
  },
  E7617: {
    property: 'orgUnit',
    objects: ['organisationUnit', 'user'],
    text: 'Org unit {0} lies outside the hierarchy of user {1}',
  },
  E7618: {
    property: 'value',
    objects: ['dataElement'],
    text: 'Neither value nor comment for data element {0}',
  },
  E7619: { property: 'value', objects: ['dataElement', 'value'], text: 'Value of data element {0}: {1}' },
  E7620: { property: 'comment', objects: ['comment'], text: 'Comment: {0}' },
  E7621: {
    property: 'value',
    objects: ['dataElement'],
    text: 'No option of the option set of data element {0}',
  },
  E7630: { property: 'categoryOptionCombo', objects: [], text: 'An option combo is required' },
  E7631: { property: 'attributeOptionCombo', objects: [], text: 'An attribute option combo is required' },
  E7632: {
    property: undefined,
    objects: ['period', 'dataElement'],
    text: 'Period {0} is of no type of data element {1}',
  },
  E7633: {
    property: 'dataElement',
    objects: ['dataElement', 'dataSet'],
    text: 'Data element {0} is not in data sets {1}',
  },
  E7634: {
    property: 'categoryOptionCombo',
    objects: ['categoryOptionCombo', 'dataElement'],
    text: 'Option combo {0} does not belong to data element {1}',
  },
  E7635: {
    property: 'attributeOptionCombo',
    objects: ['categoryOptionCombo', 'dataElement'],
    text: 'Attribute option combo {0} belongs to no data set of data element {1}',
  },
  E7636: {
    property: 'orgUnit',
    objects: ['organisationUnit', 'dataElement'],
    text: 'No data set assigns data element {1} to org unit {0}',
  },
  E7637: { property: 'storedBy', objects: ['storedBy'], text: 'Stored by: {0}' },
  E7638: {
    property: 'period',
    objects: ['period', 'categoryOptionCombo'],
    text: 'Period {0} is outside the dates of attribute option combo {1}',
  },
  E7639: {
    property: 'orgUnit',
    objects: ['organisationUnit', 'categoryOptionCombo'],
    text: 'Org unit {0} may not use attribute option combo {1}',
  },
  E7640: {
    property: 'period',
    objects: ['period', 'dataSet'],
    text: 'Period {0} of data set {1} has expired',
  },
  E7641: {
    property: 'period',
    objects: ['period', 'dataElement', 'dataSet'],
    text: 'Period {0} comes after the newest open one, {3}, for data element {1} and data set {2}',
  },
  E7643: {
    property: 'period',
    objects: ['period', 'dataSet'],
    text: 'Period {0} of data set {1} is not open now',
  },
  E7644: {
    property: 'period',
    objects: ['period'],
    text: 'Period {0} is open in no data set of the data element',
  },
} as const;

/** Error code of a refused row, servers up to 2.42. */
export type RowErrorCode = keyof typeof kinds;

/** The conflict of a code with its arguments. */
export function rowConflict(
  code: RowErrorCode,
  index: number | undefined,
  ...args: readonly string[]
): ConflictDetail {
  const { objects, property, text } = kinds[code];
  const named = Object.fromEntries(objects.map((kind, position) => [kind, args[position] ?? '']));
  return {
    errorCode: code,
    value: text.replace(/\{(\d)\}/g, (_, position: string) => args[Number(position)] ?? ''),
    objects: named,
    ...(property === undefined ? {} : { property }),
    indexes: index === undefined ? [] : [index],
  };
}
