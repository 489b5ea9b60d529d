// What the generator needs to know of one wsgi.py, asgi.py or manage.py, as plain data; the syntax tree is freed.
import type { PythonParser, SyntaxNode } from '../syntax/parser';
import { importOf, type ImportStatement } from './import-statement';
import { dotted, stringValue } from './python-text';

/** Half-open, UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A statement of the module itself. */
export interface Statement extends Range {
  /** `path` and `environ` change `sys.path` and `os.environ`; linters allow imports after them. */
  readonly kind: 'docstring' | 'import' | 'path' | 'environ' | 'block' | 'other';
  readonly import?: ImportStatement;
  /** For `name = value` with a single plain name. */
  readonly assigns?: { readonly name: string; readonly value: Range };
}

export interface Call extends Range {
  /** Dotted, with aliases of imports resolved, such as `django.core.wsgi.get_wsgi_application`. */
  readonly callee: string;
  /** Index of the module's statement that the call is part of. */
  readonly top: number;
  /** The innermost simple statement around it. */
  readonly statement: Range;
  readonly inFunction: boolean;
  /** The only argument, where there is exactly one and it is positional. */
  readonly argument?: Range;
  /** Literal keys of a dictionary that is the only argument. */
  readonly keys?: readonly string[];
}

/** A place that names the settings module. */
export interface SettingsName {
  readonly top: number;
  readonly end: number;
  readonly inFunction: boolean;
  /** Undefined when it is computed. */
  readonly module: string | undefined;
}

export interface Entrypoint {
  readonly text: string;
  /** Offset of the first piece that is not Python. */
  readonly errorAt: number | undefined;
  readonly statements: readonly Statement[];
  readonly calls: readonly Call[];
  readonly settings: readonly SettingsName[];
}

const VARIABLE = 'DJANGO_SETTINGS_MODULE';

export function readEntrypoint(parser: PythonParser, text: string): Entrypoint {
  const tree = parser.parse(text);
  try {
    return new Walk(text).module(tree.rootNode);
  } finally {
    tree.delete();
  }
}

interface Place {
  readonly top: number;
  readonly statement: Range;
  readonly inFunction: boolean;
}

class Walk {
  private readonly calls: Call[] = [];
  private readonly settings: SettingsName[] = [];
  private readonly aliases = new Map<string, string>();

  constructor(private readonly text: string) {}

  module(root: SyntaxNode): Entrypoint {
    const nodes = named(root).filter((node) => node.type !== 'comment');
    const statements = nodes.map((node, index) => this.statement(node, index));
    nodes.forEach((node, top) => this.visit(node, { top, statement: range(node), inFunction: false }));
    const errorAt = root.hasError ? firstError(root) ?? 0 : undefined;
    return { text: this.text, errorAt, statements, calls: this.calls, settings: this.settings };
  }

  private statement(node: SyntaxNode, index: number): Statement {
    const imported = importOf(node, this.text);
    if (imported) {
      for (const { name, alias } of imported.names) this.aliases.set(alias ?? name, imported.from ? `${imported.module}.${name}` : alias ? name : name);
      return { ...range(node), kind: 'import', import: imported };
    }
    const inner = node.type === 'expression_statement' ? named(node)[0] : undefined;
    if (!inner) return { ...range(node), kind: node.type === 'expression_statement' ? 'other' : 'block' };
    if (inner.type === 'string' && index === 0) return { ...range(node), kind: 'docstring' };
    if (inner.type === 'assignment') return { ...range(node), kind: this.assignmentKind(inner), assigns: this.assigns(inner) };
    const callee = inner.type === 'call' ? this.callee(inner) : '';
    const kind = callee.startsWith('sys.path.') ? 'path' : callee.startsWith('os.environ.') ? 'environ' : 'other';
    return { ...range(node), kind };
  }

  private assignmentKind(assignment: SyntaxNode): Statement['kind'] {
    const left = this.slice(assignment.childForFieldName('left'));
    if (/^__\w+__$/.test(left)) return 'docstring';
    return left.startsWith('os.environ[') ? 'environ' : left.startsWith('sys.path') ? 'path' : 'other';
  }

  private assigns(assignment: SyntaxNode): Statement['assigns'] {
    const left = assignment.childForFieldName('left');
    const right = assignment.childForFieldName('right');
    return left?.type === 'identifier' && right ? { name: this.slice(left), value: range(right) } : undefined;
  }

  private visit(node: SyntaxNode, place: Place): void {
    if (node.type === 'call') this.call(node, place);
    if (node.type === 'assignment') this.environItem(node, place);
    const inFunction = place.inFunction || node.type === 'function_definition' || node.type === 'lambda';
    for (const child of named(node)) {
      const statement = isSimpleStatement(child) ? range(child) : place.statement;
      this.visit(child, { top: place.top, statement, inFunction });
    }
  }

  private call(node: SyntaxNode, place: Place): void {
    const callee = this.callee(node);
    const args = named(node.childForFieldName('arguments')).filter((child) => child.type !== 'comment');
    const only = args.length === 1 && args[0].type !== 'keyword_argument' ? args[0] : undefined;
    this.calls.push({ ...range(node), ...place, callee, argument: only && range(only), keys: only?.type === 'dictionary' ? this.keys(only) : undefined });
    if (/(^|\.)environ\.setdefault$/.test(callee) && this.isVariable(args[0])) this.name(node, place, args[1]);
  }

  private environItem(node: SyntaxNode, place: Place): void {
    const left = node.childForFieldName('left');
    if (left?.type !== 'subscript') return;
    const item = left.childForFieldName('subscript');
    if (/(^|\.)environ$/.test(this.dotted(left.childForFieldName('value'))) && this.isVariable(item)) this.name(node, place, node.childForFieldName('right'));
  }

  private name(node: SyntaxNode, place: Place, value: SyntaxNode | null | undefined): void {
    this.settings.push({ top: place.top, end: node.endIndex, inFunction: place.inFunction, module: value ? stringValue(this.slice(value)) : undefined });
  }

  private isVariable(node: SyntaxNode | null | undefined): boolean {
    return !!node && stringValue(this.slice(node)) === VARIABLE;
  }

  private keys(dictionary: SyntaxNode): string[] {
    return named(dictionary).map((pair) => stringValue(this.slice(pair.childForFieldName('key'))) ?? '');
  }

  private callee(call: SyntaxNode): string {
    return this.dotted(call.childForFieldName('function'));
  }

  /** `DjangoInstrumentor().instrument` becomes `...DjangoInstrumentor().instrument`: calls inside are kept as `()`. */
  private dotted(node: SyntaxNode | null): string {
    return dotted(this.slice(node), this.aliases);
  }

  private slice(node: SyntaxNode | null): string {
    return node ? this.text.slice(node.startIndex, node.endIndex) : '';
  }
}

function named(node: SyntaxNode | null): SyntaxNode[] {
  return (node?.namedChildren ?? []).filter((child): child is SyntaxNode => child !== null);
}

function range(node: SyntaxNode): Range {
  return { start: node.startIndex, end: node.endIndex };
}

function isSimpleStatement(node: SyntaxNode): boolean {
  return node.type.endsWith('_statement') && !/^(if|for|while|with|try|match)_statement$/.test(node.type);
}

function firstError(node: SyntaxNode): number | undefined {
  if (node.type === 'ERROR' || node.isMissing) return node.startIndex;
  for (const child of node.children) {
    if (child?.hasError || child?.isMissing) return firstError(child) ?? child.startIndex;
  }
  return undefined;
}
