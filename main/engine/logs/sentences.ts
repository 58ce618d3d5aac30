import type { i18n } from 'i18next';
import type { LogCode } from '../../../shared/model/log';
import { createTranslator } from '../../../shared/text/translator';
import type { Language } from '../../../shared/text/translator';

/** Parameters whose values have words of their own, and where those stand. */
const wordKeys: Readonly<Record<string, (value: string) => string>> = {
  problem: (value) => `problem.${value}.title`,
  outcome: (value) => `outcome.${value}.label`,
  trigger: (value) => `state.trigger.${value}`,
  phase: (value) => `state.phase.${value}`,
  domain: (value) => `state.domain.${value}`,
  what: (value) => `state.domain.${value}`,
  why: (value) => `logWord.why.${value}`,
};

/** Texts of one language, looked up once: a line must cost microseconds. */
function rememberedTexts(translator: i18n): (key: string, fallback: string) => string {
  const texts = new Map<string, string>();
  return (key, fallback) => {
    let text = texts.get(key);
    if (text === undefined) {
      text = translator.exists(key) ? translator.t(key, { skipInterpolation: true }) : fallback;
      // Keys of unknown values are as many as the values.
      if (text !== fallback) texts.set(key, text);
    }
    return text;
  };
}

/** Makes the sentence of a line, in the language that is set when it is written. */
export function createSentences(
  language: () => Language,
): (code: LogCode, params: Readonly<Record<string, string | number>>) => string {
  const texts = {
    fr: rememberedTexts(createTranslator('fr')),
    en: rememberedTexts(createTranslator('en')),
  };
  return (code, params) => {
    const text = texts[language()];
    const template = text(`log.${code}`, code);
    return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = Object.hasOwn(params, name) ? (params[name] ?? '') : '';
      const key = typeof value === 'string' ? wordKeys[name]?.(value) : undefined;
      return key === undefined ? `${value}` : text(key, `${value}`);
    });
  };
}
