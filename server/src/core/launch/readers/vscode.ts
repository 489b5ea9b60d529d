// .vscode/launch.json and tasks.json: what people start from the editor.
import { yamlAt, type YamlNode } from '../../syntax/yaml';
import { join } from '../paths';
import { merged, spanOf } from '../launch-file';
import { readShellLine } from '../shell/shell';
import { splitWords } from '../shlex';
import type { Command, LaunchFile, LaunchParsers, Setting, Word } from '../types';

/** The workspace folder, seen from `.vscode`. */
const WORKSPACE = '..';

/** Configurations of Python's debugger; without `envFile` it reads `.env` of the workspace folder. */
export function readVscodeLaunch(text: string, { json }: LaunchParsers): LaunchFile {
  const configurations = json(text).documents.flatMap((root) => itemsAt(root, 'configurations'));
  return merged(configurations.map((node) => ({ commands: commandOf(node) })));
}

function commandOf(node: YamlNode): Command[] {
  if (!/^(python|debugpy)$/.test(textAt(node, 'type') ?? '') || textAt(node, 'request') !== 'launch') return [];
  const [program, module] = [yamlAt(node, 'program'), yamlAt(node, 'module')];
  const target = module ?? program;
  if (!target) return [];
  const args = yamlAt(node, 'args');
  const given = args?.kind === 'list' ? args.items.map(wordOf) : args?.kind === 'scalar' ? splitWords(args).words : [];
  const words: Word[] = [{ text: 'python', at: target.at }, ...(module ? [{ text: '-m', at: target.at }] : []), wordOf(target), ...given];
  const file = textAt(node, 'envFile');
  const path = file === undefined ? join(WORKSPACE, '.env') : pathOf(file);
  const environment: Setting[] = [path === undefined ? { kind: 'unknown', at: yamlAt(node, 'envFile')?.at ?? node.at } : { kind: 'file', path, at: yamlAt(node, 'envFile')?.at ?? node.at, optional: true }, ...environmentAt(node, 'env'), ...onSystems(node, 'env')];
  const at = { start: Math.min(...words.map((word) => word.at.start)), end: Math.max(...words.map((word) => word.at.end)) };
  return [{ words, at, environment, cwd: pathOf(textAt(node, 'cwd') ?? '${workspaceFolder}'), where: textAt(node, 'name') ?? 'launch' }];
}

export function readVscodeTasks(text: string, parsers: LaunchParsers): LaunchFile {
  return merged(parsers.json(text).documents.flatMap((root) => itemsAt(root, 'tasks').map((node) => taskOf(node, root, parsers))));
}

/** @param root has options for all tasks, which those of the task come over */
function taskOf(node: YamlNode, root: YamlNode, parsers: LaunchParsers): Partial<LaunchFile> {
  const command = yamlAt(node, 'command');
  if (command?.kind !== 'scalar') return {};
  const cwd = pathOf(textAt(node, 'options', 'cwd') ?? textAt(root, 'options', 'cwd') ?? '${workspaceFolder}');
  const environment = [root, node].flatMap((each) => [...environmentAt(each, 'options', 'env'), ...onSystems(each, 'options', 'env')]);
  const context = { where: textAt(node, 'label') ?? 'task', environment, ...(cwd !== undefined && { cwd }) };
  const args = itemsAt(node, 'args').map((item) => wordOf(yamlAt(item, 'value') ?? item));
  const isLine = textAt(node, 'type') !== 'process';
  if (isLine && args.length === 0) {
    const { commands, references } = readShellLine(command, parsers, context);
    return { commands: commands.map((one) => ({ ...one, words: one.words.map(unknownIfVariable) })), references };
  }
  const words = [...(isLine ? splitWords(command).words.map(unknownIfVariable) : [wordOf(command)]), ...args];
  return { commands: [{ cwd: undefined, ...context, words, at: spanOf([...words].sort((a, b) => a.at.start - b.at.start), node.at) }] };
}

/** `${workspaceFolder}/x` is a path; other variables of the editor are not known. */
function pathOf(text: string): string | undefined {
  const path = text.replace(/^\$\{workspace(Folder|Root)\}/, WORKSPACE);
  return path.includes('${') ? undefined : join(path.startsWith(WORKSPACE) || path.startsWith('/') ? undefined : WORKSPACE, path);
}

function wordOf(node: YamlNode): Word {
  return node.kind === 'scalar' ? unknownIfVariable({ text: node.text, at: node.at }) : { text: undefined, at: node.at };
}

function unknownIfVariable(word: Word): Word {
  const text = word.text?.replace(/^\$\{workspace(Folder|Root)\}\/?/, '');
  return text?.includes('${') ? { at: word.at, text: undefined, prefix: text.slice(0, text.indexOf('${')) } : { ...word, text };
}

function environmentAt(node: YamlNode, ...path: readonly string[]): Setting[] {
  const table = yamlAt(node, ...path);
  if (table?.kind !== 'map') return [];
  return table.entries.map(({ key, keyAt, value }): Setting => {
    const text = value.kind === 'scalar' && value.value !== null && !value.text.includes('${') ? value.text : undefined;
    return { kind: 'variable', name: key, value: text, at: { start: keyAt.start, end: value.at.end }, valueAt: value.at };
  });
}

/** What counts on one operating system alone: whether it does is not known. */
function onSystems(node: YamlNode, ...path: readonly string[]): Setting[] {
  return ['windows', 'linux', 'osx'].flatMap((system) => environmentAt(node, system, ...path)).map((setting) => (setting.kind === 'variable' ? { ...setting, value: undefined } : setting));
}

function itemsAt(node: YamlNode, key: string): readonly YamlNode[] {
  const found = yamlAt(node, key);
  return found?.kind === 'list' ? found.items : [];
}

function textAt(node: YamlNode, ...path: readonly string[]): string | undefined {
  const found = yamlAt(node, ...path);
  return found?.kind === 'scalar' && found.value !== null ? found.text : undefined;
}
