// What has to change in one wsgi.py or asgi.py, and why it cannot where it cannot.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Call, Entrypoint, Range } from './entrypoint';
import { anchors, callEdit, isLateForImports } from './call-place';
import { blockAround, insertIntoBlock, type IsFirstParty } from './import-place';
import { noApplication, noSettings, syntaxError, type EntryProblem } from './entry-problems';
import { importedAs, importedNames, importLine, importsTracing, mergeInsertions, type TracingModule } from './import-text';
import { planLifespan } from './lifespan';
import { isFirstOnLine, lineStartAt } from './lines';
import { lastName, lineEnd } from './python-text';

export interface EntryContext {
  readonly file: Uri;
  readonly kind: 'wsgi' | 'asgi';
  readonly entry: Entrypoint;
  readonly module: TracingModule;
  readonly settingsModule: string | undefined;
  readonly isFirstParty: IsFirstParty;
}

export interface EntryPlan {
  readonly edits: readonly ReplaceEdit[];
  /** What is added, in words, such as "calls configure_tracing()". */
  readonly words: readonly string[];
  readonly notes: readonly string[];
}

const BUILDERS: ReadonlySet<string> = new Set(['get_wsgi_application', 'get_asgi_application', 'get_default_application', 'WSGIHandler', 'ASGIHandler']);

export const CONFIGURE = 'configure_tracing';
const FLUSH = 'flush_on_shutdown';

/** The calls that build Django's application, and with it the middleware chain. */
function applicationCalls(entry: Entrypoint): Call[] {
  return entry.calls.filter((call) => BUILDERS.has(lastName(call.callee))).sort((a, b) => a.start - b.start);
}

export function planEntry(context: EntryContext): EntryPlan | EntryProblem {
  const { entry, file } = context;
  if (entry.errorAt !== undefined) return syntaxError(file, entry);
  const builds = applicationCalls(entry);
  const [build] = builds;
  if (!build) return noApplication(file);
  const called = entry.calls.some((call) => lastName(call.callee) === CONFIGURE && call.start < build.start);
  const named = called || isNamed(entry, build);
  if (!named && context.settingsModule === undefined) return noSettings(file);
  const lifespan = context.kind === 'asgi' ? planLifespan(file, entry, build, importedAs(entry, context.module, FLUSH)) : { edits: [], notes: [], uses: false };
  const names = [...(called ? [] : [CONFIGURE]), ...(lifespan.uses ? [FLUSH] : [])];
  return {
    edits: mergeInsertions([...placed(context, builds, { called, named, names }), ...lifespan.edits]),
    words: words(context, called, named, lifespan.uses),
    notes: lifespan.notes,
  };
}

interface Needs {
  readonly called: boolean;
  readonly named: boolean;
  readonly names: readonly string[];
}

function placed(context: EntryContext, builds: readonly Call[], needs: Needs): ReplaceEdit[] {
  const { file, entry, module } = context;
  const [build] = builds;
  const places = anchors(entry, builds, needs.named);
  const late: string[] = [];
  const edits = needs.named || importsOs(entry, build) ? [] : osImport(context, build, late);
  edits.push(...tracingImport(context, build, places[0], needs.names, late));
  const parts = { imports: late, callee: importedAs(entry, module, CONFIGURE), settingsModule: needs.named ? undefined : context.settingsModule };
  if (!needs.called) edits.push(...places.map((place) => callEdit(file, entry, place, parts)));
  return edits;
}

/** Imports from tracing.py; where the module's imports have no place for it, it is added to `late` and goes before the call. */
function tracingImport(context: EntryContext, build: Call, place: Range, names: readonly string[], late: string[]): ReplaceEdit[] {
  const { file, entry, module, isFirstParty } = context;
  if (names.length === 0) return [];
  const existing = importsTracing(entry, module);
  if (existing.length > 0) return importedNames(file, entry, existing, names);
  const block = importBlock(entry, build);
  const before = entry.statements.slice(0, block ? entry.statements.indexOf(block[0]) : build.top);
  const noqa = isLateForImports(before, entry.text) && (block || lineStartAt(entry.text, place.start) === place.start) ? '  # noqa: E402' : '';
  const text = importLine(module.name, names, lineEnd(entry.text), noqa);
  if (block) return [insertIntoBlock(file, entry, block, { module: module.name, from: true, text }, isFirstParty)];
  late.push(text);
  return [];
}

/**
 * The block that imports what builds the application: the new import belongs there, after whatever that import needed
 * (monkey patching, for one). Not when `sys.path` changes later on: the project may be importable only then.
 */
function importBlock(entry: Entrypoint, build: Call): ReturnType<typeof blockAround> {
  const index = entry.statements.findIndex((statement) => statement.import?.names.some(({ name }) => build.callee === name || build.callee.startsWith(`${name}.`)
    || build.callee === `${statement.import!.module}.${name}` || build.callee.startsWith(`${statement.import!.module}.${name}.`)));
  const block = blockAround(entry.statements, index);
  if (!block) return undefined;
  const last = entry.statements.indexOf(block.at(-1)!);
  const next = entry.statements[last + 1];
  if (next && !isFirstOnLine(entry.text, next.start)) return undefined;
  return entry.statements.slice(last + 1, build.top).some(({ kind }) => kind === 'path') ? undefined : block;
}

function osImport({ file, entry, isFirstParty }: EntryContext, build: Call, late: string[]): ReplaceEdit[] {
  const first = entry.statements.findIndex((statement, index) => statement.import && index < build.top);
  const block = blockAround(entry.statements, first);
  const added = { module: 'os', from: false, text: 'import os' };
  if (block) return [insertIntoBlock(file, entry, block, added, isFirstParty)];
  late.push(added.text);
  return [];
}

function importsOs(entry: Entrypoint, build: Call): boolean {
  return entry.statements.slice(0, build.top).some(({ import: found }) => found && !found.from && found.names.some(({ name, alias }) => !alias && (name === 'os' || name.startsWith('os.'))));
}

/** Named before the application is built, at a place that certainly runs, as far as a reader can tell. */
function isNamed(entry: Entrypoint, build: Call): boolean {
  return entry.settings.some(({ end, inFunction }) => end <= build.start && (!inFunction || build.inFunction));
}

function words({ settingsModule }: EntryContext, called: boolean, named: boolean, wrapped: boolean): string[] {
  const found: string[] = [];
  if (!named) found.push(`names the settings module (${settingsModule})`);
  if (!called) found.push('calls configure_tracing() before the application is built');
  if (wrapped) found.push('wraps the application in flush_on_shutdown(), which sends the last spans when the server stops');
  return found;
}
