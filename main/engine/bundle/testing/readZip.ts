import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';

/** All members of a zip by name, each checked against its size and CRC as an unzipping program does. */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await openPromise(path);
  const members = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    if (crc32(content) !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
    members.set(entry.fileName, content);
  }
  return members;
}
