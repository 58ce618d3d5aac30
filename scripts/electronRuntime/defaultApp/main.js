// What Electron runs when it is given an application as an argument (`electron .`). The fallback archive
// carries another program in this place, so ours stands in: it finds the application, takes its name and
// version, and starts it. It must be an ES module: Electron then waits for it before it becomes ready.
import { app } from 'electron';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const options = { modules: [], target: undefined, version: false, abi: false };
const given = process.argv.slice(1);
for (let index = 0; index < given.length; index += 1) {
  const argument = given[index];
  if (argument === '--version' || argument === '-v') options.version = true;
  else if (argument === '--abi' || argument === '-a') options.abi = true;
  else if (argument === '--require' || argument === '-r') options.modules.push(given[(index += 1)]);
  else if (!argument.startsWith('-')) {
    options.target = argument;
    break;
  }
}

if (options.version) finish(`v${process.versions.electron}`, 0);
else if (options.abi) finish(process.versions.modules, 0);
else if (options.target === undefined) finish('Usage: electron [options] APPLICATION [arguments]', 64);
else await start(resolve(options.target));

/** Prints one line and ends. */
function finish(line, code) {
  console.log(line);
  app.exit(code);
}

/** Starts the application in a folder, or a script by its file. */
async function start(target) {
  if (!existsSync(target)) {
    console.error(`Unable to find Electron app at ${target}`);
    app.exit(1);
    return;
  }
  const folder = statSync(target).isDirectory() ? target : dirname(target);
  const description = join(folder, 'package.json');
  if (existsSync(description)) takeIdentity(JSON.parse(readFileSync(description, 'utf8')));
  app.setAppPath(folder);
  const load = createRequire(join(folder, 'package.json'));
  for (const module of options.modules) load(module);
  await import(pathToFileURL(load.resolve(target)).href);
}

/** Gives the running process the application's name and version, as the stock runtime does. */
function takeIdentity({ productName, name, version, desktopName }) {
  const shown = productName ?? name;
  if (shown !== undefined) app.setName(shown);
  if (version !== undefined) app.setVersion(version);
  app.setDesktopName?.(desktopName ?? `${app.name}.desktop`);
}
