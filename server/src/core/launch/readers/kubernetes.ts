// Kubernetes: the containers of workloads with command, arguments and environment. A template that is no YAML says nothing.
import { yamlAt, type YamlNode } from '../../syntax/yaml';
import { merged, spanOf } from '../launch-file';
import { place } from '../piece';
import type { Command, LaunchFile, LaunchParsers, Range, Setting, Word } from '../types';

/** The variables of a ConfigMap, by its name; undefined where there are several of that name. */
export type ConfigMaps = ReadonlyMap<string, readonly Setting[] | undefined>;

/** Where the pod stands in a workload. */
const PODS = [['spec', 'jobTemplate', 'spec', 'template'], ['spec', 'template'], []] as const;
const INJECT = 'instrumentation.opentelemetry.io/inject-python';
const INJECTED_CONTAINERS = ['instrumentation.opentelemetry.io/python-container-names', 'instrumentation.opentelemetry.io/container-names'];

/** @param others ConfigMaps of other files of the repository */
export function readKubernetes(text: string, { yaml }: Pick<LaunchParsers, 'yaml'>, others: ConfigMaps = new Map()): LaunchFile {
  const documents = documentsOf(text, yaml);
  const maps = new Map([...others, ...mapsIn(documents)]);
  const commands = documents.flatMap((document) => containersOf(document).map((container) => commandOf(container, maps)));
  // Of a file without containers: what those of other files take from it.
  return merged([{ commands, environment: commands.length > 0 ? [] : [...mapsIn(documents).values()].flatMap((settings) => settings ?? []) }]);
}

/** The ConfigMaps of a file. */
export function readConfigMaps(text: string, { yaml }: Pick<LaunchParsers, 'yaml'>): ConfigMaps {
  return mapsIn(documentsOf(text, yaml));
}

/** Every container of the workloads of a file, where it stands. */
export function containersIn(text: string, yaml: LaunchParsers['yaml']): readonly Container[] {
  return documentsOf(text, yaml).flatMap(containersOf);
}

