// Tests of a shell that are decided by what is known: `[ "$1" = web ]` in a script that is run with `web`.
import type { SyntaxNode } from '../../syntax/parser';
import type { Scope } from './scope';
import { sourceOf, type Run } from './shell';
import { expand } from './words';

export interface Answer {
  readonly holds: boolean;
  /** An argument stands in the command that is run. A variable has its value there, and whoever starts it elsewhere may give it another one. */
  readonly isCertain: boolean;
}

/** `$1`, `"${2}"`, `$#`, and a part of one. */
export function isArgument(source: string): boolean {
  return /^"?\$(?:[1-9#]|\{(?:[1-9#]|[1-9](?:#-|:\d+:\d+))\})"?$/.test(source);
}

/** Undefined: not known. */
export function answerOf(run: Run, scope: Scope, test: SyntaxNode): Answer | undefined {
  const parts = test.namedChildren.filter((child): child is SyntaxNode => child !== null);
  switch (test.type) {
    case 'negated_command':
      return opposite(parts[0] && answerOf(run, scope, parts[0]));
    case 'list':
    case 'binary_expression':
      return both(run, scope, test) ?? (test.type === 'list' ? undefined : compared(run, scope, test));
    case 'unary_expression':
      return unary(run, scope, test);
    case 'test_command':
      return parts.length === 1 ? answerOf(run, scope, parts[0]!) : undefined;
    default:
      return undefined;
  }
}

const opposite = (answer: Answer | undefined): Answer | undefined => answer && { ...answer, holds: !answer.holds };

/** `a && b`, `a || b`; undefined for anything else, and where the answers leave it open. */
function both(run: Run, scope: Scope, node: SyntaxNode): Answer | undefined {
  const sign = node.children.find((child) => child && /^(&&|\|\|)$/.test(child.type))?.type;
  if (sign === undefined) return undefined;
  const sides = [node.namedChildren[0], node.namedChildren.at(-1)].map((side) => side && answerOf(run, scope, side));
  const decides = sides.filter((side) => side?.holds === (sign === '||'));
  if (decides.length > 0) return decides.find((side) => side!.isCertain) ?? decides[0]!;
  const [left, right] = sides;
  return left && right ? { holds: left.holds, isCertain: left.isCertain && right.isCertain } : undefined;
}

/** `-n "$1"`, `-z "$1"`, `! …` */
function unary(run: Run, scope: Scope, node: SyntaxNode): Answer | undefined {
  const [operator, operand] = [node.childForFieldName('operator') ?? node.children[0], node.namedChildren.at(-1)];
  if (!operator || !operand) return undefined;
  const sign = sourceOf(run, operator);
  if (sign === '!') return opposite(answerOf(run, scope, operand));
  const text = textOf(run, scope, operand);
  return /^-[nz]$/.test(sign) && text !== undefined ? { holds: (text === '') === (sign === '-z'), isCertain: isArgument(sourceOf(run, operand)) } : undefined;
}

const NUMBERS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b, '-ne': (a, b) => a !== b, '-gt': (a, b) => a > b, '-ge': (a, b) => a >= b, '-lt': (a, b) => a < b, '-le': (a, b) => a <= b,
  '==': (a, b) => a === b, '!=': (a, b) => a !== b, '>': (a, b) => a > b, '>=': (a, b) => a >= b, '<': (a, b) => a < b, '<=': (a, b) => a <= b,
};

function compared(run: Run, scope: Scope, node: SyntaxNode): Answer | undefined {
  const [operator, left, right] = ['operator', 'left', 'right'].map((field) => node.childForFieldName(field));
  if (!operator || !left || !right) return undefined;
  const sign = sourceOf(run, operator);
  const written = sourceOf(run, left);
  const isCertain = isArgument(written);
  const [own, other] = [textOf(run, scope, left), textOf(run, scope, right)];
  if (own === undefined || other === undefined) return undefined;
  if (/\$\{?#/.test(written)) return isCertain && /^\d+$/.test(other) && NUMBERS[sign] ? { holds: NUMBERS[sign](Number(own), Number(other)), isCertain } : undefined;
  if (!/^(==?|!=)$/.test(sign) || /[*?[\]]/.test(other)) return undefined;
  return { holds: (own === other) === (sign !== '!='), isCertain };
}

function textOf(run: Run, scope: Scope, node: SyntaxNode): string | undefined {
  // `[ ! "$1" = a ]` has its exclamation mark in front of the first side.
  if (node.type === 'unary_expression') return undefined;
  if (/^"?\$\{?#\}?"?$/.test(sourceOf(run, node))) return scope.args?.some(({ several }) => several) === false ? String(scope.args.length) : undefined;
  return expand(node, scope, run.piece).word.text;
}
