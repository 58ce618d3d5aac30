/** Texts under `note`: facts of a run that are worth a line but are no error. */
export const note = {
  'created-not-told':
    'This version of DHIS2 does not tell created values from updated ones: {{count}} counted as updated.',
  'values-equal-already': '{{count}} values were already equal at the destination.',
  'settled-by-reading-back':
    '{{count}} values whose answer had been lost were found by reading the destination back.',
  'source-replaced':
    'The source {{connection}} is no longer the same server as in the run before: everything was read again.',
  'destination-replaced':
    'The destination {{connection}} is no longer the same server as in the run before: everything was compared again.',
  'source-clock-went-back':
    'The clock of the source {{connection}} went back: reading started again from an earlier point.',
};
