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

/** Whether the values of a parameter may have words of their own. */
export function hasWords(name: string): boolean {
  return Object.hasOwn(wordKeys, name);
}

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
function piecesOf(template: string): Template {
  const parts = template.split(/\{\{(\w+)\}\}/);
  return parts.flatMap((text, index) => (index % 2 === 0 ? [{ text, name: parts[index + 1] ?? '' }] : []));
}

/** Words of a sentence, each with the name of the parameter that stands behind it; '' for none. */
export type Template = readonly { readonly text: string; readonly name: string }[];

/** What sentences are made of, in the language that is set when they are asked for. */
export interface Templates {
  /** The same pieces each time that a code is asked for in a language. */
  piecesOf(code: LogCode): Template;
  /** What stands in a sentence in place of a parameter's value; `undefined` where the value itself does. */
  wordOf(name: string, value: string): string | undefined;
}

/** Looks up the texts of both languages, each once. */
export function createTemplates(language: () => Language): Templates {
  const speak = (spoken: Language): Templates => {
    const text = rememberedTexts(createTranslator(spoken));
    const known = new Map<LogCode, Template>();
    return {
      piecesOf: (code) => {
        let pieces = known.get(code);
        if (pieces === undefined) {
          pieces = piecesOf(text(`log.${code}`, code));
          known.set(code, pieces);
        }
        return pieces;
      },
      wordOf: (name, value) => {
        const key = wordKeys[name]?.(value);
        return key === undefined ? undefined : text(key, value);
      },
    };
  };
  const spoken = { fr: speak('fr'), en: speak('en') };
  return {
    piecesOf: (code) => spoken[language()].piecesOf(code),
    wordOf: (name, value) => spoken[language()].wordOf(name, value),
  };
}

/** Makes the sentence of a line. */
export function createSentences(
  templates: Templates,
): (code: LogCode, params: Readonly<Record<string, string | number>>) => string {
  return (code, params) => {
    let sentence = '';
    for (const { text, name } of templates.piecesOf(code)) {
      sentence += text;
      if (name === '' || !Object.hasOwn(params, name)) continue;
      const value = params[name] ?? '';
      const word = typeof value === 'string' ? templates.wordOf(name, value) : undefined;
      sentence += word ?? `${value}`;
    }
    return sentence;
  };
}
