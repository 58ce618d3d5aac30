import i18next from 'i18next';
import type { i18n } from 'i18next';
import { catalogues } from './catalogue';

/** Languages of the interface, the first one by default. */
export type Language = keyof typeof catalogues;

/** Makes an i18next instance of its own with all catalogues; switch with `changeLanguage`. */
export function createTranslator(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'fr',
    resources: { fr: { translation: catalogues.fr }, en: { translation: catalogues.en } },
    // React and text files escape for themselves.
    interpolation: { escapeValue: false },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}
