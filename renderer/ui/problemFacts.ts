import type { TFunction } from 'i18next';
import type { Problem } from '../../shared/model/problem';
import { facts as factNames, reasons } from '../../shared/text/fr/screens/facts';

function isFact(name: string): name is keyof typeof factNames {
  return Object.hasOwn(factNames, name);
}

function isReason(value: string | number): value is keyof typeof reasons {
  return Object.hasOwn(reasons, value);
}

/** The parameters of a problem as words ("Serveur : … · Code HTTP : 503"); those without a name are left out. */
export function problemFacts(problem: Problem, t: TFunction): string {
  return Object.entries(problem.params)
    .flatMap(([name, value]) => {
      if (!isFact(name) || value === '') return [];
      const shown = isReason(value) ? t(`screens.reasons.${value}`) : String(value);
      return [t('screens.common.fact', { name: t(`screens.facts.${name}`), value: shown })];
    })
    .join(' · ');
}
