// OTEL_CONFIG_FILE is given, and the package that reads the file is not installed, or the file says nothing of propagators.
import { hasDistro, isWrittenByTool, placeOf, spanOf } from '../dependencies/opentelemetry';
import type { Dependencies, Named } from '../dependencies/dependencies';
import { isAtLeast } from '../dependencies/versions';
import { addRequirement } from '../fix/requirements';
import { APPLIED, CONFIG_FILE, NOT_APPLIED, PROPAGATOR, PROPAGATOR_LINES, SETS_PROPAGATOR } from '../knowledge/config-file';
import { DISTROS } from '../knowledge/distributions';
import { CONFIGURED_ELSEWHERE, SDK_SWITCH } from '../knowledge/exporters';
import { NEAREST, PACKAGES } from '../knowledge/opentelemetry-packages';
import { PROVIDER_WORDS } from '../knowledge/provider';
import type { Variable } from '../launch/started/types';
import type { ProjectLaunch } from '../project/launches';
import type { Files } from '../project/view';
import type { Fix, Message } from '../report';
import type { ReplaceEdit } from '../text/edits';
import { basename, isWithin, join } from '../text/uri';
import type { Uri } from '../text/span';
import { isAutoInstrumented } from './launch-kinds';
import type { Found, Project, Rule } from './rule';

interface Broken extends Found {
  /** What has to get the package; undefined: the file is what has to change. */
  readonly named?: Named;
  readonly file?: Uri;
}

/** A launch that reads a file. */
interface Configured {
  readonly launch: ProjectLaunch;
  readonly variable: Variable & { readonly value: string };
}

export const configFileBroken: Rule<Broken> = {
  id: 'config-file-broken',
  severity: 'error',
  summary: 'What OTEL_CONFIG_FILE names cannot be read, as a package is missing, or breaks every request.',
  find: (project) => project.projects.flatMap(({ root, folder }) => {
    const dependencies = project.dependencies(root);
    const configured = configuredByFile(project, root, dependencies);
    if (configured.length === 0) return [];
    const missing = withoutReader(project, dependencies, configured);
    return missing.length > 0 ? missing : withoutPropagator(project.files, folder, configured);
  }),
  say,
  fixes: ({ named, file }, { files }): Fix[] => {
    const edits = named ? addRequirement(files, named, [], CONFIG_FILE.package) : file === undefined ? undefined : addPropagator(files, file);
    return edits ? [{ title: named ? `Install ${CONFIG_FILE.package}` : 'Add the propagators tracecontext and baggage', safety: 'review', edits }] : [];
  },
};

/** Launches under opentelemetry-instrument that do what the file says and nothing else; none where the SDK is one that does not look for it. */
function configuredByFile({ launches }: Project, root: Uri, { find }: Dependencies): Configured[] {
  if (isAtLeast(find(CONFIG_FILE.sdk).versions, CONFIG_FILE.readSince) === 'no') return [];
  return launches.flatMap((launch): Configured[] => {
    const variable = launch.variables.get(CONFIG_FILE.variable);
    const others = [...CONFIGURED_ELSEWHERE.filter((name) => name !== CONFIG_FILE.variable), SDK_SWITCH.variable];
    const reads = launch.root === root && launch.kind !== 'test' && isAutoInstrumented(launch) && others.every((name) => launch.variables.get(name) === 'unset');
    if (!reads || typeof variable !== 'object' || variable.value === undefined || variable.value === '') return [];
    return [{ launch, variable: { ...variable, value: variable.value } }];
  });
}

/** All that is installed is known, and nothing of it reads the file; nor does the code set anything up itself. */
function withoutReader({ files }: Project, dependencies: Dependencies, configured: readonly Configured[]): Broken[] {
  const named = placeOf(dependencies, NEAREST);
  const isOther = DISTROS.some((name) => name !== PACKAGES.distro && dependencies.find(name).installed !== 'no');
  const isMissing = dependencies.find(CONFIG_FILE.package).installed === 'no' && isAtLeast(dependencies.find(CONFIG_FILE.sdk).versions, CONFIG_FILE.since) !== 'no';
  if (!named || named.forDevelopment || !dependencies.isBuilt || hasDistro(dependencies) !== 'yes' || isOther || !isMissing || codeHas(files, PROVIDER_WORDS)) return [];
  const related = configured.slice(0, 3).map(({ variable: { at } }) => ({ at, message: 'The file is named here.' }));
  return [{ at: spanOf(named), severity: 'error', boots: [], launches: configured.map(({ launch }) => launch), related, named }];
}

