/** Shorter secrets are not searched for: they would tear holes into ordinary words. */
const shortestSecret = 4;
const mask = '***';

/** A cheap look before the exact ones: most lines hold none of these. */
const suspect =
  /authori[sz]ation|basic |bearer |apitoken|d2p|passw|token|secret|session|cookie|:\/\/[^/\s]*@/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  // DHIS2 personal access tokens: `d2pat_…` and its successors.
  [/\bd2p[a-z0-9]*_[A-Za-z0-9]{6,}/gi, mask],
  [
    /\b((?:proxy-)?authori[sz]ation["']?\s*[:=]\s*["']?)(?:(?:basic|bearer|apitoken)\s+)?[^\s"',;]+/gi,
    `$1${mask}`,
  ],
  [/\b(basic|bearer|apitoken)\s+[A-Za-z0-9+/=._~-]{6,}/gi, `$1 ${mask}`],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*).+/gi, `$1${mask}`],
  [/\b(jsessionid\s*=\s*)[^\s;"',]+/gi, `$1${mask}`],
  [/\b(pass(?:word|wd)|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi, `$1$2${mask}`],
  // name:password before the host of an address
  [/(:\/\/)[^/\s@]+@/g, `$1${mask}@`],
];

/** Takes out of text what must never stand in a file: known secrets, and whatever looks like one. */
export class Redactor {
  private readonly plain = new Set<string>();
  private readonly secrets = new Set<string>();

  /** Makes a secret unspeakable from now on, also as part of a basic authorization (base64). */
  protect(secret: string): void {
    if (secret.length < shortestSecret) return;
    this.plain.add(secret);
    this.secrets.add(secret);
    this.secrets.add(encodeURIComponent(secret));
    this.secrets.add(Buffer.from(secret, 'utf8').toString('base64'));
  }

  /** The secrets as they were given. */
  secretsInPlain(): readonly string[] {
    return [...this.plain];
  }

  redact(text: string): string {
    let clean = text;
    for (const secret of this.secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, mask);
    if (!suspect.test(clean)) return clean;
    for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
    return clean;
  }
}
