/** Texts under `shell`: what the program says outside its window, and the names it gives to the demonstration. */
export const shell = {
  windowTitle: 'Passerelle',
  demonstration: {
    source: 'Source (demonstration)',
    destination: 'Destination (demonstration)',
    synchronisation: 'Demonstration country',
  },
  startFailed: {
    title: 'Passerelle could not start',
    message: 'Nothing was changed. Cause: {{cause}}',
  },
  demonstrationFailed: 'The demonstration could not start: {{cause}}',
};
