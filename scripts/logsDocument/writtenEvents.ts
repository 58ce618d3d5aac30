import { join } from 'node:path';
import ts from 'typescript';
import { logLevels, logModules } from '../../shared/model/log';
import type { LogLevel, LogModule } from '../../shared/model/log';
import { log as sentences } from '../../shared/text/fr/log';

/** Levels and modules that one event code is written with. */
export interface WrittenEvent {
  readonly levels: ReadonlySet<LogLevel>;
  readonly modules: ReadonlySet<LogModule>;
}

const allCodes: readonly string[] = Object.keys(sentences);
const roots = ['main/app/index.ts', 'main/worker/cli.ts'];

/** What a call may write: every combination that its types allow. */
interface Write {
  readonly codes: readonly string[];
  readonly levels: readonly LogLevel[];
  readonly modules: readonly LogModule[];
}

function stringsOf(type: ts.Type): readonly string[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts.flatMap((part) => (part.isStringLiteral() ? part.value : []));
}

/** Literal strings that a member of an object type can be; none where it has no such member. */
function memberStrings(checker: ts.TypeChecker, object: ts.Type, name: string, at: ts.Node) {
  const variants = object.isUnion() ? object.types : [object];
  return variants.flatMap((variant) => {
    const member = checker.getPropertyOfType(variant, name);
    return member === undefined ? [] : stringsOf(checker.getTypeOfSymbolAtLocation(member, at));
  });
}

function among<T extends string>(known: readonly T[], found: readonly string[]): readonly T[] {
  return known.filter((one) => found.includes(one));
}

/** What an object written at `at` says; a whole list of codes means that the code comes from outside. */
function writeOf(checker: ts.TypeChecker, object: ts.Expression): Write | undefined {
  const type = checker.getTypeAtLocation(object);
  const codes = among(allCodes, memberStrings(checker, type, 'code', object));
  const levels = among(logLevels, memberStrings(checker, type, 'level', object));
  const modules = among(logModules, memberStrings(checker, type, 'module', object));
  return codes.length === 0 || levels.length === 0 ? undefined : { codes, levels, modules };
}

function enclosingFunction(node: ts.Node): ts.SignatureDeclaration | undefined {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) return at;
  }
  return undefined;
}

function parameterIndex(declaration: ts.SignatureDeclaration, name: string): number {
  return declaration.parameters.findIndex((one) => ts.isIdentifier(one.name) && one.name.text === name);
}

/**
 * Finds which events the program writes, from the types of the calls: an object with level, module and code, or a
 * function that takes a code (and perhaps a level) and writes it with a module of its own.
 */
export function findWrittenEvents(root: string): ReadonlyMap<string, WrittenEvent> {
  const config = ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram({
    rootNames: roots.map((path) => join(root, path)),
    options: { ...options, types: ['node'] },
  });
  const checker = program.getTypeChecker();
  const sources = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(root, 'main')) && !fileName.endsWith('.d.ts'));
  const found = new Map<string, { levels: Set<LogLevel>; modules: Set<LogModule> }>();
  const note = ({ codes, levels, modules }: Write): void => {
    for (const code of codes) {
      const known = found.get(code) ?? { levels: new Set(), modules: new Set() };
      for (const level of levels) known.levels.add(level);
      for (const module of modules) known.modules.add(module);
      found.set(code, known);
    }
  };
  /** Functions that write a code which they are given, and what they add to it. */
  const tellers = new Map<ts.SignatureDeclaration, Write>();
  const each = (visit: (node: ts.Node) => void): void => {
    const walk = (node: ts.Node): void => {
      visit(node);
      ts.forEachChild(node, walk);
    };
    sources.forEach(walk);
  };
  each((node) => {
    if (!ts.isObjectLiteralExpression(node)) return;
    const write = writeOf(checker, node);
    if (write === undefined) return;
    if (write.codes.length < allCodes.length) {
      note(write);
      return;
    }
    const teller = enclosingFunction(node);
    if (teller !== undefined && parameterIndex(teller, 'code') !== -1) tellers.set(teller, write);
  });
  each((call) => {
    if (!ts.isCallExpression(call)) return;
    const declaration = checker.getResolvedSignature(call)?.declaration;
    if (declaration === undefined || ts.isJSDocSignature(declaration)) return;
    // A method of an interface stands for the function that implements it under the same name.
    const own = tellers.get(declaration) ?? namedAlike(tellers, declaration);
    const codeAt = parameterIndex(declaration, 'code');
    const codeArgument = call.arguments[codeAt];
    if (own === undefined || codeArgument === undefined) return;
    const codes = among(allCodes, stringsOf(checker.getTypeAtLocation(codeArgument)));
    if (codes.length === 0 || codes.length === allCodes.length) return;
    const levelArgument = call.arguments[parameterIndex(declaration, 'level')];
    const given =
      levelArgument === undefined
        ? own.levels
        : among(logLevels, stringsOf(checker.getTypeAtLocation(levelArgument)));
    note({ codes, levels: given, modules: own.modules });
  });
  return found;
}

function namedAlike(
  tellers: ReadonlyMap<ts.SignatureDeclaration, Write>,
  declaration: ts.SignatureDeclaration,
): Write | undefined {
  const signature = (one: ts.SignatureDeclaration): string =>
    `${one.getSourceFile().fileName} ${one.name?.getText() ?? ''}`;
  return [...tellers].find(([teller]) => signature(teller) === signature(declaration))?.[1];
}
