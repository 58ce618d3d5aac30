import { logLevels, logModules } from '../../../../shared/model/log';
import { logFields } from '../../../../shared/model/logFields';
import type { Settings } from '../../../../shared/model/settings';
import { accountMasks, signsOf, standIns } from './nameMasks';
import type { NameMask } from './nameMasks';
import { numericSigns } from './numericPlaces';
import type { RedactionStep } from './redactionStep';
import { textSigns } from './sign';
import type { Sign } from './sign';

const mask = '***';

// What names a server although no setting does: one that was removed, one that a server sent us to.
const otherAddress = /[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^\s"'<>\\|]+/g;
const otherHost =
  /\b((?:host(?:name)?|server(?:name)?|netloc)\\{0,15}["']?[ \t]*[:=][ \t]*\\{0,15}["']?)([A-Za-z0-9][A-Za-z0-9.-]{2,252})/gi;
const unfoundHost =
  /\b((?:ENOTFOUND|EAI_AGAIN|ECONN[A-Z]+|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT) +)([^\s"',|]+)/g;
const numericAddress =
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){4,7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])|\[[0-9A-Fa-f:]{0,40}::[0-9A-Fa-f:.]{0,40}\]/g;
const standInForm = /^"?(?:connexion|synchronisation|serveur|compte|adresse|nom)-[\w-]+/;

/** Head of a line of ours: none of its words is anybody's name. */
const ownHead = new RegExp(
  `^(?:\\[AUTO-SYNC\\] )?\\[(?:${logLevels.join('|')})\\] \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(?:${logModules.join('|')})\\] - `,
);
const fieldsBegin = ' | seq=';
const fieldForm = / ([\w.-]+)=("(?:[^"\\]|\\.)*"|\S+)/g;
const personFields: readonly string[] = Object.entries(logFields)
  .filter(([, kind]) => kind === 'person')
  .map(([name]) => name);
/** Fields that hold names of connections, synchronisations and servers. */
const nameFields: readonly string[] = ['name', 'connection', 'source', 'destination', 'host'];

function headOf(line: string): number {
  return ownHead.exec(line)?.[0].length ?? 0;
}

/** Replaces known names, each by its own word. */
function replacingStep(masks: readonly NameMask[]): RedactionStep {
  const pattern = new RegExp(masks.map((one) => `(${one.pattern})`).join('|'), 'g');
  const redact = (line: string): string =>
    line.replace(pattern, (...found: unknown[]) => {
      const text = String(found[0]);
      const at = Number(found[masks.length + 1]);
      // Asked only for what was found: the head is long, and looked for seldom.
      if (at < headOf(line)) return text;
      if (line.charAt(at - 1) === ' ' && line.charAt(at + text.length) === '=') {
        const bar = line.lastIndexOf(fieldsBegin);
        // The name of a field of ours stays, whatever somebody is called.
        if (bar !== -1 && at > bar) return text;
      }
      const which = found.slice(1, masks.length + 1).findIndex((group) => group !== undefined);
      return masks[which]?.by ?? mask;
    });
  return { signs: signsOf(masks), forFile: () => ({ redact }) };
}

function otherPlaces(line: string): string {
  const hidden = (whole: string, before: string, host: string): string =>
    standInForm.test(host) ? whole : `${before}serveur-autre`;
  return line
    .replace(otherAddress, (address) => (address.includes('serveur-') ? address : 'adresse-autre'))
    .replace(otherHost, hidden)
    .replace(unfoundHost, hidden)
    .replace(numericAddress, 'adresse-ip');
}

/** Names that no setting knows any more, by the fields that hold them: in the fields and in the sentence. */
function withoutNamedFields(line: string, fields: readonly string[]): string {
  const begin = headOf(line);
  const bar = line.lastIndexOf(fieldsBegin);
  if (begin === 0 || bar < begin) return line;
  let sentence = line.slice(begin, bar);
  let behind = line.slice(bar);
  for (const [, field = '', value = ''] of behind.matchAll(fieldForm)) {
    if (!fields.includes(field) || value.includes(mask) || standInForm.test(value)) continue;
    const bare = value.startsWith('"') ? value.slice(1, -1).replace(/\\(["\\])/g, '$1') : value;
    const by = personFields.includes(field) ? mask : field === 'host' ? 'serveur-autre' : 'nom-autre';
    behind = behind.replaceAll(` ${field}=${value}`, ` ${field}=${by}`);
    if (bare.length > 1) sentence = sentence.replaceAll(bare, by);
  }
  return line.slice(0, begin) + sentence + behind;
}

function fieldsStep(fields: readonly string[]): RedactionStep {
  return {
    signs: textSigns(fields.map((field) => ` ${field}=`)),
    forFile: () => ({ redact: (line) => withoutNamedFields(line, fields) }),
  };
}

/** Account names always; names of connections, synchronisations and servers where they are hidden. */
export function nameSteps(settings: Settings, names: 'shown' | 'hidden'): readonly RedactionStep[] {
  const accounts = accountMasks(settings, names);
  const steps: RedactionStep[] = accounts.length === 0 ? [] : [replacingStep(accounts)];
  if (names === 'shown') return [...steps, fieldsStep(personFields)];
  const places = standIns(settings);
  // An address may hold an account's name: addresses first.
  if (places.length > 0) steps.unshift(replacingStep(places));
  const signs: readonly Sign[] = [
    ...textSigns(['://', '::', 'host', 'server', 'netloc']),
    ...textSigns(['ENOTFOUND', 'EAI_AGAIN', 'ECONN', 'UNREACH', 'ETIMEDOUT']),
    ...numericSigns,
  ];
  return [
    ...steps,
    { signs, forFile: () => ({ redact: otherPlaces }) },
    fieldsStep([...personFields, ...nameFields]),
  ];
}
