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
  'demanded-option-combos':
    'Sent in addition because the destination demands it (complete option combinations since DHIS2 2.43): {{objects}} objects.',
  'sent-together':
    'Sent in addition to stay whole (option sets, program stages with their sections): {{objects}} objects.',
  'user-references-left-out':
    'Mentions of users or groups left out of {{objects}} objects; at the destination they are empty there.',
  'files-left-out': 'Files or images left out of {{objects}} objects.',
  'members-unknown-at-destination':
    'Properties that the destination’s version does not know, left out: {{members}}.',
};
