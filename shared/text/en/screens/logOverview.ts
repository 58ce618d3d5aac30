/** Texts under `screens.logOverview`: the strip beside the lines, with the places of errors and results. */
export const logOverview = {
  name: 'Overview of the lines',
  all: '{{what}}.',
  nothing: 'neither errors nor warnings',
  firstError: 'First error on line {{row}}.',
  firstMatch: 'First match on line {{row}}.',
  soFar: 'Still reading or searching: this is not everything yet.',
  incomplete: 'Not everything could be read.',
  pending: 'being counted.',
  failed: 'it could not be counted. {{why}}',
  legend:
    'Short bar: warning; wide bar: error; bar over the whole width: critical; lozenge: match. A click leads there.',
  oneRow: 'Line {{row}}',
  rows: 'Lines {{from}} to {{until}}',
  slice: '{{name}}: {{what}}.',
  row: 'Click to go to line {{row}}.',
};
