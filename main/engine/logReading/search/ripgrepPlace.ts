import { join } from 'node:path';

/** What decides which program fits: {@link process} has it. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

function programName({ platform }: Machine): string {
  return platform === 'win32' ? 'rg.exe' : 'rg';
}

/** ripgrep in the packages of a checkout: npm installs the one that fits the machine. */
export function ripgrepInModules(machine: Machine, root: string): string {
  const name = `ripgrep-${machine.platform}-${machine.arch}`;
  return join(root, 'node_modules', '@vscode', name, 'bin', programName(machine));
}

/** ripgrep in a package of the application, beside its resources. */
export function ripgrepInResources(machine: Machine, resourcesPath: string): string {
  return join(resourcesPath, 'ripgrep', programName(machine));
}
