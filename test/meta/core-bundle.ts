// Builds the core alone and finds what is not pure in it, with the parser and binder of TypeScript.
import { build } from 'esbuild';
import * as path from 'node:path';
import * as ts from 'typescript';
import { projectFiles, ROOT } from './files';

/** Parts of the language itself that see the world, run code from text or come back later. */
const IMPURE = ['Date', 'Math.random', 'eval', 'Function', 'globalThis', 'Promise', 'WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer', 'Intl'];

/** @returns the bundle of every file of the core, and the files that went into it. @throws when something needs Node or a package. */
export async function bundleCore(): Promise<{ text: string; inputs: string[] }> {
  const files = projectFiles('server/src/core').filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
  const contents = files.map((file, i) => `export * as m${i} from './${file}';`).join('\n');
  const built = await build({
    stdin: { contents, resolveDir: ROOT }, absWorkingDir: ROOT, bundle: true, write: false, metafile: true,
    platform: 'neutral', format: 'esm', target: 'es2022', logLevel: 'silent', treeShaking: false,
  });
  return { text: built.outputFiles[0].text, inputs: Object.keys(built.metafile.inputs).filter((name) => name !== '<stdin>') };
}

/** Names that a script uses and does not declare, if they are not of the pure part of the language; `await` and dynamic imports. */
export function impurities(text: string): string[] {
  const found = new Set<string>();
  const name = '/core.ts';
  const program = oneFileProgram(name, text);
  const file = program.getSourceFile(name)!;
  const checker = program.getTypeChecker();
  for (const diagnostic of program.getSemanticDiagnostics(file)) {
    const missing = /^Cannot find name '(\w+)'/.exec(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    if (missing) found.add(missing[1]);
  }
  const visit = (node: ts.Node): void => {
    if (ts.isAwaitExpression(node) || (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)) found.add(node.getText(file).split(/\W/)[0]);
    if (ts.isIdentifier(node)) for (const used of [node.text, node.parent.getText(file)]) if (IMPURE.includes(used) && isOfTheLanguage(checker, node)) found.add(used);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found].sort();
}

/** True for a name that is declared in TypeScript's description of the language, and not in the script. */
function isOfTheLanguage(checker: ts.TypeChecker, node: ts.Identifier): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return checker.getSymbolAtLocation(node) !== undefined && declarations.every((declaration) => declaration.getSourceFile().hasNoDefaultLib);
}

function oneFileProgram(name: string, text: string): ts.Program {
  const options: ts.CompilerOptions = { noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, lib: ['lib.es2023.d.ts'], types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) : getSourceFile.call(host, file, ...rest));
  host.fileExists = (file) => file === name || fileExists.call(host, file);
  host.readFile = (file) => (file === name ? text : readFile.call(host, file));
  host.getCurrentDirectory = () => path.parse(ROOT).root;
  return ts.createProgram([name], options, host);
}
