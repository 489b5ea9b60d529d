// The provider that is used has a sampler of the project whose should_sample raises for every span.
import type { Frame } from '../boot/events';
import { mendSampler } from '../fix/mend-sampler';
import type { Fix, Message } from '../report';
import { bootsOf, holdingEverywhere, type Occurrence } from './occurrences';
import type { FoundStatement, Project, Rule } from './rule';

type Problem = 'reads' | 'takes' | 'self';

interface Broken extends FoundStatement {
  readonly problem: Problem;
  readonly error: string;
}

export const brokenSampler: Rule<Broken> = {
  id: 'broken-sampler',
  severity: 'error',
  summary: 'The should_sample of a sampler of this project fails for every span.',
  find: (project) => holdingEverywhere(project, ['sampler-broken'], isUsed, (occurrence) => problemOf(occurrence).at).map(describe),
  say,
  fixes: (found, { files }: Project): Fix[] => {
    const edits = mendSampler(files, found.at, found.problem);
    return edits ? [{ title: found.problem === 'reads' ? 'Read the tracestate from the parent span context' : "Take the SDK's arguments", safety: 'review', edits }] : [];
  },
};

/** Spans are made: Django is instrumented, or its application is wrapped. */
function isUsed({ path }: Occurrence): boolean {
  return path.steps.some(({ event }) => event.kind === 'instrumented' || event.kind === 'application-wrapped');
}

function problemOf({ step }: Occurrence): { problem: Problem; error: string; at: Frame } {
  return step.event as { problem: Problem; error: string; at: Frame } & typeof step.event;
}

function describe(occurrences: Occurrence[]): Broken {
  const { problem, error, at } = problemOf(occurrences[0]!);
  return { at, severity: 'error', boots: bootsOf(occurrences), problem, error, related: [{ at: occurrences[0]!.step.chain.at(-1)!, message: 'The provider with this sampler comes into use here.' }] };
}

const TEXT: Readonly<Record<Problem, Pick<Message, 'what' | 'todo'>>> = {
  reads: {
    what: 'This sampler reads something that is not the request.',
    todo: 'A sampler never sees the request. What came with it is in the parent: `trace.get_current_span(parent_context).get_span_context().trace_state`.',
  },
  takes: {
    what: "This sampler does not take the SDK's arguments.",
    todo: 'The SDK passes six arguments behind `self`: parent_context, trace_id, name, kind, attributes and links.',
  },
  self: {
    what: 'This sampler has no `self` parameter, so that it takes itself for the parent context.',
    todo: 'Put `self` first.',
  },
};

function say({ problem, error }: Broken): Message {
  return { ...TEXT[problem], why: `The SDK asks the sampler whenever a span is made: every request is answered with 500, \`${error}\`.` };
}
