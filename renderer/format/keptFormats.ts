import type { Language } from '../../shared/text/translator';

// Making a format of the system takes a hundred times as long as using it, and a screen that follows a log uses
// hundreds of them twenty times a second: each kind is made once.
const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Locale whose conventions the language follows. */
export function locale(language: Language): string {
  return language === 'en' ? 'en-GB' : 'fr-FR';
}

/** The format for dates and times with these options. */
export function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(dates, language, options, () => new Intl.DateTimeFormat(locale(language), options));
}

/** The format for numbers with these options. */
export function numberFormat(language: Language, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return kept(numbers, language, options, () => new Intl.NumberFormat(locale(language), options));
}

function kept<T>(all: Map<string, T>, language: Language, options: object, make: () => T): T {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = make();
  all.set(key, made);
  return made;
}
