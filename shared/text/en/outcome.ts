/** Texts under `outcome`: the four ways in which a run ends, as a label and as a sentence. */
export const outcome = {
  changed: {
    label: 'Changed',
    sentence: 'Everything was read; the destination received what had changed.',
  },
  'verified-unchanged': {
    label: 'Verified, nothing to send',
    sentence: 'Everything was read at the source; nothing had changed and nothing was written.',
  },
  'could-not-look': {
    label: 'Could not look',
    sentence: 'Nothing could be read and settled to the end: whether both servers agree is not known.',
  },
  'partly-looked': {
    label: 'Partly looked',
    sentence: 'Only a part could be read and settled: for the rest, nothing is known.',
  },
};
