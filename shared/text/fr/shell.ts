/** Texts under `shell`: what the program says outside its window, and the names it gives to the demonstration. */
export const shell = {
  windowTitle: 'Passerelle',
  demonstration: {
    source: 'Source (démonstration)',
    destination: 'Destination (démonstration)',
    synchronisation: 'Pays de démonstration',
  },
  startFailed: {
    title: 'Passerelle n’a pas pu démarrer',
    message: 'Rien n’a été modifié. Cause : {{cause}}',
  },
  demonstrationFailed: 'La démonstration n’a pas pu démarrer : {{cause}}',
};
