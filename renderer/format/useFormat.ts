import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../shared/text/translator';
import { bytes, duration, exactStamp, number, relativeTime, shortStamp, stamp } from './format';

/** Formats of the language on screen. */
export interface Formats {
  readonly language: Language;
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
  readonly duration: (milliseconds: number) => string;
  readonly stamp: (at: string) => string;
  readonly shortStamp: (at: string, now: number) => string;
  readonly exactStamp: (at: string) => string;
  readonly relative: (at: string, now: number) => string;
}

/** Numbers and times in the conventions of the language on screen. */
export function useFormat(): Formats {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'fr';
  return useMemo(
    () => ({
      language,
      number: (value) => number(value, language),
      bytes: (value) => bytes(value, language),
      duration: (milliseconds) => duration(milliseconds, language),
      stamp: (at) => stamp(at, language),
      shortStamp: (at, now) => shortStamp(at, now, language),
      exactStamp: (at) => exactStamp(at, language),
      relative: (at, now) => relativeTime(at, now, language),
    }),
    [language],
  );
}
