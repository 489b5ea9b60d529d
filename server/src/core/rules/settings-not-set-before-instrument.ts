// DjangoInstrumentor().instrument() runs where the settings module is not yet named: it configures empty settings for good.
import { after, before, happened, mayHave } from '../boot/boot';
import type { Frame } from '../boot/events';
import { installImporter } from '../fix/install-importer';
import { inOneBlock, locate } from '../fix/locate';
import { moveBelow } from '../fix/move';
import { nameSettings } from '../fix/name-settings';
import type { Fix, Message } from '../report';
import { isBeforeImporter } from './before-importer';
import { bootsOf, divergence, holdingEverywhere, sameStatement, type Divergence, type Occurrence } from './occurrences';
import type { FoundStatement, Project, RelatedFrame, Rule } from './rule';
import { callsInstrument } from './statement-words';

interface Unset extends FoundStatement {
  /** The statement that names the settings module too late, in the same body. */
  readonly late?: Frame;
  /** The settings module is named, and the importer of django-configurations is not installed. */
  readonly importer?: true;
  /** It is DjangoInstrumentor's own call that stands in the statement, and not a function or a vendor's set-up. */
  readonly direct: boolean;
}

export const settingsNotSetBeforeInstrument: Rule<Unset> = {
  id: 'settings-not-set-before-instrument',
  severity: 'error',
  summary: 'DjangoInstrumentor().instrument() runs before DJANGO_SETTINGS_MODULE is set.',
  find: (project) => [
    ...holdingEverywhere(project, ['instrumented'], isUnset, (occurrence) => parting(occurrence).a).map((occurrences) => describe(occurrences, project)),
    ...holdingEverywhere(project, ['instrumented'], isBeforeImporter, ({ step }) => divergence(step).a).map((occurrences): Unset => ({ ...describe(occurrences, project), importer: true })),
  ],
  say,
  fixes,
};

function isUnset({ path, step }: Occurrence): boolean {
  const earlier = before(path, step);
  return happened(earlier, 'settings-named') === 'no' && !mayHave(earlier, 'instrumented') && !earlier.some(({ event }) => event.kind === 'settings-evaluated' || event.kind === 'settings-misnamed');
}

interface Parting extends Divergence {
  /** Where the settings module is named, too late. */
  readonly named?: Frame;
}

/** The statement to change, and the one in the same body below which it can move: that names the settings module, and starts nothing. */
function parting({ path, step }: Occurrence): Parting {
  const later = after(path, step);
  const starts = (frame: Frame) => later.some(({ event, chain }) => /^(application-built|command-ran)$/.test(event.kind) && chain.some((other) => sameStatement(other, frame)));
  const named = later.filter(({ event, chain }) => event.kind === 'settings-named' && event.by === 'code' && chain.length > 0);
  const movable = named.map((other) => ({ ...divergence(step, other), named: other.chain.at(-1)! })).find(({ b }) => b && !starts(b));
  return movable ?? { ...divergence(step), ...(named[0] ? { named: named[0].chain.at(-1)! } : {}) };
}

function describe(occurrences: Occurrence[], { files }: Project): Unset {
  const partings = occurrences.map(parting);
  const { a, b, named } = partings.find((parting) => parting.b) ?? partings[0]!;
  const call = occurrences[0]!.step.chain.at(-1)!;
  const elsewhere: RelatedFrame[] = call.file === a.file && call.statement === a.statement && call.item === a.item ? [] : [{ at: call, message: 'Django is instrumented here.' }];
  const direct = elsewhere.length === 0 && callsInstrument(files, call);
  const late: RelatedFrame[] = named ? [{ at: named, message: 'The settings module is set here, which is too late.' }] : [];
  return { at: a, severity: 'error', boots: bootsOf(occurrences), related: [...elsewhere, ...removals(occurrences[0]!), ...late], direct, ...(b ? { late: b } : {}) };
}

/** Where the settings module was named and is not any more. */
function removals({ path, step }: Occurrence): RelatedFrame[] {
  const last = before(path, step).filter(({ event }) => event.kind === 'settings-unnamed').at(-1)?.chain.at(-1);
  return last ? [{ at: last, message: 'The settings module is taken out of the environment here.' }] : [];
}

/** What was seen, by what the boots are. */
const SEEN = {
  commands: 'runserver stops with `CommandError: You must set settings.ALLOWED_HOSTS if DEBUG is False.`',
  scripts: "no app is installed, and models fail with `RuntimeError: Model class … doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.`",
  servers: "every request fails with `AttributeError: module 'django.conf.global_settings' has no attribute 'ROOT_URLCONF'`, and no span is made.",
} as const;

function seenIn({ boots }: Unset): keyof typeof SEEN {
  if (boots.every(({ kind }) => kind === 'manage')) return 'commands';
  return boots.every(({ kind }) => kind === 'script' || kind === 'celery') ? 'scripts' : 'servers';
}

function say(found: Unset): Message {
  if (found.importer) {
    return {
      what: 'Django is instrumented before django-configurations has installed its importer.',
      why: `Without it the settings raise ImproperlyConfigured, which instrument() swallows: it configures empty settings for good, and ${SEEN[seenIn(found)]}`,
      todo: 'Call `importer.install()` of configurations first, or instrument in the ready() of an AppConfig.',
    };
  }
  return {
    what: found.direct ? 'DjangoInstrumentor().instrument() runs before DJANGO_SETTINGS_MODULE is set.' : 'This statement instruments Django before DJANGO_SETTINGS_MODULE is set.',
    why: `instrument() then configures empty settings for good: ${SEEN[seenIn(found)]}`,
    todo: found.late ? 'Set the settings module first: move this statement below the `os.environ.setdefault` that names it.' : 'Set the settings module first: put `os.environ.setdefault("DJANGO_SETTINGS_MODULE", …)` before this statement.',
  };
}

function fixes(found: Unset, project: Project): Fix[] {
  if (found.importer) {
    const edits = installImporter(project.files, found.at);
    return edits ? [{ title: 'Install the importer of django-configurations first', safety: 'review', edits }] : [];
  }
  const candidates = [...new Set(found.boots.flatMap(({ settingsModules }) => settingsModules))];
  const moved = found.late && moveDown(found.at, found.late, project);
  const inserted = candidates.flatMap((module): Fix[] => {
    const edits = nameSettings(project.files, found.at, module);
    return edits ? [{ title: `Insert os.environ.setdefault('DJANGO_SETTINGS_MODULE', '${module}')`, safety: candidates.length === 1 ? 'safe' : 'review', edits }] : [];
  });
  return moved ? [{ title: 'Move below os.environ.setdefault', safety: 'safe', edits: moved }, ...inserted] : inserted;
}

function moveDown(at: Frame, late: Frame, { files }: Project) {
  const [a, b] = [locate(files, at), locate(files, late)];
  const pair = a && b && inOneBlock(a, b);
  return pair && moveBelow(files, at, pair.a, pair.b);
}
