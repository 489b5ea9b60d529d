// A tracer provider is set, and nothing instruments Django: the hook of the guides alone, or a function of the project that nobody calls.
import { mayHave, type Boot } from '../boot/boot';
import type { Frame } from '../boot/events';
import { callBefore } from '../fix/call-before';
import { addInstrument } from '../fix/instrument-before-application';
import { MAKES_OWN_SPANS } from '../knowledge/provider';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import { importRootsOf } from './applications';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { mentions, unusedInstrumenters, type Installer } from './unseen-providers';

interface Alone extends FoundStatement {
  /** The fork hook that sets the provider. */
  readonly hook?: string;
  /** What would instrument Django, and is not called. */
  readonly unused?: Installer;
  /** The statement of the application module that builds the application. */
  readonly application?: Frame;
}

export const providerWithoutInstrument: Rule<Alone> = {
  id: 'provider-without-instrument',
  severity: 'error',
  summary: 'A tracer provider is set, but nothing instruments Django.',
  find(project) {
    const groups = holdingEverywhere(project, ['provider-installed'], isAlone, ({ step }) => step.chain[0]!);
    if (groups.length === 0 || mentions(project.files, MAKES_OWN_SPANS)) return [];
    const [hooked, others] = [groups.filter(isHooked), groups.filter((group) => !isHooked(group) && group.some(isServed))];
    const [unused] = others.length > 0 && !project.boots.some(mayInstrument) ? unusedInstrumenters(project.files) : [];
    return [...hooked.map((group) => describe(group)), ...(unused ? others.map((group) => describe(group, unused)) : [])];
  },
  say,
  fixes,
};

const INSTRUMENTS = /^(instrument|uninstrument|application-wrapped)/;

/** The application is built and serves, and nothing on the way can have instrumented it. */
function isAlone({ path }: Occurrence): boolean {
  const kinds = path.steps.map(({ event }) => event.kind);
  return kinds.includes('application-built') && kinds.includes('serving') && !kinds.some((kind) => INSTRUMENTS.test(kind)) && !mayHave(path.steps, 'instrumented');
}

const isHooked = ([first]: readonly Occurrence[]): boolean => first!.step.chain[0]!.hook !== undefined;

/** A provider that manage.py sets may be for commands, which make spans of their own. */
const isServed = ({ boot: { kind } }: Occurrence): boolean => /^(wsgi|asgi|gunicorn|uwsgi)$/.test(kind);

const mayInstrument = ({ paths }: Boot): boolean => paths.length === 0 || paths.some(({ steps }) => steps.some(({ event }) => INSTRUMENTS.test(event.kind)) || mayHave(steps, 'instrumented'));

function describe(occurrences: Occurrence[], unused?: Installer): Alone {
  const [{ boot, path, step }] = occurrences as [Occurrence];
  const at = step.chain[0]!;
  const built = path.steps.find(({ event }) => event.kind === 'application-built')!;
  const application = built.chain.find(({ file, item }) => file === boot.application && item === '');
  const place = application ?? built.chain.at(-1);
  return { at, severity: 'error', boots: bootsOf(occurrences), ...(at.hook === undefined ? {} : { hook: at.hook }), ...(unused ? { unused } : {}), related: place ? [{ at: place, message: 'The application is built here, without a trace.' }] : [], ...(application ? { application } : {}) };
}

function say({ hook, application, unused }: Alone): Message {
  if (unused) {
    return {
      what: `A tracer provider is set here, but nothing instruments Django: nothing calls \`${unused.name}()\` of ${basename(unused.file)}.`,
      why: 'A provider alone makes no spans: requests are answered, 0 spans came out of 4, and nothing is logged.',
      todo: `Call \`${unused.name}()\` in ${application ? basename(application.file) : 'the application module'}, before the application is built.`,
    };
  }
  return {
    what: `\`${hook}\` sets a tracer provider, but nothing instruments Django.`,
    why: 'Requests are answered, no span is made for them, and nothing is logged: the hook of the guides is only half of the set-up.',
    todo: `Call DjangoInstrumentor().instrument() in ${application ? basename(application.file) : 'the application module'}, before the application is built.`,
  };
}

function fixes({ application, unused, boots }: Alone, project: Project): Fix[] {
  const { files } = project;
  const edits = application && (unused ? callBefore(files, importRootsOf(project, boots), application, unused) : addInstrument(files, application));
  return edits ? [{ title: `Call ${unused?.name ?? 'instrument'}() in ${basename(application.file)}, before the application`, safety: 'review', edits }] : [];
}
