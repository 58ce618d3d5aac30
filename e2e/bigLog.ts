import { closeSync, openSync, writeSync } from 'node:fs';

/** What a big log holds. */
export interface BigLog {
  readonly bytes: number;
  readonly records: number;
  /** How often `AIGUILLE` stands in it: once in each block. */
  readonly needles: number;
}

const linesPerBlock = 8_192;
const sentences = [
  'Envoi du lot 31 : 260 valeurs acceptées',
  'Réseau rétabli, la synchronisation reprend où elle s’était arrêtée',
  'Changements détectés pour dataElements : 12 depuis le dernier passage',
  'GET /api/dataValueSets?dataSet=BfMAe6Itzgt&period=202610 → 200',
];

/** Writes a log in our own line form: one second per block of lines, times rising, one needle and three errors in each. */
export function writeBigLog(path: string, wantedBytes: number): BigLog {
  const first = Date.UTC(2026, 9, 1);
  /** Where the times stand: by turns in the form of the head and in that of the fields. */
  const times: number[] = [];
  let text = '';
  let bytes = 0;
  for (let line = 0; line < linesPerBlock; line += 1) {
    const level =
      line % 3_000 === 1 ? 'ERROR' : line % 90 === 0 ? 'WARNING' : line % 5 === 0 ? 'DEBUG' : 'INFO';
    const sentence =
      line === 77 ? 'AIGUILLE trouvée dans la botte' : (sentences[line % sentences.length] ?? '');
    const milliseconds = `${Math.floor((line * 1000) / linesPerBlock)}`.padStart(3, '0');
    const head = `[${level}] `;
    const middle = ` [aggregate] - ${sentence} | seq=${line} t=`;
    times.push(bytes + Buffer.byteLength(head));
    times.push(bytes + Buffer.byteLength(`${head}2026-10-01 00:00:00${middle}`));
    const whole = `${head}2026-10-01 00:00:00${middle}2026-10-01T00:00:00.${milliseconds}+00:00 run=r${line % 7} code=batch-sent\n`;
    text += whole;
    bytes += Buffer.byteLength(whole);
  }
  const block = Buffer.from(text, 'utf8');
  const blocks = Math.max(1, Math.floor(wantedBytes / block.length));
  const file = openSync(path, 'w', 0o600);
  for (let number = 0; number < blocks; number += 1) {
    const stamp = new Date(first + number * 1000).toISOString().slice(0, 19);
    const spaced = stamp.replace('T', ' ');
    times.forEach((at, place) => block.write(place % 2 === 0 ? spaced : stamp, at, 'latin1'));
    writeSync(file, block);
  }
  closeSync(file);
  return { bytes: blocks * block.length, records: blocks * linesPerBlock, needles: blocks };
}
