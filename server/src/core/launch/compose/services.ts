// The services of a compose file, as they are written there.
import { yamlAt, type YamlMap, type YamlNode, type YamlScalar } from '../../syntax/yaml';
import type { Copied, Instructed } from '../docker/stages';
import type { Uri } from '../../text/span';
import { wordOf } from '../launch-file';
import { join } from '../paths';
import { place, UNKNOWN } from '../piece';
import { splitWords } from '../shlex';
import type { Piece, Range, Setting, Word } from '../types';
import { interpolate, knownText, type Variables } from './interpolate';

export interface Build {
  readonly at: Range;
  /** Keys that stand there: of several files the last that has one decides. */
  readonly keys: readonly string[];
  /** Seen from the compose file. Undefined: a repository elsewhere, or not known. */
  readonly context: string | undefined;
  /** The name of the Dockerfile, seen from the context; undefined: not known. */
  readonly named: string | undefined;
  /** `dockerfile_inline`: the Dockerfile itself, and the compose file that has it, where that is another one; undefined text: not known. */
  readonly inline?: { readonly text: Piece | undefined; readonly file?: Uri };
  readonly target: string | undefined;
  /** Undefined value: given, and not known. */
  readonly args: ReadonlyMap<string, string | undefined>;
}

export interface Service {
  readonly name: string;
  /** Its name in the file. */
  readonly at: Range;
  /** `env_file`, in order. */
  readonly files: readonly Setting[];
  /** `environment`, which wins over them. */
  readonly environment: readonly Setting[];
  /** Undefined: what the image says; no words: nothing at all. */
  readonly entrypoint?: Instructed;
  readonly command?: Instructed;
  readonly cwd?: string;
  readonly user?: string;
  /** `written`: with its variables. */
  readonly image?: { readonly name: string | undefined; readonly written: string; readonly at: Range };
  readonly build?: Build;
  /** Folders and files of the host that are seen in the container, from the folder of the compose file on. */
  readonly mounts: readonly Copied[];
  /** It starts only when one of them is asked for. */
  readonly profiles: readonly string[];
  /** `file` undefined: of the same file. */
  readonly extends?: { readonly service: string; readonly file: string | undefined; readonly at: Range };
}

/** @param variables those for `${X}`, such as the `.env` beside the file says */
export function servicesOf(root: YamlNode | undefined, variables: Variables): Service[] {
  const services = yamlAt(root, 'services');
  // The first version of the format has the services at the top.
  const map = services?.kind === 'map' ? services : undefined;
  return (map?.entries ?? []).flatMap(({ key, keyAt, value }) => (value.kind === 'map' ? [serviceOf(key, keyAt, value, variables)] : []));
}

function serviceOf(name: string, at: Range, map: YamlMap, variables: Variables): Service {
  const text = (key: string): string | undefined => textAt(map, variables, key);
  const [entrypoint, command] = [yamlAt(map, 'entrypoint'), yamlAt(map, 'command')];
  const image = yamlAt(map, 'image');
  const build = yamlAt(map, 'build');
  const [cwd, user] = [text('working_dir'), text('user')];
  return {
    name, at, files: filesOf(yamlAt(map, 'env_file'), variables), environment: environmentOf(yamlAt(map, 'environment'), variables), profiles: scalarsOf(yamlAt(map, 'profiles')).map((scalar) => scalar.text), mounts: mountsOf(yamlAt(map, 'volumes'), variables),
    ...(entrypoint && given(entrypoint) && { entrypoint: instructed(entrypoint, variables) }), ...(command && given(command) && { command: instructed(command, variables) }),
    ...(cwd !== undefined && { cwd }), ...(user !== undefined && { user }),
    ...(image?.kind === 'scalar' && { image: { name: text('image'), written: image.text, at: image.at } }), ...(build && { build: buildOf(build, variables) }), ...extendsOf(yamlAt(map, 'extends')),
  };
}

function textAt(map: YamlNode, variables: Variables, ...path: readonly string[]): string | undefined {
  const node = yamlAt(map, ...path);
  return node?.kind === 'scalar' && node.value !== null ? knownText(interpolate(node, variables)) : undefined;
}

function scalarsOf(node: YamlNode | undefined): YamlScalar[] {
  if (node?.kind === 'scalar') return node.value === null ? [] : [node];
  return node?.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item] : [])) : [];
}

/** Nothing behind the colon is as if the key were not there. */
const given = (node: YamlNode): boolean => !(node.kind === 'scalar' && node.value === null);

/** A text is split into words as Python's shlex does it; no shell reads it. */
function instructed(node: YamlNode, variables: Variables): Instructed {
  const words = node.kind === 'scalar' ? splitWords(interpolate(node, variables)).words.map(split) : scalarsOf(node).map((scalar) => word(scalar, variables));
  return { kind: 'words', words: words.map(known), at: node.at };
}

/** What an unknown variable is a part of is not known; a shell may read the rest. */
function known(each: Word): Word {
  return each.text?.includes(UNKNOWN) ? { ...wordOf(each, new RegExp(UNKNOWN)), template: each.text, offset: each.offset } : each;
}

