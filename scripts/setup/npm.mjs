import { lookup } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { capture } from './command.mjs';
import { root } from './places.mjs';

/** How long the registry's name may take (ms); later npm itself finds out. */
const nameTime = 15_000;

/**
 * Runs npm: the one that started us, else the one on the path.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const script = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const cli = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script) ? script : beside;
  return existsSync(cli) ? capture(process.execPath, [cli, ...args], { cwd }) : capture('npm', args, { cwd });
}

/**
 * Where npm shall take packages from. Without a registry in reach it would try for minutes; what its cache
 * holds may still be enough.
 */
export async function npmSource() {
  return (await registryIsInReach()) ? '--prefer-offline' : '--offline';
}

/** True when the registry's name is known here, or a proxy would know it. */
async function registryIsInReach() {
  const { output } = await npm(
    ['config', 'get', 'registry', 'proxy', 'https-proxy', '--loglevel=error'],
    root,
  );
  const settings = new Map(
    [...output.matchAll(/^([\w-]+)\s*=\s*(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env;
  const proxies = [
    settings.get('proxy'),
    settings.get('https-proxy'),
    HTTPS_PROXY,
    https_proxy,
    HTTP_PROXY,
    http_proxy,
  ];
  if (proxies.some((proxy) => proxy !== undefined && proxy !== '' && proxy !== 'null')) return true;
  const registry = settings.get('registry')?.trim();
  if (registry === undefined || !URL.canParse(registry)) return true;
  return Promise.race([
    lookup(new URL(registry).hostname).then(
      () => true,
      () => false,
    ),
    pause(nameTime, true, { ref: false }),
  ]);
}
