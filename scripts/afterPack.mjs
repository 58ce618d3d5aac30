import { constants, rmSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Called by electron-builder on each unpacked package: an unpacked runtime is copied as it is, and what
 * only development needs must not travel. What searches logs must: without it every search would be slow, unnoticed.
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  for (const name of ['version', '.complete', join('resources', 'default_app.asar')]) {
    rmSync(join(appOutDir, name), { force: true });
  }
  const resources =
    electronPlatformName === 'darwin'
      ? join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : join(appOutDir, 'resources');
  const ripgrep = join(resources, 'ripgrep', electronPlatformName === 'win32' ? 'rg.exe' : 'rg');
  try {
    await access(ripgrep, constants.X_OK);
  } catch {
    throw new Error(
      `ripgrep is missing in the package: ${ripgrep}. npm installs it for the machine it runs on only: ` +
        `run npm ci --os=${electronPlatformName} --cpu=<arch> first, or pack on such a machine.`,
    );
  }
}
