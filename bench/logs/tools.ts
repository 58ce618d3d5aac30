import { existsSync } from 'node:fs';
import { ripgrepInModules } from '../../main/engine/logReading/search/ripgrepPlace';
import { findTool, versionOf } from './measure';

/** Programs that the benches compare with; one that is missing here is told as absent. */
export interface Tools {
  readonly npmRipgrep: string | undefined;
  readonly ripgrep: string | undefined;
  readonly grep: string | undefined;
  readonly wc: string | undefined;
  readonly tail: string | undefined;
  readonly lnav: string | undefined;
}

/** Looks for the programs on this machine; `root` is the checkout, where npm put ripgrep. */
export function findTools(root: string): Tools {
  const packaged = ripgrepInModules(process, root);
  return {
    npmRipgrep: existsSync(packaged) ? packaged : undefined,
    ripgrep: findTool('rg'),
    grep: findTool('grep'),
    wc: findTool('wc'),
    tail: findTool('tail'),
    lnav: findTool('lnav'),
  };
}

/** The programs with their versions, and those that are absent, as a sentence. */
export function describeTools(tools: Tools): string {
  const named = Object.entries(tools).map(([name, path]: [string, string | undefined]) =>
    path === undefined ? `${name}: absent` : `${name}: ${versionOf(path)}`,
  );
  return named.join('; ');
}
