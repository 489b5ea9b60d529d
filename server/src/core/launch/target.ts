// What a server serves: the application of a command line, by position or by option.
import type { TargetSource } from '../knowledge/servers';
import type { Option, Target, Word } from './types';

/** `shop.wsgi:application`, `shop.wsgi`, `shop.app:create()`; hypercorn puts `asgi:` or `wsgi:` in front. */
const APPLICATION = /^(?:(?:asgi|wsgi):)?([A-Za-z_][\w.]*)(?::([A-Za-z_][\w.]*)(\(.*\))?)?$/;

/** The target, and the arguments behind it. Undefined where it is not written there, or not known. */
export function targetOf(source: TargetSource, options: readonly Option[], positionals: readonly Word[]): { target: Target | undefined; args: readonly Word[] } {
  const named = fromOption(source, options);
  if (named || !source.positional) return { target: named, args: positionals };
  const asModule = source.positional === 'application' || (source.moduleWhere !== undefined && last(options, source.moduleWhere[0])?.value === source.moduleWhere[1]);
  // An option that is in no table may have left its value here.
  const index = positionals.findIndex(({ text }) => text !== undefined && (!asModule || APPLICATION.test(text)));
  if (index < 0) return { target: undefined, args: positionals };
  const { text, at } = positionals[index]!;
  return { target: asModule ? applicationOf(text!, at, source, options) : fileOf(text!, at, source, options), args: positionals.slice(index + 1) };
}

const last = (options: readonly Option[], name: string | undefined): Option | undefined => options.findLast((option) => option.name === name);

function fromOption(source: TargetSource, options: readonly Option[]): Target | undefined {
  const option = options.findLast(({ name, value }) => typeof value === 'string' && (source.modules?.includes(name) || source.files?.includes(name)));
  if (!option || typeof option.value !== 'string') return mountedOne(source, options);
  const at = option.valueAt ?? option.at;
  // uWSGI takes a path for a module, too.
  const isFile = source.files?.includes(option.name) || /\/|\.py$/.test(option.value);
  return isFile ? fileOf(option.value, at, source, options) : applicationOf(option.value, at, source, options);
}

/** Of several each may run in an interpreter of its own, and none of them is the application. */
function mountedOne(source: TargetSource, options: readonly Option[]): Target | undefined {
  const [only, ...more] = options.filter(({ name }) => name === source.mounted);
  const text = only && more.length === 0 && typeof only.value === 'string' ? /=(.+)$/.exec(only.value)?.[1] : undefined;
  if (text === undefined) return undefined;
  const at = only!.valueAt ?? only!.at;
  return /\/|\.py$/.test(text) ? fileOf(text, at, source, options) : applicationOf(text, at, source, options);
}

function applicationOf(text: string, at: Target['at'], source: TargetSource, options: readonly Option[]): Target | undefined {
  const match = APPLICATION.exec(text);
  if (!match) return undefined;
  const called = match[3] !== undefined || last(options, source.factory)?.value === true;
  return { kind: 'application', module: match[1]!, attribute: match[2] ?? attributeOf(source, options), at, ...(called && { factory: true }) };
}

function fileOf(path: string, at: Target['at'], source: TargetSource, options: readonly Option[]): Target {
  return { kind: 'file', path, attribute: attributeOf(source, options), at };
}

function attributeOf(source: TargetSource, options: readonly Option[]): string | undefined {
  const value = last(options, source.attribute)?.value;
  return typeof value === 'string' ? value : undefined;
}
