import { homedir } from 'node:os';
import type { Settings } from '../../../../shared/model/settings';
import { slack } from '../../logReading/formats/words';
import { Redactor } from '../../logs/redactor';
import { beginOfLine, endOfLine, Lookout } from './lookout';
import { nameSteps } from './nameSteps';
import { PersonValues, personSigns } from './personValues';
import type { FileStep, RedactionStep } from './redactionStep';
import { secretsStep, soughtOf, spelledSigns } from './secretsStep';
import { textSigns } from './sign';
import { spelled } from './spellings';
import { wrappedSecretsStep } from './wrappedSecretsStep';

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
  return {
    signs: textSigns([
      ...['authorisation', 'authorization', 'basic ', 'bearer ', 'apitoken', 'd2p', 'passw'],
      ...['token', 'secret', 'session', 'cookie', '@'],
    ]),
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
  return {
    signs: textSigns(['@', '%40']),
    forFile: () => ({ redact: (line) => line.replace(mailForm, `${mask}@${mask}`) }),
  };
}

const homeForm = /((?:\/home|\/Users|[A-Za-z]:(?:\\{1,16}|\/)Users)(?:\\{1,16}|\/))[^\\/\s"'<>|:]+/g;

/** Folders that are called like people. */
function homeStep(): RedactionStep {
  const folder = homedir();
  const known = folder.length > 3 ? [folder] : [];
  const pattern = (text: string): string => `(?:${spelled(text, 'exact')})(?![A-Za-z0-9_-])`;
  const homes = known.map((text) => new RegExp(pattern(text), 'g'));
  const signs = [...textSigns(['/home/', '/Users/', 'Users\\']), ...spelledSigns(known, pattern)];
  const redact = (line: string): string =>
    homes.reduce((clean, home) => clean.replace(home, '~'), line).replace(homeForm, `$1${mask}`);
  return { signs, forFile: () => ({ redact }) };
}

/** Redacts the lines of one file; all of them must be given to it, in their order. */
export interface LineRedactor {
  /** The whole lines between two places of a buffer that is longer by the reader's slack; the same bytes where nothing had to be changed. */
  redact(bytes: Buffer, from: number, to: number): Buffer;
}

/** Redacts what goes into one bundle; the patterns are made once. */
export class BundleRedactor {
  private readonly steps: readonly RedactionStep[];
  private readonly lookout: Lookout;

  constructor(rules: RedactionRules) {
    const secrets = soughtOf(rules.masks);
    this.steps = [
      secretsStep(secrets),
      wrappedSecretsStep(secrets),
      commonStep(),
      personStep(),
      mailStep(),
      homeStep(),
      ...nameSteps(rules.settings, rules.names),
    ];
    this.lookout = new Lookout(this.steps.map(({ signs }) => signs));
  }

  /** A redactor for the lines of one file, from its beginning on: only lines in which a sign stands are looked at. */
  forLines(): LineRedactor {
    const { lookout } = this;
    const steps = this.steps.map((step) => step.forFile());
    const isOpen = (): boolean => steps.some((step) => step.open === true);
    return {
      redact: (bytes, from, to) => {
        const signs = lookout.over(bytes, from, to);
        const pieces: Buffer[] = [];
        let done = from;
        let at = from;
        while (at < to) {
          if (!isOpen()) {
            const place = signs.next(at);
            if (place === -1) break;
            at = beginOfLine(bytes, place, from);
          }
          const end = endOfLine(bytes, at, to);
          const line = bytes.toString('latin1', at, end);
          const clean = throughSteps(line, steps, lookout);
          if (clean !== line) {
            pieces.push(bytes.subarray(done, at), Buffer.from(clean, 'latin1'));
            done = end;
          }
          at = end + 1;
        }
        const rest = bytes.subarray(done, to);
        return pieces.length === 0 ? rest : Buffer.concat([...pieces, rest]);
      },
    };
  }

  /** A redactor that gives each line to each step, whatever stands in it: what {@link forLines} must be equal to. */
  forAllLines(): (line: string) => string {
    const steps = this.steps.map((step) => step.forFile());
    return (line) => steps.reduce((clean, step) => step.redact(clean), line);
  }

  /** A text of our own documents. */
  text(text: string): string {
    const bytes = Buffer.concat([Buffer.from(text, 'utf8'), Buffer.alloc(slack)]);
    return this.forLines()
      .redact(bytes, 0, bytes.length - slack)
      .toString('utf8');
  }
}

/** One line through the steps of which a sign stands in it, or in what the steps before made of it. */
function throughSteps(line: string, steps: readonly FileStep[], lookout: Lookout): string {
  let text = line;
  let due = lookout.stepsIn(line);
  for (const [index, step] of steps.entries()) {
    if ((due & (1 << index)) === 0 && step.open !== true) continue;
    const clean = step.redact(text);
    if (clean === text) continue;
    text = clean;
    due = lookout.stepsIn(clean);
  }
  return text;
}
