import type { ErrorReport } from './importReport';

/** Messages of the error codes the importer gives, `{0}` standing for its arguments. */
const messages = {
  E1110: 'Category combo not found or not accessible: `{0}`',
  E1120: 'Update cannot be applied as it would make existing data values inaccessible',
  E1121: 'Data element `{0}` value type cannot be changed as it has associated data values',
  E1122: 'Category option combo {0} cannot be associated with the default category combo',
  E1130: 'Importing {0} CategoryOptionCombos does not match the expected amount of {1} for CategoryCombo {2}',
  E1131:
    'Unexpected CategoryOptionCombo provided with CategoryOptions: {0} for CategoryCombo: {1}. Missing expected CategoryOptionCombos with CategoryOption sets: {2}',
  E1132:
    'Provided CategoryOptionCombo {0} cannot be processed (potential duplicate). An existing CategoryOptionCombo {1} has the same CategoryCombo {2} and same CategoryOptions {3}',
  E1133: 'CategoryCombo must be provided for Category option combo {0}',
  E3000: 'User `{0}` is not allowed to create objects of type {1}',
  E3001: 'User `{0}` is not allowed to update object `{1}`',
  E3002: 'User `{0}` is not allowed to delete object `{1}`',
  E4000: 'Missing required property `{0}`',
  E4014: 'Invalid UID `{0}` for property `{1}`',
  E4028: 'Option set `{0}` already contains option `{1}`',
  E4030: 'Object could not be deleted because it is associated with another object: {0}',
  E4049: 'Property `{0}` requires a valid username, was given `{1}`',
  E4053: 'Program stage `{0}` must reference a program',
  E4054: 'Property `{0}` already exists, was given `{1}`.',
  E4055: 'User needs to have at least one user role associated with it',
  E4056: 'Property `{0}` can not be changed, was given `{1}`.',
  E5000:
    'Found matching object for reference, but import mode is CREATE. Identifier was {0}, and object was {1}.',
  E5001: 'No matching object for reference. Identifier was {0}, and object was {1}.',
  E5002: 'Invalid reference {0} on object {1} for association `{2}`',
  E5003: 'Property `{0}` with value `{1}` on object {2} already exists on object {3}',
  E5004:
    'Id `{0}` for type `{1}` exists on more than 1 object in the payload, removing all but the first found',
  E5007: 'Duplicate reference {0} on object {1} for association `{2}`',
} as const;

/** Error codes the importer gives. */
export type ImportErrorCode = keyof typeof messages;

/** What an error report may say beside its message. */
export interface ErrorDetail {
  readonly mainKlass: string;
  readonly mainId?: string;
  readonly errorProperty?: string;
}

/** Builds an error report with its message filled in. */
export function errorReport(
  code: ImportErrorCode,
  args: readonly string[],
  detail: ErrorDetail,
): ErrorReport {
  const message = messages[code].replace(/\{(\d)\}/g, (_match, index: string) => args[Number(index)] ?? '');
  return {
    message,
    args,
    ...detail,
    errorProperties: detail.errorProperty === undefined ? [] : [detail.errorProperty],
    errorCode: code,
  };
}
