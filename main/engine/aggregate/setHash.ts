import { hash as hashOf } from 'node:crypto';

/** Hash of a set of records that does not depend on their order: the sum of their hashes in 8 lanes of 32 bits. */
export class SetHash {
  private readonly lanes = new Uint32Array(8);

  add(key: string, hash: string): void {
    const digest = hashOf('sha256', `${key} ${hash}`, 'buffer');
    for (let lane = 0; lane < 8; lane += 1) {
      // A Uint32Array wraps around by itself.
      this.lanes[lane] = (this.lanes[lane] ?? 0) + digest.readUInt32BE(lane * 4);
    }
  }

  /** 64 hexadecimal digits. */
  digest(): string {
    return [...this.lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }
}
