// Files of environment variables that code loads: which one a call means, what it holds, and whether the launch hands it over.
import type { Frame } from '../boot/events';
import { locate, statementOf } from '../fix/locate';
import { ENVIRONMENT_FILE, ENVIRONMENT_KEEPERS, ENVIRONMENT_LOADERS, FILE_ARGUMENTS, HANDS_OVER, HANDS_OVER_AS_TOOL, KEEPERS_OTHER_FILE, READS_BESIDE } from '../knowledge/environment-files';
import { isLaunchFile, SETTINGS_FILE } from '../project/names';
import type { Files } from '../project/view';
import type { Expr } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Uri } from '../text/span';
import { ancestors, basename, dirname, isWithin, join, relative } from '../text/uri';

/** Files that only show what such a file looks like. */
export const PATTERN = /\.(example|sample|template|tmpl|tpl|dist|j2)$|[._-](example|sample|template)\b/i;

/**
 * The file that a call of `loader` loads.
 * @param at the statement of the call
 * @returns undefined where its path is not written in the call, more than one file is meant, or it is not in the workspace
 */
export function loadedFile(files: Files, loader: string, at: Frame): Uri | undefined {
  const top = files.snapshot.folders.find((folder) => isWithin(at.file, folder));
  const named = fileNamed(files, loader, at);
  if (top === undefined || named === undefined) return undefined;
  const beside = named.search === 'beside';
  const candidates = (beside ? [dirname(at.file)] : ancestors(at.file, top)).map((folder) => join(folder, named.path));
  const states = candidates.map((file) => files.state(file));
  if (states.some((state) => state !== 'loaded' && state !== 'absent')) return undefined;
  const found = candidates.filter((_, i) => states[i] === 'loaded');
  return named.search === 'upward' || found.length === 1 ? found[0] : undefined;
}

/**
 * The file from which `reader` takes what it does not put into the environment.
 * @param at the statement of the call
 * @returns undefined where there may be another one
 */
export function keptFile(files: Files, reader: string, at: Frame): Uri | undefined {
  const top = files.snapshot.folders.find((folder) => isWithin(at.file, folder));
  const search = ENVIRONMENT_KEEPERS[reader];
  if (top === undefined || search === undefined) return undefined;
  const folders = ancestors(at.file, top);
  const states = (name: string) => folders.map((folder) => files.state(join(folder, name)));
  const [own, others] = [states(ENVIRONMENT_FILE), states(KEEPERS_OTHER_FILE)];
  if (own.some((state) => state !== 'loaded' && state !== 'absent') || others.some((state) => state !== 'absent')) return undefined;
  const found = folders.filter((_, i) => own[i] === 'loaded').map((folder) => join(folder, ENVIRONMENT_FILE));
  return search === 'upward' || found.length === 1 ? found[0] : undefined;
}

/** `search`: the folders in which the path may begin; `base` stands for one that the code computes. */
interface Named {
  readonly path: string;
  readonly search: 'beside' | 'upward' | 'base';
}

function fileNamed(files: Files, loader: string, at: Frame): Named | undefined {
  const search = ENVIRONMENT_LOADERS[loader];
  if (search === undefined || search === 'unsure') return undefined;
  const place = locate(files, at);
  const method = loader.slice(loader.lastIndexOf('.') + 1);
  const calls = place ? expressionsOf(statementOf(place)).filter((expr) => expr.kind === 'call' && lastName(expr.callee) === method) : [];
  const [call] = calls;
  if (call?.kind !== 'call' || calls.length > 1 || call.keywords.some(({ value }) => value.kind === 'spread')) return undefined;
  const given = call.args[0] ?? call.keywords.find(({ name }) => FILE_ARGUMENTS.test(name))?.value;
  if (!given) return { path: ENVIRONMENT_FILE, search };
  if (given.kind === 'call' && lastName(given.callee) === 'find_dotenv' && given.args.length + given.keywords.length === 0) return { path: ENVIRONMENT_FILE, search: 'upward' };
  const path = pathIn(given);
  return path === undefined ? undefined : { path, search: 'base' };
}

/** The one text in an expression such as `BASE_DIR / ".env"`; no absolute path and none that goes up. */
function pathIn(expr: Expr): string | undefined {
  const texts = expressionsOf({ kind: 'expression', at: 0, value: expr }).flatMap((part) => (part.kind === 'literal' && typeof part.value === 'string' ? [part.value] : []));
  const [path] = texts;
  return texts.length === 1 && !/^[/~]|\.\.|:/.test(path!) && /env/i.test(path!) ? path : undefined;
}

function lastName(expr: Expr): string | undefined {
  return expr.kind === 'attribute' ? expr.name : expr.kind === 'name' ? expr.id : undefined;
}

/** The variables of a file of environment variables that have a plain value. */
export function variablesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, raw] of text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)[ \t]*=[ \t]*(.*?)[ \t]*\r?$/gm)) {
    const value = /^(["'])(.*?)\1/.exec(raw!)?.[2] ?? raw!.replace(/(^|\s)#.*$/, '').trim();
    if (value === '' || value.includes('$')) found.delete(name!);
    else found.set(name!, value);
  }
  return found;
}

/** May the process have the variables from its start? A launch or environment file names one of them or the file, or a tool that reads it. */
export function comesWithLaunch(files: Files, file: Uri, names: readonly string[]): boolean {
  const { folders, named } = files.snapshot;
  const others = named.filter((uri) => uri !== file && !PATTERN.test(basename(uri)));
  if (others.some((uri) => READS_BESIDE.test(basename(uri)))) return true;
  if (others.some((uri) => basename(uri) === SETTINGS_FILE && (files.state(uri) !== 'loaded' || HANDS_OVER_AS_TOOL.test(files.text(uri)!)))) return true;
  const launch = others.filter((uri) => /gunicorn/.test(basename(uri)) || folders.some((folder) => isWithin(uri, folder) && isLaunchFile(relative(uri, folder))));
  return launch.some((uri) => files.state(uri) !== 'loaded' || handsOver(files.text(uri)!, [basename(file), ...names]));
}

function handsOver(text: string, words: readonly string[]): boolean {
  return HANDS_OVER.test(text) || words.some((word) => text.includes(word)) || /\braw_env\b/.test(text);
}
