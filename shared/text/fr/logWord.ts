/** Texts under `logWord`: words for the reasons that a log line carries as a code. */
export const logWord = {
  why: {
    none: 'rien n’a encore été lu',
    'other-scope': 'le périmètre ou un serveur a changé',
    'clock-went-back': 'l’horloge de la source a reculé',
    manual: 'mode manuel',
    stopped: 'arrêtée par l’opérateur',
    paused: 'en pause',
  },
};
