import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Called by electron-builder on each unpacked package: an unpacked runtime is copied as it is, and what
 * only development needs must not travel.
 * @param {{ appOutDir: string }} context
 */
export default function afterPack({ appOutDir }) {
  for (const name of ['version', '.complete', join('resources', 'default_app.asar')]) {
    rmSync(join(appOutDir, name), { force: true });
  }
}
