import { app } from 'electron';
import { join } from 'node:path';
import { problem } from '../../shared/model/problem';
import { readOptions } from './options';
import { reportStartFailure } from './reportStartFailure';
import { startShell } from './startShell';
import { declareOwnScheme } from './window/appProtocol';
import { hardenProcess } from './window/hardening';

// Start order: hardening, profile, single instance; everything else once Electron is ready.
hardenProcess(app);
declareOwnScheme();

const options = readOptions(app.commandLine);
const folderName = options.profile === 'demonstration' ? 'Passerelle demonstration' : 'Passerelle';
app.setPath('userData', options.userData ?? join(app.getPath('appData'), folderName));

if (app.requestSingleInstanceLock({ profile: options.profile })) {
  app
    .whenReady()
    .then(() => startShell(options))
    .catch((error: unknown) => reportStartFailure(problem('internal-error', {}, String(error))));
} else {
  // The first instance comes to the front; this one has touched nothing.
  app.exit(0);
}
