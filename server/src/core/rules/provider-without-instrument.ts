// A fork hook sets a tracer provider, and nothing instruments Django: the snippet of the guides alone.
import { mayHave } from '../boot/boot';
import type { Frame } from '../boot/events';
import { addInstrument } from '../fix/instrument-before-application';
import { MAKES_OWN_SPANS } from '../knowledge/provider';
import type { Fix, Message } from '../report';
import { basename } from '../text/uri';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';
import { mentions } from './unseen-providers';

interface Alone extends FoundStatement {
  readonly hook: string;
  /** The statement of the application module that builds the application. */
  readonly application?: Frame;
}

export const providerWithoutInstrument: Rule<Alone> = {
  id: 'provider-without-instrument',
  severity: 'error',
  summary: 'A fork hook sets a tracer provider, but nothing instruments Django.',
  find(project) {
    const groups = holdingEverywhere(project, ['provider-installed'], isAlone, ({ step }) => step.chain[0]!);
    return groups.length === 0 || mentions(project.files, MAKES_OWN_SPANS) ? [] : groups.map(describe);
  },
  say,
  fixes,
};

const INSTRUMENTS = /^(instrument|uninstrument|application-wrapped)/;

/** The application is built and serves, and nothing on the way can have instrumented it. */
function isAlone({ path, step }: Occurrence): boolean {
  const kinds = path.steps.map(({ event }) => event.kind);
  return step.chain[0]!.hook !== undefined && kinds.includes('application-built') && kinds.includes('serving') && !kinds.some((kind) => INSTRUMENTS.test(kind)) && !mayHave(path.steps, 'instrumented');
}

function describe(occurrences: Occurrence[]): Alone {
  const [{ boot, path, step }] = occurrences as [Occurrence];
  const at = step.chain[0]!;
  const built = path.steps.find(({ event }) => event.kind === 'application-built')!;
  const application = built.chain.find(({ file, item }) => file === boot.application && item === '');
  const place = application ?? built.chain.at(-1);
  return { at, severity: 'error', boots: bootsOf(occurrences), hook: at.hook!, related: place ? [{ at: place, message: 'The application is built here, without a trace.' }] : [], ...(application ? { application } : {}) };
}

function say({ hook, application }: Alone): Message {
  return {
    what: `\`${hook}\` sets a tracer provider, but nothing instruments Django.`,
    why: 'Requests are answered, no span is made for them, and nothing is logged: the hook of the guides is only half of the set-up.',
    todo: `Call DjangoInstrumentor().instrument() in ${application ? basename(application.file) : 'the application module'}, before the application is built.`,
  };
}

function fixes({ application }: Alone, { files }: Project): Fix[] {
  const edits = application && addInstrument(files, application);
  return edits ? [{ title: `Call instrument() in ${basename(application.file)}, before the application`, safety: 'review', edits }] : [];
}
