import type { TFunction } from 'i18next';
import type { Problem } from '../../shared/model/problem';
import { facts as factNames } from '../../shared/text/fr/screens/facts';

function isFact(name: string): name is keyof typeof factNames {
  return Object.hasOwn(factNames, name);
}

/** The parameters of a problem as words ("Serveur : … · Code HTTP : 503"); those without a name are left out. */
export function problemFacts(problem: Problem, t: TFunction): string {
  return Object.entries(problem.params)
    .flatMap(([name, value]) =>
      isFact(name) && value !== ''
        ? [t('screens.common.fact', { name: t(`screens.facts.${name}`), value: String(value) })]
        : [],
    )
    .join(' · ');
}
