import { ensurePackages } from '../setup/packages.mjs';
import { ensureElectron } from './electronRuntime.mjs';

/**
 * `node scripts/bootstrap.mjs electron [--official | --fallback]`: puts a runtime in place and prints which;
 * `--official` tries the official release again on a machine that once could not reach it.
 * @param {readonly string[]} args
 */
export async function printRuntime(args) {
  await ensurePackages();
  const wanted = args.includes('--official') ? 'official' : args.includes('--fallback') ? 'fallback' : 'any';
  const { version, origin, binary } = await ensureElectron(wanted);
  console.log(JSON.stringify({ version, origin, binary }));
  return 0;
}
