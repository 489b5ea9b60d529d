// Substitutions that only ask where something is: `$(dirname "$0")`, `$(cd "$X" && pwd)`, `$(readlink -f "$0")`, `$(which gunicorn)`.
import type { SyntaxNode } from '../../syntax/parser';
import { UNKNOWN } from '../piece';
import { entered, workingFolder } from './places';
import type { Scope } from './scope';

/** The text of a word, with `UNKNOWN` for what is not known. */
type TextOf = (word: SyntaxNode) => string;

/** What the command of a substitution prints; undefined where that is not known. */
export function printed(substitution: SyntaxNode, scope: Scope, textOf: TextOf): string | undefined {
  const [only, ...others] = substitution.namedChildren;
  const found = only && others.length === 0 ? printedBy(only, scope, textOf) : undefined;
  return found?.includes(UNKNOWN) ? undefined : found;
}

function printedBy(node: SyntaxNode, scope: Scope, textOf: TextOf): string | undefined {
  if (node.type === 'redirected_statement') return node.namedChildren[0] ? printedBy(node.namedChildren[0], scope, textOf) : undefined;
  if (node.type === 'command') return answerOf(wordsOf(node, textOf), scope);
  const [first, second, ...others] = node.namedChildren;
  if (node.type !== 'list' || !first || !second || others.length > 0 || !node.children.some((child) => child?.type === '&&')) return undefined;
  const [program, folder] = wordsOf(first.type === 'redirected_statement' ? (first.namedChildren[0] ?? first) : first, textOf);
  return program === 'cd' && folder !== undefined && !folder.includes(UNKNOWN) ? printedBy(second, { ...scope, cwd: entered(scope, folder) }, textOf) : undefined;
}

/** Without options. */
function wordsOf(node: SyntaxNode, textOf: TextOf): string[] {
  const words = node.namedChildren.flatMap((child) => (child ? [textOf(child.type === 'command_name' ? (child.namedChildren[0] ?? child) : child)] : []));
  return words.filter((word, i) => i === 0 || !/^-./.test(word));
}

function answerOf([program = '', ...args]: readonly string[], scope: Scope): string | undefined {
  const [path] = args;
  if (program === 'pwd' && args.length === 0) return workingFolder(scope);
  if (path === undefined || args.length > 1) return undefined;
  if (program === 'dirname') return folderOf(path);
  if (program === 'basename') return path.slice(path.lastIndexOf('/') + 1);
  if (/^g?(readlink|realpath)$/.test(program)) return /^[/\ue001]/.test(path) ? path : undefined;
  return /^(which|command|type)$/.test(program) && /^[\w.-]+$/.test(path) ? path : undefined;
}

/** As `dirname` has it. */
export function folderOf(path: string): string | undefined {
  const end = path.replace(/\/+$/, '').lastIndexOf('/');
  return end < 0 ? (path.includes(UNKNOWN) ? undefined : '.') : path.slice(0, Math.max(end, 1));
}
