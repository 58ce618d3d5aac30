/** Texts under `bundle`: what a diagnostic bundle says of itself. */
export const bundle = {
  readme: `Diagnostic bundle of Passerelle
===============================

This zip file was saved by Passerelle so that support can understand what happened.

What is in it
- logs/: the lines of the log files from the chosen period; last-hour.log: the last hour, in more detail
- logs/archive/: those that stood in logs which were cleared since
- settings.json: the settings, without secrets
- versions.json, system.json: versions of the program, facts about this machine
- runs.json: the runs: counts, outcomes, error codes, times
- quarantine.json: what is in quarantine, by cause, without any value
- connection-tests.json: the last test of each connection
- manifest.json: the list of these files, their sizes and their SHA-256 hashes

What is not in it
- no password, token, account name or name of a person known to Passerelle: *** stands in its place
- no entered data: values and comments are taken out
- no whole answers of servers (beyond 4 kB), which are kept on this machine beside the runs: manifest.json tells how
  many there are; a line of a log carries the reference (detail=), to be asked for where needed
- where names are hidden: connexion-1, synchronisation-1, serveur-1… replace the real names

How to open it
In Passerelle: Logs, Files, Open a file. Or with any program that opens zip files: the logs are plain text.
`,
};
