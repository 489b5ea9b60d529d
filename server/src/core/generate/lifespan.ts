// asgi.py: whether the application can plainly be wrapped so that the last spans are sent when the server stops.
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import type { Call, Entrypoint, Range } from './entrypoint';
import { lastName, lineEnd } from './python-text';
import { lineEndAt } from './lines';

export interface LifespanPlan {
  readonly edits: readonly ReplaceEdit[];
  readonly notes: readonly string[];
  /** True when flush_on_shutdown is used by the edits. */
  readonly uses: boolean;
}

const NONE: LifespanPlan = { edits: [], notes: [], uses: false };

/**
 * Wraps Django's own application, or a Channels router that has no lifespan application; says so where it does neither.
 * @param flush the name under which flush_on_shutdown is known here.
 */
export function planLifespan(file: Uri, entry: Entrypoint, build: Call, flush: string): LifespanPlan {
  if (entry.calls.some(({ callee }) => lastName(callee) === 'flush_on_shutdown')) return NONE;
  // Only what builds Django's own application is certain to be a single callable (ASGI 3); Channels 2 builds double ones.
  const single = ['get_asgi_application', 'ASGIHandler'].includes(lastName(build.callee));
  if (single && isOutermost(entry, build)) return wrapped(around(file, build, flush));
  const router = single ? routerWithoutLifespan(entry) : undefined;
  if (router) return wrapped([after(file, entry, router, flush)]);
  return { edits: [], notes: [leftOut(entry)], uses: false };
}

const wrapped = (edits: readonly ReplaceEdit[]): LifespanPlan => ({ edits, notes: [], uses: true });

/** `application = get_asgi_application()`, or that in one plain wrapper, with no later use of the name. */
function isOutermost(entry: Entrypoint, build: Call): boolean {
  const assigns = entry.statements[build.top].assigns;
  if (!assigns || build.inFunction || mentioned(entry, assigns.name, entry.statements[build.top].end)) return false;
  const wrapper = entry.calls.find(({ argument }) => argument && same(argument, build));
  return same(assigns.value, build) || (wrapper !== undefined && same(assigns.value, wrapper));
}

/** Wrapping inside keeps a wrapper's own lifespan handling, should it have one. */
function around(file: Uri, build: Call, flush: string): ReplaceEdit[] {
  return [
    { file, start: build.start, end: build.start, text: `${flush}(` },
    { file, start: build.end, end: build.end, text: ')' },
  ];
}

interface Router {
  readonly name: string;
  readonly end: number;
}

/** Channels raises for a scope that its router does not list, so a wrapper takes nothing away. */
function routerWithoutLifespan(entry: Entrypoint): Router | undefined {
  for (const statement of entry.statements) {
    const call = entry.calls.find((candidate) => statement.assigns && same(candidate, statement.assigns.value));
    if (!call?.keys || lastName(call.callee) !== 'ProtocolTypeRouter') continue;
    const plain = !call.keys.includes('lifespan') && !call.keys.includes('');
    if (plain && !mentioned(entry, statement.assigns!.name, statement.end)) return { name: statement.assigns!.name, end: statement.end };
  }
  return undefined;
}

function after(file: Uri, entry: Entrypoint, { name, end }: Router, flush: string): ReplaceEdit {
  const at = lineEndAt(entry.text, end);
  return { file, start: at, end: at, text: `${lineEnd(entry.text)}${name} = ${flush}(${name})` };
}

const same = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

function mentioned(entry: Entrypoint, name: string, from: number): boolean {
  const code = entry.text.slice(from).replace(/#.*/g, '');
  return new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(code);
}

function leftOut(entry: Entrypoint): string {
  const why = /lifespan|FastAPI|Starlette/.test(entry.text)
    ? 'asgi.py seems to answer the ASGI lifespan itself, so its application is not wrapped in flush_on_shutdown().'
    : 'asgi.py does not build its application in a way that can plainly be wrapped in flush_on_shutdown().';
  return `${why} Under uvicorn the spans of the last seconds are lost at every stop unless flush_spans() of tracing.py runs at "lifespan.shutdown".`;
}
