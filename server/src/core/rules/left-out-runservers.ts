// runserver that does not run what sets tracing up, although people may take it for traced.
import { mayHave, type Boot, type Path } from '../boot/boot';
import type { BootStep, Frame } from '../boot/events';
import { MODULE_ITEM } from '../python/facts';
import type { Message } from '../report';
import { basename } from '../text/uri';
import type { Uri } from '../text/span';
import type { FoundStatement, Project } from './rule';
import { hasUnknownLaunches } from './unknown-launches';

/** `serves`: another application module. `skips`: it builds an application itself. */
export type Development = 'serves' | 'skips';

interface LeftOut extends FoundStatement {
  /** How the other entrypoint comes to its set-up. */
  readonly other: BootStep;
  readonly development: Development;
}

const SETS_UP = /^(instrument|uninstrument|application-wrapped|not-called|import-failed|hook-registered|middleware-listed|provider-installed)/;

/** Nothing on any path can have set anything up. */
const setsNothingUp = (paths: readonly Path[]): boolean => paths.length > 0 && paths.every(({ steps }) => steps.some(({ event }) => event.kind === 'application-built') && !steps.some(({ event }) => SETS_UP.test(event.kind)) && !mayHave(steps, 'instrumented') && !mayHave(steps, 'provider-installed'));

/** @param instrumenting how a boot comes to a whole set-up on every path, if it does */
export function leftOutRunservers(project: Project, instrumenting: (boot: Boot) => BootStep | undefined): LeftOut[] {
  const { boots } = project;
  return boots.filter(({ claimed, kind, paths, root }) => claimed && kind === 'manage' && setsNothingUp(paths) && !hasUnknownLaunches(project, root)).flatMap((boot) => {
    const others = boots.filter(({ root, kind }) => root === boot.root && (kind === 'wsgi' || kind === 'asgi'));
    const [set] = others.flatMap((one) => [instrumenting(one)].flatMap((step) => (step ? [{ kind: one.kind, step }] : [])));
    // A manage.py that sets things up in one of its processes is another rule's; and who has a traced server knows what is traced.
    return set && !boots.some((one) => (one.kind === 'manage' || one.launch) && one.root === boot.root && instrumenting(one)) ? describe(boot, set.kind, set.step) : [];
  });
}

function describe(boot: Boot, kind: Boot['kind'], other: BootStep): LeftOut[] {
  const there = other.chain[0]!;
  // Advice for what works elsewhere: a fix that sets an application module up has to change no boot of runserver.
  const found = (at: Frame, development: Development, related: LeftOut['related']): LeftOut[] => [{ at, severity: 'information', boots: [], related, other, development }];
  const built = boot.paths.map(({ steps }) => steps.find(({ event }) => event.kind === 'application-built')!);
  const application = built[0]!.chain.find(({ item }) => item === MODULE_ITEM);
  if (application) return application.file === there.file ? [] : found(application, 'serves', [{ at: there, message: 'Django is instrumented from here.' }]);
  return kind === 'wsgi' && built.every(({ chain }) => chain.length === 0) ? found(there, 'skips', []) : [];
}

const WORDS: Readonly<Record<Development, (file: string, other: string) => Pick<Message, 'what' | 'todo'>>> = {
  serves: (file, other) => ({ what: `runserver serves ${file}, which never instruments Django; ${other} does.`, todo: 'Set tracing up in this file as well, if spans are wanted there.' }),
  skips: (file) => ({ what: `runserver does not run ${file}: no WSGI_APPLICATION names it.`, todo: 'Name its application in WSGI_APPLICATION, if spans are wanted there.' }),
};

/** @param file in which it is reported */
export const sayRunserver = (development: Development, file: Uri, { chain }: BootStep): Message => ({ ...WORDS[development](basename(file), basename(chain[0]!.file)), why: 'With that development server requests are answered with 200, and 0 spans arrive, without a word in the log.' });