/** What every manifest has: descriptions of interfaces are long YAML with a `kind` somewhere. */
const MANIFEST = /^[\s-]*["']?(apiVersion|configMapGenerator)["']?\s*:/m;

/** Those in which no problem is. */
function documentsOf(text: string, yaml: LaunchParsers['yaml']): readonly YamlNode[] {
  if (!MANIFEST.test(text)) return [];
  const { documents, problems } = yaml(text);
  return documents.filter(({ at }, i) => problems.every((problem) => problem.at.start < at.start || problem.at.start >= (documents[i + 1]?.at.start ?? Infinity)))
    .flatMap((document) => (textAt(document, 'kind') === 'List' ? itemsOf(yamlAt(document, 'items')) : [document]));
}

/** ConfigMaps, and those that kustomize makes (`configMapGenerator`). */
function mapsIn(documents: readonly YamlNode[]): ConfigMaps {
  const found = new Map<string, readonly Setting[] | undefined>();
  const add = (name: string | undefined, settings: readonly Setting[]): void => {
    if (name !== undefined) found.set(name, found.has(name) ? undefined : settings);
  };
  for (const document of documents) {
    if (textAt(document, 'kind') === 'ConfigMap') add(textAt(document, 'metadata', 'name'), entriesAt(document, 'data').map(({ key, keyAt, value }) => variable(key, keyAt, value)));
    for (const generator of itemsOf(yamlAt(document, 'configMapGenerator'))) add(textAt(generator, 'name'), generated(generator));
  }
  return found;
}

function generated(generator: YamlNode): Setting[] {
  const files = [...itemsOf(yamlAt(generator, 'envs')), ...(yamlAt(generator, 'env') ? [yamlAt(generator, 'env')!] : [])];
  return [
    ...files.flatMap((file): Setting[] => (file.kind === 'scalar' ? [{ kind: 'file', path: file.text, at: file.at }] : [])),
    ...itemsOf(yamlAt(generator, 'literals')).flatMap((literal): Setting[] => {
      const sign = literal.kind === 'scalar' ? literal.text.indexOf('=') : -1;
      if (literal.kind !== 'scalar' || sign < 1) return [];
      return [{ kind: 'variable', name: literal.text.slice(0, sign), value: known(literal.text.slice(sign + 1).replace(/^(["'])(.*)\1$/, '$2')), at: literal.at, valueAt: place(literal, sign + 1) }];
    }),
  ];
}

export interface Container {
  readonly node: YamlNode;
  readonly where: string;
  /** The annotation by which the operator instruments it. */
  readonly injected: Range | undefined;
}

/** The first container is instrumented unless the annotation names others. */
function containersOf(document: YamlNode): Container[] {
  const kind = textAt(document, 'kind');
  if (kind === undefined || textAt(document, 'apiVersion') === undefined) return [];
  const pod = PODS.map((path) => yamlAt(document, ...path)).find((node) => node && itemsOf(yamlAt(node, 'spec', 'containers')).length > 0);
  if (!pod) return [];
  const annotations = entriesAt(pod, 'metadata', 'annotations');
  const annotation = annotations.find(({ key, value }) => key === INJECT && value.kind === 'scalar' && value.text !== 'false');
  const names = annotations.find(({ key }) => INJECTED_CONTAINERS.includes(key))?.value;
  const chosen = names?.kind === 'scalar' ? names.text.split(',').map((name) => name.trim()) : undefined;
  const at = annotation && { start: annotation.keyAt.start, end: annotation.value.at.end };
  const owner = textAt(document, 'metadata', 'name') ?? kind;
  const own = itemsOf(yamlAt(pod, 'spec', 'containers')).map((node, i) => ({ node, injected: (chosen ? chosen.includes(textAt(node, 'name') ?? '') : i === 0) ? at : undefined }));
  const first = itemsOf(yamlAt(pod, 'spec', 'initContainers')).map((node) => ({ node, injected: undefined }));
  return [...first, ...own].map((one) => ({ ...one, where: [owner, textAt(one.node, 'name')].filter((part) => part !== undefined).join('/') }));
}

function commandOf({ node, where, injected }: Container, maps: ConfigMaps): Command {
  const environment = environmentOf(node, maps);
  const values = valuesOf(environment);
  const [command, args] = [itemsOf(yamlAt(node, 'command')), itemsOf(yamlAt(node, 'args'))];
  const words = [...command, ...args].map((item) => wordOf(item, values));
  const image = yamlAt(node, 'image');
  const supplies = command.length > 0 ? 'nothing' : args.length > 0 ? 'entrypoint' : 'both';
  return {
    words, at: spanOf(words, node.at), environment, cwd: textAt(node, 'workingDir'), where,
    image: { name: image?.kind === 'scalar' ? known(image.text) : undefined, at: image?.at ?? node.at, supplies }, ...(injected && { injected }),
  };
}

/** `env` wins over `envFrom`, wherever they stand. */
function environmentOf(node: YamlNode, maps: ConfigMaps): Setting[] {
  const settings = itemsOf(yamlAt(node, 'envFrom')).flatMap((source): Setting[] => {
    const map = maps.get(textAt(source, 'configMapRef', 'name') ?? '');
    const prefix = textAt(source, 'prefix') ?? '';
    return map?.map((setting) => (setting.kind === 'variable' ? { ...setting, name: prefix + setting.name } : setting)) ?? [{ kind: 'unknown', at: source.at }];
  });
  for (const item of itemsOf(yamlAt(node, 'env'))) {
    const name = textAt(item, 'name');
    const value = yamlAt(item, 'value');
    const values = valuesOf(settings);
    if (name === undefined) continue;
    const text = value?.kind === 'scalar' ? expanded(value.text, values) : yamlAt(item, 'valueFrom') ? fromMap(item, maps) : value ? undefined : '';
    settings.push({ kind: 'variable', name, value: text, at: item.at, ...(value && { valueAt: value.at }) });
  }
  return settings;
}

function fromMap(item: YamlNode, maps: ConfigMaps): string | undefined {
  const key = textAt(item, 'valueFrom', 'configMapKeyRef', 'key');
  const found = maps.get(textAt(item, 'valueFrom', 'configMapKeyRef', 'name') ?? '')?.filter((setting) => setting.kind === 'variable' && setting.name === key) ?? [];
  return found[0]?.kind === 'variable' && found.length === 1 ? found[0].value : undefined;
}

/** What `$(NAME)` stands for. */
interface Values {
  readonly known: ReadonlyMap<string, string | undefined>;
  /** There may be more of them. */
  readonly open: boolean;
}

function valuesOf(environment: readonly Setting[]): Values {
  return { known: new Map(environment.flatMap((setting) => (setting.kind === 'variable' ? [[setting.name, setting.value] as const] : []))), open: environment.some(({ kind }) => kind === 'unknown' || kind === 'file') };
}

function wordOf(item: YamlNode, values: Values): Word {
  if (item.kind !== 'scalar') return { text: undefined, at: item.at };
  const text = expanded(item.text, values);
  if (text === undefined) return { text, at: item.at, prefix: item.text.slice(0, item.text.search(/\$\(|\{\{/)) };
  return { text, at: item.at, ...(text === item.text && { offset: item.offset }) };
}

/** `$(NAME)` is filled in, `$$(NAME)` is not; a name that is not there stays as it is. */
function expanded(text: string, { known: values, open }: Values): string | undefined {
  let whole = true;
  const result = text.replace(/\$\$|\$\(([\w.-]+)\)/g, (written, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = values.get(name);
    whole &&= value !== undefined || !(open || values.has(name));
    return value ?? written;
  });
  return whole ? known(result) : undefined;
}

/** A text in which something is left of a template is not known. */
const known = (text: string): string | undefined => (text.includes('{{') ? undefined : text);

function variable(name: string, keyAt: Range, value: YamlNode): Setting {
  return { kind: 'variable', name, value: value.kind === 'scalar' ? known(value.text) : undefined, at: { start: Math.min(keyAt.start, value.at.start), end: Math.max(keyAt.end, value.at.end) }, valueAt: value.at };
}

function textAt(node: YamlNode, ...path: readonly string[]): string | undefined {
  const found = yamlAt(node, ...path);
  return found?.kind === 'scalar' && found.value !== null ? found.text : undefined;
}

function itemsOf(node: YamlNode | undefined): readonly YamlNode[] {
  return node?.kind === 'list' ? node.items : [];
}

function entriesAt(node: YamlNode, ...path: readonly string[]): Extract<YamlNode, { kind: 'map' }>['entries'] {
  const found = yamlAt(node, ...path);
  return found?.kind === 'map' ? found.entries : [];
}
