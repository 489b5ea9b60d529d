// One simple command of a shell: a builtin changes the shell, a function runs, and anything else is a command that is started.
import type { SyntaxNode } from '../../syntax/parser';
import { MOST_COMMANDS, MOST_SETTINGS } from '../bounds';
import type { Setting, Word } from '../types';
import { assign, settingOf, source, valueOf } from './environment';
import { entered, seenFrom, settingFrom } from './places';
import { become, copyOf, join, type Scope } from './scope';
import { placeOf, sourceOf, type Run } from './shell';
import { runOne } from './statements';
import { expand, wordsOf } from './words';

/** Commands of the shell itself that start nothing and set nothing. */
const QUIET = /^(echo|printf|true|false|:|test|\[|\[\[|exit|return|trap|wait|sleep|read|shift|alias|ulimit|umask|pwd|let|getopts|shopt|hash|type|command|logger|break|continue|kill|jobs|mapfile|readarray)$/;
const BUILTINS: Readonly<Record<string, (run: Run, scope: Scope, words: readonly Word[], node: SyntaxNode) => void>> = {
  cd: (_, scope, words) => {
    const folder = folderIn(words);
    const next = folder?.text === '-' ? scope.left.before : entered(scope, folder?.text);
    Object.assign(scope, { cwd: next, left: { ...scope.left, before: scope.cwd } });
  },
  pushd: (_, scope, words) => {
    const { cwd, left } = scope;
    Object.assign(scope, { cwd: entered(scope, folderIn(words)?.text), left: { before: cwd, pushed: [...left.pushed, cwd] } });
  },
  popd: (_, scope) => {
    const { cwd, left: { pushed } } = scope;
    Object.assign(scope, { cwd: pushed.at(-1), left: { before: cwd, pushed: pushed.slice(0, -1) } });
  },
  '.': (run, scope, [, file], node) => source(run, scope, file?.text, placeOf(run, node)),
  source: (run, scope, [, file], node) => source(run, scope, file?.text, placeOf(run, node)),
  eval: unknownSettings,
  set: (_, scope, words) => set(scope, words),
  ':': (run, scope, _, node) => node.namedChildren.forEach((child) => child && defaults(run, scope, child)),
  read: forget,
  printf: forget,
  getopts: forget,
  shift: (_, scope, [, count]) => {
    const by = count ? Number(count.text) : 1;
    scope.args = scope.args && Number.isInteger(by) && !scope.args.slice(0, by).some(({ several }) => several) ? scope.args.slice(by) : undefined;
  },
  exit: end,
  return: (_, scope) => {
    scope.returned = true;
    scope.returns.push(copyOf(scope));
  },
};

export function simpleCommand(run: Run, scope: Scope, node: SyntaxNode): void {
  // A lone dash is a word, although the grammar gives it no name.
  const parts = node.children.filter((child): child is SyntaxNode => child !== null && (child.isNamed || child.type === '-'));
  const assignments = parts.filter(({ type }) => type === 'variable_assignment');
  const words = parts.flatMap((child) => (child.type === 'variable_assignment' || /redirect/.test(child.type) ? [] : wordsOf(child.type === 'command_name' ? (child.namedChildren[0] ?? child) : child, scope, run.piece)));
  const name = words[0]?.text;
  if (words.length === 0) return assignments.forEach((assignment) => assign(run, scope, assignment, false));
  const builtin = name === undefined ? undefined : Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin) builtin(run, scope, words, node);
  if (builtin || (name !== undefined && QUIET.test(name))) return;
  const body = name === undefined ? undefined : run.functions.get(name);
  if (body) return callFunction(run, scope, body, words.slice(1));
  start(run, scope, words, assignments);
}

function start(run: Run, scope: Scope, words: readonly Word[], assignments: readonly SyntaxNode[]): void {
  // Nobody follows what has more than that.
  if (run.commands.length > MOST_COMMANDS || run.settings > MOST_SETTINGS) return;
  // `exec` with redirections alone starts nothing, and then the shell goes on.
  if (words[0]!.text === 'exec' && words.length > 1) scope.ended = true;
  if (scope.passedBy) return;
  const own: Setting[] = assignments.flatMap((assignment) => {
    const assigned = valueOf(run, scope, assignment);
    return assigned ? [settingOf(assigned.name, assigned.value)] : [];
  });
  const { where, user } = run.context;
  // Arguments that were handed over stand elsewhere.
  const here = words.filter(({ given }) => !given);
  const places = (here.length > 0 ? here : words).map((word) => word.at);
  const at = { ...places[0]!, start: Math.min(...places.map(({ start }) => start)), end: Math.max(...places.map(({ end }) => end)) };
  const environment = [...scope.settings, ...own].map((setting) => settingFrom(scope, setting));
  run.settings += environment.length;
  run.commands.push({
    words: words.map((word) => wordFrom(scope, word)), at, environment, cwd: scope.cwd, where, ...(user !== undefined && { user }),
  });
}

/** `cd -- FOLDER`, `cd -P FOLDER` */
const folderIn = (words: readonly Word[]): Word | undefined => words.slice(1).find(({ text }) => !/^-./.test(text ?? ''));

/** As a command in the working folder sees it. */
function wordFrom(scope: Scope, word: Word): Word {
  const [text, template, prefix] = [word.text, word.template, word.prefix].map((one) => seenFrom(scope, one));
  if (text === word.text && template === word.template && prefix === word.prefix) return word;
  const { text: _text, template: _template, prefix: _prefix, offset: _offset, ...rest } = word;
  return { ...rest, text, ...(template !== undefined && { template }), ...(prefix !== undefined && { prefix }) };
}

/** A function has arguments of its own, and everything else in common with its caller. */
function callFunction(run: Run, scope: Scope, body: SyntaxNode, args: readonly Word[]): void {
  if (run.calls.has(body.startIndex)) return;
  run.calls.add(body.startIndex);
  const { args: before, returns: outer } = scope;
  const returns: Scope[] = [];
  const entered = copyOf(scope);
  Object.assign(scope, { args, returns });
  runOne(run, scope, body);
  // What comes to its end leaves the shell (`exit 1`); a way that returned before goes on.
  if (scope.ended && returns.length > 0) {
    become(scope, entered);
    join(scope, returns.map((each) => ({ scope: each })));
  }
  Object.assign(scope, { args: before, returns: outer });
  scope.returned = false;
  run.calls.delete(body.startIndex);
}

function set(scope: Scope, words: readonly Word[]): void {
  const rest = words.findIndex(({ text }) => text === '--');
  if (rest >= 0) scope.args = words.slice(rest + 1);
  words.forEach(({ text }, i) => {
    if (rest >= 0 && i >= rest) return;
    if (/^-[a-z]*a/.test(text ?? '') || (text === 'allexport' && words[i - 1]?.text === '-o')) scope.exportAll = true;
    if (/^\+[a-z]*a/.test(text ?? '') || (text === 'allexport' && words[i - 1]?.text === '+o')) scope.exportAll = false;
  });
  // `set a b` gives the shell new arguments.
  if (rest < 0 && words[1] && !/^[-+]/.test(words[1].text ?? '-')) scope.args = words.slice(1);
}

/** `: ${NAME:=text}` sets a variable that has no value. */
function defaults(run: Run, scope: Scope, node: SyntaxNode): void {
  const found = /\$\{(\w+):?=/.exec(sourceOf(run, node));
  if (!found) return;
  const name = found[1]!;
  const { fallback, word } = expand(node, copyOf(scope), run.piece);
  const before = scope.variables.get(name);
  if (before?.text) return;
  const value = { text: before?.text === '' ? word.text : undefined, ...(fallback?.name === name && { fallback: fallback.text }), at: placeOf(run, node) };
  scope.variables.set(name, value);
  if (scope.exportAll || scope.exported.has(name)) scope.settings.push(settingOf(name, value));
}

function unknownSettings(run: Run, scope: Scope, _: readonly Word[], node: SyntaxNode): void {
  scope.variables.clear();
  scope.settings.push({ kind: 'unknown', at: placeOf(run, node) });
}

/** The names among its words get a value that is not known. */
function forget(run: Run, scope: Scope, words: readonly Word[], node: SyntaxNode): void {
  if (words[0]?.text === 'printf' && words[1]?.text !== '-v') return;
  for (const { text } of words.slice(1)) {
    if (text === undefined || !/^[A-Za-z_]\w*$/.test(text)) continue;
    const value = { text: undefined, at: placeOf(run, node) };
    scope.variables.set(text, value);
    if (scope.exported.has(text) || scope.exportAll) scope.settings.push(settingOf(text, value));
  }
}

function end(_: Run, scope: Scope): void {
  scope.ended = true;
}
