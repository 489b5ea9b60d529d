// A pattern of excluded URLs fits every address, or is none: no request is traced.
import type { BootEvent, Frame } from '../boot/events';
import { replaceLiteral } from '../fix/literal-text';
import { EXCLUDED_URLS, fitsEverything, NO_PATTERN } from '../knowledge/otel-variables';
import type { Fix, Message } from '../report';
import { keeping, variableRule, type FoundValue, type GivenValue, type Verdict } from './given-values';
import { bootsOf, holdingEverywhere } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

/** In `instrument(excluded_urls=…)`. */
interface InCall extends FoundStatement {
  readonly value: string;
  readonly message: Message;
}

const byVariable = variableRule(
  {
    id: 'excluded-urls-match-everything',
    severity: 'error',
    summary: 'A pattern of excluded URLs fits every request, or is no pattern, so that nothing is traced.',
  },
  EXCLUDED_URLS,
  judge,
);

export const excludedUrlsMatchEverything: Rule<FoundValue | InCall> = {
  ...byVariable,
  find: (project) => [...byVariable.find(project), ...inCalls(project)],
  say: (found) => ('given' in found ? found.verdict.message : found.message),
  fixes: (found, project) => ('given' in found ? byVariable.fixes(found, project) : inCall(found, project)),
};

const itemsOf = (value: string): string[] => value.split(',').map((item) => item.trim());

const isWrong = (item: string): boolean => NO_PATTERN.test(item) || fitsEverything(item);

function judge({ name, value, readings }: GivenValue): Verdict | undefined {
  if (name !== EXCLUDED_URLS[0] && readings.some(({ variables }) => variables.get(EXCLUDED_URLS[0]!) !== 'unset')) return undefined;
  const message = messageFor(name, value);
  return message && { severity: 'error', message, fix: keeping(name, itemsOf(value).filter((item) => !isWrong(item))) };
}

/** What is wrong with a list, if anything. */
function messageFor(name: string, value: string): Message | undefined {
  const all = value.trim() === '' ? undefined : itemsOf(value).find(isWrong);
  if (all === undefined) return undefined;
  if (NO_PATTERN.test(all)) return noPattern(name, all);
  return {
    what: all === '' ? `\`${name}\` has an empty pattern, which fits every request.` : `The pattern \`${all}\` in \`${name}\` fits every request.`,
    why: 'Patterns are searched anywhere in `http://host/path`, and requests that fit one are not traced: all were answered with 200, 0 spans came out of 4, and nothing was logged.',
    todo: all === '' ? 'Take the comma away.' : all === '/' ? 'To leave out the root alone, write `^https?://[^/]+/$`.' : 'Take the pattern away.',
  };
}

const noPattern = (name: string, item: string): Message => ({
  what: `\`${item}\` in \`${name}\` is no regular expression: there is nothing before its \`${item[0]!}\`.`,
  why: '`re.PatternError: nothing to repeat` is raised as the instrumentation of Django is imported: the project does not start, and under `opentelemetry-instrument` 0 spans came out of 4.',
  todo: 'Patterns are searched anywhere in `http://host/path`, so that it needs no star in front: `/healthz` fits each address that has it.',
});

const excludedIn = (event: BootEvent): string | undefined => (event.kind === 'instrumented' ? event.excluded : undefined);

function inCalls(project: Project): InCall[] {
  const wrong = (event: BootEvent): Message | undefined => messageFor('excluded_urls', excludedIn(event) ?? '');
  const groups = holdingEverywhere(project, ['instrumented'], ({ step }) => wrong(step.event) !== undefined && step.chain.length > 0, ({ step }) => step.chain.at(-1)!);
  return groups.map((group): InCall => {
    const { event, chain } = group[0]!.step;
    const at: Frame = chain.at(-1)!;
    return { at, severity: 'error', boots: bootsOf(group), related: [], value: excludedIn(event)!, message: wrong(event)! };
  });
}

function inCall({ at, value }: InCall, { files }: Project): Fix[] {
  const kept = itemsOf(value).filter((item) => !isWrong(item)).join(',');
  const edit = kept === '' ? undefined : replaceLiteral(files, at, value, kept);
  return edit ? [{ title: `Change it to ${kept}`, safety: 'review', edits: [edit] }] : [];
}
