/** Texts under `logWord`: words for the reasons that a log line carries as a code. */
export const logWord = {
  why: {
    none: 'nothing was read so far',
    'other-scope': 'the scope or a server changed',
    'clock-went-back': 'the clock of the source went back',
    manual: 'manual mode',
    stopped: 'stopped by the operator',
    paused: 'paused',
  },
};
