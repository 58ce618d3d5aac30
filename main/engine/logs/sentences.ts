import type { LogEvent } from '../../../shared/model/log';
import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';

/** Parameters whose values have words of their own, and where those stand. */
const wordKeys: Readonly<Record<string, (value: string) => string>> = {
  problem: (value) => `problem.${value}.title`,
  outcome: (value) => `outcome.${value}.label`,
  trigger: (value) => `state.trigger.${value}`,
  phase: (value) => `state.phase.${value}`,
  domain: (value) => `state.domain.${value}`,
};

/** Makes the sentence of a line, in the language that is set when it is written. */
export function createSentences(language: () => Language): (event: LogEvent) => string {
  const translators = { fr: createTranslator('fr'), en: createTranslator('en') };
  return ({ code, params }) => {
    const { t, exists } = translators[language()];
    const words: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params ?? {})) {
      const key = typeof value === 'string' ? wordKeys[name]?.(value) : undefined;
      words[name] = key !== undefined && exists(key) ? t(key) : value;
    }
    // Parameters go through `replace`: as plain options some names would steer the translation.
    return t(`log.${code}`, { replace: words, defaultValue: code });
  };
}
