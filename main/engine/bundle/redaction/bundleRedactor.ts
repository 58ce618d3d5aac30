import { homedir } from 'node:os';
import type { Settings } from '../../../../shared/model/settings';
import { Redactor } from '../../logs/redactor';
import { LookedAt } from './alarm';
import type { Sign } from './alarm';
import { nameSteps } from './nameSteps';
import { PersonValues, personSigns } from './personValues';
import { throughStep } from './redactionStep';
import type { FileStep, RedactionStep } from './redactionStep';
import { secretsStep, spelledSigns } from './secretsStep';
import { bytesOf, spelled, textOf } from './spellings';

const mask = '***';

/** What must not stand in a bundle. */
export interface RedactionRules {
  /** Secrets in plain. */
  readonly masks: readonly string[];
  readonly settings: Settings;
  readonly names: 'shown' | 'hidden';
}

/** What the redactor of log lines looks for. */
function commonStep(): RedactionStep {
  const redactor = new Redactor();
  const words = /authori[sz]ation|basic |bearer |apitoken|d2p|passw|token|secret|session|cookie/g;
  return {
    signs: [
      { in: 'lower', pattern: words },
      { in: 'text', text: '@' },
    ],
    forFile: () => ({ redact: (line) => redactor.redact(line) }),
  };
}

const anyHead =
  /^(?:\[AUTO-SYNC\] )?(?:\[[A-Za-z]{3,13}\]|[A-Z]{3,13}) \d{4}-\d\d-\d\d[ T]|^\d{4}-\d\d-\d\d[ T]\d\d:/;

function personStep(): RedactionStep {
  return {
    signs: personSigns,
    forFile: () => {
      const people = new PersonValues();
      return {
        get open() {
          return people.open;
        },
        redact: (line) => {
          if (people.open && anyHead.test(line)) people.reset();
          return people.mask(line);
        },
      };
    },
  };
}

const mailForm = /[A-Za-z0-9._%+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g;

function mailStep(): RedactionStep {
  const signs: readonly Sign[] = [
    { in: 'text', text: '@' },
    { in: 'text', text: '%40' },
  ];
  return { signs, forFile: () => ({ redact: (line) => line.replace(mailForm, `${mask}@${mask}`) }) };
}

const homeForm = /((?:\/home|\/Users|[A-Za-z]:(?:\\{1,16}|\/)Users)(?:\\{1,16}|\/))[^\\/\s"'<>|:]+/g;

/** Folders that are called like people. */
function homeStep(): RedactionStep {
  const folder = homedir();
  const known = folder.length > 3 ? [folder] : [];
  const pattern = (text: string): string => `(?:${spelled(text, 'exact')})(?![A-Za-z0-9_-])`;
  const homes = known.map((text) => new RegExp(pattern(text), 'g'));
  const signs: readonly Sign[] = [
    { in: 'text', pattern: /\/home\/|\/Users\/|Users\\/g },
    ...spelledSigns(known, pattern),
  ];
  const redact = (line: string): string =>
    homes.reduce((clean, home) => clean.replace(home, '~'), line).replace(homeForm, `$1${mask}`);
  return { signs, forFile: () => ({ redact }) };
}

/** Redacts the lines of one file; all of them must be given to it, in their order. */
export interface LineRedactor {
  /** Whole lines, as letters for bytes; the same text where nothing had to be changed. */
  redact(lines: string): string;
}

/** Redacts what goes into one bundle; the patterns are made once. */
export class BundleRedactor {
  private readonly steps: readonly RedactionStep[];

  constructor(rules: RedactionRules) {
    this.steps = [
      secretsStep(rules.masks),
      commonStep(),
      personStep(),
      mailStep(),
      homeStep(),
      ...nameSteps(rules.settings, rules.names),
    ];
  }

  /** A redactor for the lines of one file, from its beginning on. */
  forLines(): LineRedactor {
    const steps = this.steps.map((step): readonly [readonly Sign[], FileStep] => [
      step.signs,
      step.forFile(),
    ]);
    return {
      redact: (lines) => {
        let looked = new LookedAt(lines);
        for (const [signs, step] of steps) looked = throughStep(looked, signs, step);
        return looked.text;
      },
    };
  }

  /** A text of our own documents. */
  text(text: string): string {
    return textOf(this.forLines().redact(bytesOf(text)));
  }
}