/** A variable that is a word alone may be several, or none. */
function split(each: Word): Word {
  return each.text === UNKNOWN ? { ...each, several: true } : each;
}

function word(scalar: YamlScalar, variables: Variables): Word {
  const text = interpolate(scalar, variables);
  return { text: text.text, at: scalar.at, offset: text.offset };
}

/** A list of `NAME=value`, or a map. A name without a value comes from outside. */
function environmentOf(node: YamlNode | undefined, variables: Variables): Setting[] {
  if (node?.kind === 'map') {
    return node.entries.flatMap(({ key, keyAt, value }): Setting[] => {
      if (value.kind !== 'scalar') return [];
      const at = { start: Math.min(keyAt.start, value.at.start), end: Math.max(keyAt.end, value.at.end) };
      // A value that an anchor brings in stands somewhere else.
      const whole = value.at.start >= keyAt.end && value.at.start - keyAt.end < 200 ? at : value.at;
      if (value.value === null) return [{ kind: 'variable', name: key, value: undefined, at: keyAt }];
      return [{ kind: 'variable', name: key, value: knownText(interpolate(value, variables)), at: whole, valueAt: value.at }];
    });
  }
  return scalarsOf(node).map((scalar) => item(scalar, variables));
}

function item(scalar: YamlScalar, variables: Variables): Setting {
  const sign = scalar.text.indexOf('=');
  if (sign < 0) return { kind: 'variable', name: scalar.text, value: undefined, at: scalar.at };
  const text = interpolate(scalar, variables);
  const value = knownText(text);
  const filledSign = text.text.indexOf('=');
  return { kind: 'variable', name: scalar.text.slice(0, sign), value: value?.slice(filledSign + 1), at: scalar.at, valueAt: place(text, filledSign + 1) };
}

/** A path, a list of them, or of maps with `path` and `required`. */
function filesOf(node: YamlNode | undefined, variables: Variables): Setting[] {
  const items = node?.kind === 'list' ? node.items : node ? [node] : [];
  return items.flatMap((each): Setting[] => {
    const path = each.kind === 'map' ? yamlAt(each, 'path') : each;
    if (path?.kind !== 'scalar' || path.value === null) return [];
    const written = knownText(interpolate(path, variables));
    const required = yamlAt(each, 'required');
    const optional = required?.kind === 'scalar' && required.value === false;
    return [written === undefined ? { kind: 'unknown', at: path.at } : { kind: 'file', path: written, at: path.at, ...(optional && { optional }) }];
  });
}

/** `./src:/app:ro`, or a map of `type: bind`; volumes with a name hold nothing of the repository. */
function mountsOf(node: YamlNode | undefined, variables: Variables): Copied[] {
  return (node?.kind === 'list' ? node.items : []).flatMap((each): Copied[] => {
    const short = each.kind === 'scalar' ? knownText(interpolate(each, variables))?.split(':') : undefined;
    const [from, to] = short ?? [textAt(each, variables, 'source'), textAt(each, variables, 'target')];
    return from !== undefined && to !== undefined && from.startsWith('.') && to.startsWith('/') ? [{ from: [from], to }] : [];
  });
}

function buildOf(node: YamlNode, variables: Variables): Build {
  const context = node.kind === 'scalar' ? knownText(interpolate(node, variables)) : yamlAt(node, 'context') ? textAt(node, variables, 'context') : '.';
  const inline = yamlAt(node, 'dockerfile_inline');
  const text = inline?.kind === 'scalar' ? interpolate(inline, variables) : undefined;
  const named = yamlAt(node, 'dockerfile') ? textAt(node, variables, 'dockerfile') : 'Dockerfile';
  const here = context !== undefined && !/^[a-z+]+:\/\/|^git@|\.git(#|$)/.test(context);
  const args = environmentOf(yamlAt(node, 'args'), variables).flatMap((setting) => (setting.kind === 'variable' ? [[setting.name, setting.value] as const] : []));
  return {
    at: node.at, keys: node.kind === 'map' ? node.entries.map(({ key }) => key) : ['context'], context: here ? context : undefined, named, ...(inline && { inline: { text: text && knownText(text) !== undefined ? text : undefined } }),
    target: textAt(node, variables, 'target'), args: new Map(args),
  };
}

/** The Dockerfile, seen from the compose file. Undefined: in a repository elsewhere, a text in the compose file, or not known. */
export function dockerfileOf({ context, named, inline }: Build): string | undefined {
  return context === undefined || named === undefined || inline ? undefined : join(join(undefined, context), named);
}

function extendsOf(node: YamlNode | undefined): Pick<Service, 'extends'> {
  const service = node?.kind === 'scalar' ? node : yamlAt(node, 'service');
  const file = yamlAt(node, 'file');
  if (service?.kind !== 'scalar') return {};
  return { extends: { service: service.text, file: file?.kind === 'scalar' ? file.text : undefined, at: file?.at ?? service.at } };
}
