import { closeSync, openSync, writeSync } from 'node:fs';
import { logModules } from '../../shared/model/log';

/** Lines of which one in so many is followed by a Python traceback, is 10 kB long, or is up to 500 kB long. */
const tracebackEvery = 100;
const longEvery = 5000;
const hugeEvery = 200_000;

/** Words of which sentences are made; some are what the benches look for. */
const sentences = [
  'Synchronisation terminée : {n} importés, {m} modifiés, 0 supprimé',
  'Détection de changements pour Instance Source',
  'Données agrégées : aucun changement depuis 2025-10-10T13:53:00.000Z',
  'Lot {n} envoyé : {m} enregistrements, 48211 octets',
  'Métadonnées, dataElements : changements {m}, suppressions 0 (depuis 2025-10-10T13:53:00.000Z)',
  'Prochain contrôle à 2025-10-10T14:28:01.000Z, district de l’Équateur',
  'Unité d’organisation {u} introuvable à la destination',
  'Échec de la lecture : HTTP 50{d} du serveur, nouvel essai dans {m} ms',
  'Signe de vie : 4 synchronisations, dont 1 en cours',
  'Valeurs refusées par la destination, mises en quarantaine : {m}',
] as const;

const traceback = [
  'Traceback (most recent call last):',
  '  File "/opt/dhis/sync/services/aggregate.py", line 214, in post_chunk',
  '    response = api.post("dataValueSets", json=payload, timeout=None)',
  '               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  'requests.exceptions.HTTPError: 504 Server Error: Gateway Time-out',
].join('\n');

const levels = ['DEBUG', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'INFO', 'WARNING', 'ERROR'] as const;

/** Numbers in [0, 1) that are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Lines of a made-up log in the form of ours, one after the other in time. */
export class LogCorpus {
  seq = 0;
  private readonly random: () => number;
  private instant = Date.UTC(2025, 9, 10, 6);
  private second = -1;
  private local = '';

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  /** The next record, its line break included; now and then more than one line, or a very long one. */
  next(): string {
    const { random } = this;
    this.seq += 1;
    this.instant += Math.floor(random() * 40);
    const second = Math.floor(this.instant / 1000);
    if (second !== this.second) {
      this.second = second;
      this.local = new Date(second * 1000).toISOString().slice(0, 19);
    }
    const pick = Math.floor(random() * 1_000_000);
    const sentence = (sentences[pick % sentences.length] ?? '')
      .replace('{n}', `${pick}`)
      .replace('{m}', `${pick % 977}`)
      .replace('{d}', `${pick % 5}`)
      .replace('{u}', `AIGUILLE-${String.fromCharCode(65 + (pick % 26), 65 + ((pick >> 5) % 26))}`);
    const level = pick % 4001 === 0 ? 'CRITICAL' : (levels[(pick >> 3) % levels.length] ?? 'INFO');
    const module = logModules[(pick >> 7) % logModules.length] ?? 'app';
    const head = `[${level}] ${this.local.replace('T', ' ')} [${module}] - ${sentence}`;
    const milliseconds = `${this.instant % 1000}`.padStart(3, '0');
    const run = `run=20251010${String(this.seq >> 12).padStart(6, '0')}-k3x9qa sync=instance-source`;
    const fields = `seq=${this.seq} t=${this.local}.${milliseconds}+00:00 ${run} code=batch-sent ms=${pick % 9000}`;
    let extra = '';
    if (this.seq % hugeEvery === 0)
      extra = ` detail=${'{"type":"ERROR","message":"Valeur refusée"},'.repeat(10_900)}`;
    else if (this.seq % longEvery === 0) extra = ` detail=${'{"id":"a1b2c3","valeur":"12"},'.repeat(340)}`;
    const line = `${head} | ${fields}${extra}\n`;
    return this.seq % tracebackEvery === 0 ? `${line}${traceback}\n` : line;
  }
}

/** What stands in a corpus. */
export interface CorpusFacts {
  readonly bytes: number;
  readonly records: number;
}

/** Writes a file of at least so many bytes in batches of 64 kB, as the log's writer leaves it in the page cache. */
export function writeCorpus(path: string, corpus: LogCorpus, bytes: number): CorpusFacts {
  const file = openSync(path, 'w');
  const before = corpus.seq;
  let written = 0;
  let batch = '';
  const flush = (): void => {
    written += writeSync(file, batch);
    batch = '';
  };
  while (written + batch.length < bytes) {
    batch += corpus.next();
    if (batch.length >= 65_536) flush();
  }
  flush();
  closeSync(file);
  return { bytes: written, records: corpus.seq - before };
}
