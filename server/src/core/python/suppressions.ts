// The comments by which a person says that a finding is known: `# firstspan: ignore[rule-id] reason`.
import type { SyntaxNode } from '../syntax/parser';

/** A rule id in the brackets, as it is written; UTF-16 offsets. */
export interface NamedRule {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** One comment, or the part of a comment that speaks to First Span. Offsets are absolute and count UTF-16 units. */
export interface Suppression {
  readonly start: number;
  readonly end: number;
  /** `ignore`, or what was written instead of it. */
  readonly word: string;
  /** Undefined without brackets. */
  readonly ids: readonly NamedRule[] | undefined;
  /** Findings that start in `[from, to)` are meant; an empty range where the comment stands for no statement. */
  readonly from: number;
  readonly to: number;
}

/** A text without this says nothing to First Span: its tree need not be looked at. */
export const SUPPRESSION_MARK = /firstspan:/;
const DIRECTIVE = /#[ \t]*firstspan:[ \t]*((?:ignore|noqa|disable|skip)[\w-]*)[ \t]*(\[([^\]]*)\]?)?/g;
/** Where a comment of another tool begins behind ours: `# firstspan: ignore[a]  # noqa: E402`. */
const NEXT_TOOL = /\s#\s*(?:noqa\b|nosec\b|(?:type|pylint|pyright|mypy|fmt|isort|ruff|pragma|firstspan):)/;
const COMPOUND = /^(if|for|while|try|with|match)_statement$|_definition$/;

/** Every suppression comment of a module. @param root its syntax tree: what stands in a string is no comment */
export function readSuppressions(root: SyntaxNode, text: string): Suppression[] {
  const firstStatement = root.namedChildren.find((child) => child && child.type !== 'comment')?.startIndex ?? text.length;
  return directivesIn(text).flatMap((directive) => {
    const comment = pathTo(root, directive.start).at(-1);
    if (comment?.type !== 'comment') return [];
    const [from, to] = comment.startIndex < firstStatement ? [0, text.length + 1] : meant(root, text, comment);
    return [{ ...directive, from, to }];
  });
}

/** What looks like a suppression comment, each up to the end of its line or the next tool's comment; whether it is one, its place tells. */
export function directivesIn(text: string): Omit<Suppression, 'from' | 'to'>[] {
  return [...text.matchAll(DIRECTIVE)].map((match) => {
    const start = match.index;
    const rest = /[^\r\n]*/.exec(text.slice(start + 1))![0];
    const end = start + 1 + (NEXT_TOOL.exec(rest)?.index ?? rest.trimEnd().length);
    return { start, end, word: match[1]!, ids: match[2] === undefined ? undefined : idsIn(match[3]!, start + match[0].indexOf('[') + 1) };
  });
}

function idsIn(list: string, offset: number): NamedRule[] {
  return [...list.matchAll(/[^\s,]+/g)].map((id) => ({ id: id[0], start: offset + id.index, end: offset + id.index + id[0].length }));
}

/** The nodes that contain an offset, outermost first. */
function pathTo(root: SyntaxNode, offset: number): SyntaxNode[] {
  const path: SyntaxNode[] = [];
  for (let node: SyntaxNode | undefined = root; node; ) {
    path.push(node);
    node = node.children.find((child): child is SyntaxNode => child !== null && child.startIndex <= offset && offset < child.endIndex);
  }
  return path;
}

const isStatement = ({ type }: SyntaxNode): boolean => /_(statement|definition)$/.test(type);

/** Where the findings start that a comment stands for. */
function meant(root: SyntaxNode, text: string, comment: SyntaxNode): [number, number] {
  const line = lineStart(text, comment.startIndex);
  const code = text.slice(line, comment.startIndex).trimEnd();
  if (code === '') {
    const around = pathTo(root, comment.startIndex).filter(isStatement).at(-1);
    return around && !COMPOUND.test(around.type) ? [lineStart(text, around.startIndex), around.endIndex] : nextLine(text, comment.endIndex);
  }
  return [Math.min(line, lineStart(text, head(pathTo(root, line + code.length - 1)) ?? line)), comment.startIndex];
}

/** Where the statement begins whose last line, or whose head, a path of nodes leads to. */
function head(path: readonly SyntaxNode[]): number | undefined {
  const at = path.findLastIndex(isStatement);
  const inside = path.slice(at + 1);
  if (at < 0 || inside.some(({ type }) => type === 'block')) return undefined;
  const clause = inside.find(({ type }) => /_clause$/.test(type));
  const statement = path[at]!;
  if (COMPOUND.test(statement.type) && clause) return /^(with|import)/.test(clause.type) ? statement.startIndex : clause.startIndex;
  return path[at - 1]?.type === 'decorated_definition' ? path[at - 1]!.startIndex : statement.startIndex;
}

/** The line of code below a comment that has a line to itself; more such comments may stand between them. */
function nextLine(text: string, commentEnd: number): [number, number] {
  let start = lineEnd(text, commentEnd);
  for (;;) {
    const end = start + text.slice(start).search(/[\r\n]|$/);
    const line = text.slice(start, end).trim();
    if (line === '') return [start, start];
    if (!line.startsWith('#')) return [start, end];
    start = lineEnd(text, end);
  }
}

/** The offset of the line that `offset` is on. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The offset behind the line end that follows `offset`. */
function lineEnd(text: string, offset: number): number {
  const found = /\r\n|\r|\n|$/.exec(text.slice(offset))!;
  return offset + found.index + found[0].length;
}