function codeHas({ snapshot }: Files, words: RegExp): boolean {
  return [...snapshot.files].some(([uri, state]) => uri.endsWith('.py') && state.kind === 'loaded' && words.test(state.text));
}

/** The file is in the repository, it is applied, and the word does not stand in it; nor does code of the project name a propagator. */
function withoutPropagator(files: Files, top: Uri, configured: readonly Configured[]): Broken[] {
  if (codeHas(files, SETS_PROPAGATOR)) return [];
  const all = configured.map((one) => ({ ...one, file: fileOf(one) })).filter(({ file }) => file !== undefined && isWithin(file, top) && files.state(file) === 'loaded' && isWithoutPropagator(files.content(file)!));
  return [...new Set(all.map(({ file }) => file!))].map((file): Broken => {
    const own = all.filter((one) => one.file === file);
    const { at, valueAt } = own[0]!.variable;
    return { at: valueAt ?? at, severity: 'error', boots: [], launches: own.map(({ launch }) => launch), related: [{ at: { file, ...firstKey(files.text(file)!) }, message: 'Nothing in this file is about propagators.' }], file };
  });
}

/** Below the working folder. What lies elsewhere in a container is not looked for. */
function fileOf({ launch: { folder, cwd }, variable: { value } }: Configured): Uri | undefined {
  const inside = cwd?.startsWith('/') && value.startsWith(`${cwd.replace(/\/+$/, '')}/`) ? value.slice(cwd.replace(/\/+$/, '').length + 1) : value;
  return folder === undefined || /^\/|\$/.test(inside) ? undefined : join(folder, inside);
}

const isWithoutPropagator = (text: string): boolean => APPLIED.every((key) => key.test(text)) && !NOT_APPLIED.test(text) && !PROPAGATOR.test(text);

function firstKey(text: string): { start: number; end: number } {
  const found = APPLIED[0]!.exec(text)!;
  return { start: found.index, end: found.index + found[0].length };
}

/** In front of the provider, as examples have it. */
function addPropagator(files: Files, file: Uri): ReplaceEdit[] | undefined {
  const text = files.text(file);
  const provider = text === undefined ? null : APPLIED[1]!.exec(text);
  if (!provider) return undefined;
  const end = /\r\n/.test(text!) ? '\r\n' : '\n';
  return [{ file, start: provider.index, end: provider.index, text: PROPAGATOR_LINES.map((line) => line + end).join('') }];
}

function say({ named, file }: Broken): Message {
  if (named) {
    return {
      what: `\`${CONFIG_FILE.variable}\` is set, and \`${CONFIG_FILE.package}\`, which reads the file, is not installed.`,
      why: `\`opentelemetry-instrument\` gives up before it instruments anything: \`RuntimeError: ${CONFIG_FILE.variable} is set but ${CONFIG_FILE.package} is not installed\` is logged once, requests are answered with 200, and 0 spans came out of 4.`,
      todo: `Add \`${CONFIG_FILE.package}\`, or \`${CONFIG_FILE.extra}\`${isWrittenByTool(named) ? ', where this file is made from, and lock again.' : '.'}`,
    };
  }
  return {
    what: `${basename(file!)} has no \`propagator\`, and \`${CONFIG_FILE.variable}\` names it.`,
    why: "The file counts in place of every default: with no propagator nothing makes a context for a request. Every request is answered with 500, `AttributeError: 'NoneType' object has no attribute 'get'`, and 0 spans came out of 4.",
    todo: 'Add `propagator:` with `composite:` and `tracecontext` and `baggage`, which are the defaults without such a file.',
  };
}
