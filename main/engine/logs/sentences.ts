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

/** A sentence in pieces: what is given, and the names of parameters between. */
function piecesOf(template: string): readonly { readonly text: string; readonly name: string }[] {
  const parts = template.split(/\{\{(\w+)\}\}/);
  return parts.flatMap((text, index) => (index % 2 === 0 ? [{ text, name: parts[index + 1] ?? '' }] : []));
}

/** Makes the sentence of a line, in the language that is set when it is written. */
export function createSentences(
  language: () => Language,
): (code: LogCode, params: Readonly<Record<string, string | number>>) => string {
  const speak = (
    spoken: Language,
  ): ((code: LogCode, params: Readonly<Record<string, string | number>>) => string) => {
    const text = rememberedTexts(createTranslator(spoken));
    const known = new Map<LogCode, ReturnType<typeof piecesOf>>();
    return (code, params) => {
      let pieces = known.get(code);
      if (pieces === undefined) {
        pieces = piecesOf(text(`log.${code}`, code));
        known.set(code, pieces);
      }
      let sentence = '';
      for (const { text: given, name } of pieces) {
        sentence += given;
        if (name === '' || !Object.hasOwn(params, name)) continue;
        const value = params[name] ?? '';
        const key = typeof value === 'string' ? wordKeys[name]?.(value) : undefined;
        sentence += key === undefined ? `${value}` : text(key, `${value}`);
      }
      return sentence;
    };
  };
  const sentences = { fr: speak('fr'), en: speak('en') };
  return (code, params) => sentences[language()](code, params);
}
