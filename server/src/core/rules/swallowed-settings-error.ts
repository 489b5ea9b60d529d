// instrument() evaluates the settings, and whatever they raise is swallowed. Only where it is asked for.
import { before } from '../boot/boot';
import { touchSettings } from '../fix/touch-settings';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, sameStatement, type Occurrence } from './occurrences';
import type { FoundStatement, Rule } from './rule';

export const swallowedSettingsError: Rule<FoundStatement> = {
  id: 'swallowed-settings-error',
  severity: 'information',
  byName: true,
  summary: 'DjangoInstrumentor().instrument() evaluates the settings: an error in them would not be seen.',
  find: (project) => holdingEverywhere(project, ['instrumented'], evaluatesSettings, ({ step }) => step.chain.at(-1)!).map((group): FoundStatement => ({ at: group[0]!.step.chain.at(-1)!, severity: 'information', boots: bootsOf(group), related: [] })),
  say: (): Message => ({
    what: 'instrument() evaluates the settings here, and would hide what they raise.',
    why: "It swallows ImproperlyConfigured and ModuleNotFoundError and goes on with empty settings: every request was answered with 500, `AttributeError: module 'django.conf.global_settings' has no attribute 'ROOT_URLCONF'`, and the log did not have the error itself.",
    todo: 'Read a setting right before: then the error itself ends the start.',
  }),
  fixes: ({ at }, { files }): Fix[] => {
    const edits = touchSettings(files, at, 'An error in the settings ends the start here; instrument() would swallow it.');
    return edits ? [{ title: 'Evaluate the settings first', safety: 'review', edits }] : [];
  },
};

/** The settings module ran in the very statement. */
function evaluatesSettings({ path, step }: Occurrence): boolean {
  const evaluated = before(path, step).findLast(({ event }) => event.kind === 'settings-evaluated');
  const here = step.chain.at(-1);
  const there = evaluated?.chain.at(-1);
  return evaluated?.event.kind === 'settings-evaluated' && !evaluated.event.empty && here !== undefined && there !== undefined && sameStatement(here, there);
}
