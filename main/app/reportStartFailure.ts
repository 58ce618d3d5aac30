import { app, dialog } from 'electron';
import type { Problem } from '../../shared/model/problem';
import { createTranslator } from '../../shared/text/translator';

/** Says why the program cannot start, on stderr and in a window of the desktop, and ends it. */
export async function reportStartFailure(cause: Problem): Promise<void> {
  // Preferences cannot be read at this point: the desktop's language decides.
  const texts = createTranslator(app.getLocale().startsWith('en') ? 'en' : 'fr');
  const words = texts.t(`problem.${cause.code}.title`);
  const next = texts.t(`problem.${cause.code}.next`);
  const title = texts.t('shell.startFailed.title');
  process.stderr.write(`${title}: ${words}. ${cause.detail ?? ''} ${next}\n`);
  await dialog.showMessageBox({ type: 'error', title, message: words, detail: next });
  app.exit(1);
}
