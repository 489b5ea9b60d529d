// Tracing is switched off, by a variable or a sampler; or is meant to be, and is not.
import type { Boot } from '../boot/boot';
import { DISABLED, DJANGO_SWITCH, leavesDjangoOut } from '../knowledge/auto-instrumentation';
import { EXPORTER_VARIABLES, SDK_SWITCH } from '../knowledge/exporters';
import { NO, YES } from '../knowledge/otel-variables';
import { dropsAll, SAMPLER_ARGUMENT, SAMPLER_VARIABLE } from '../knowledge/samplers';
import { isByWrapper, keeping, variableRule, type FoundValue, type GivenValue, type Verdict } from './given-values';
import { bootsOf, holdingEverywhere } from './occurrences';
import type { Found, Project, Rule } from './rule';

interface InCode extends Found {
  readonly verdict: Verdict;
}

const byVariable = variableRule(
  {
    id: 'tracing-switched-off',
    severity: 'warning',
    summary: 'A variable or a sampler switches tracing off, or is meant to and does not.',
  },
  [SDK_SWITCH.variable, DJANGO_SWITCH.variable, DISABLED.variable, EXPORTER_VARIABLES.traces, SAMPLER_VARIABLE],
  judge,
);

export const tracingSwitchedOff: Rule<FoundValue | InCode> = {
  ...byVariable,
  find: (project) => [...byVariable.find(project), ...inCode(project)],
  fixes: (found, project) => ('given' in found ? byVariable.fixes(found, project) : []),
};

/** A provider whose own sampler drops all, where spans would be made. */
function inCode(project: Project): InCode[] {
  const groups = holdingEverywhere(project, ['provider-installed'], ({ path, step: { event } }) => event.kind === 'provider-installed' && event.sampling === 'never' && path.steps.some((step) => step.event.kind === 'instrumented'), ({ step }) => step.chain.at(-1)!);
  return groups.map((group): InCode => ({ at: group[0]!.step.chain.at(-1)!, severity: 'information', boots: bootsOf(group), related: [], verdict: { severity: 'information', message: { what: 'The sampler of this tracer provider drops every span.', ...NOTHING_COMES } } }));
}

const NOTHING_COMES = { why: 'Requests are answered, 0 spans came out of 4, and nothing is logged.', todo: 'Take it away where spans are wanted.' };

/** A default that switches tracing off is there for the environment to switch it on. */
function judge(given: GivenValue, project: Project): Verdict | undefined {
  const verdict = judgeValue(given, project);
  return verdict?.severity === 'information' && given.isDefault ? undefined : verdict;
}

function judgeValue(given: GivenValue, project: Project): Verdict | undefined {
  const { name, value, readings } = given;
  if (name === SAMPLER_VARIABLE) return sampled(given, project);
  if (name === EXPORTER_VARIABLES.traces) return value.trim() === 'none' && readings.every(isByWrapper) && !bootsOfLaunches(given, project).some(addsExporter) ? off(given) : undefined;
  if (name === SDK_SWITCH.variable) return value.trim().toLowerCase() === SDK_SWITCH.off ? off(given) : YES.test(value.trim()) ? useless(given, SDK_SWITCH.off) : undefined;
  if (name === DJANGO_SWITCH.variable) return value === DJANGO_SWITCH.off ? off(given) : NO.test(value.trim()) ? useless(given, DJANGO_SWITCH.off) : undefined;
  return leavesDjangoOut(value) && readings.every(isByWrapper) ? off(given) : undefined;
}

/** It says what it does, and may be meant. */
function off({ name, value }: GivenValue): Verdict {
  return {
    severity: 'information',
    fix: keeping(name, name === DISABLED.variable ? value.split(',').filter((one) => !leavesDjangoOut(one)) : []),
    message: { what: `\`${name}=${value}\` switches the tracing of Django off.`, ...NOTHING_COMES },
  };
}

const bootsOfLaunches = ({ launches }: GivenValue, { boots }: Project): Boot[] => boots.filter(({ launch }) => launch !== undefined && launches.includes(launch));

/** The code adds an exporter of its own. */
const addsExporter = ({ paths }: Boot): boolean => paths.length === 0 || paths.some(({ steps }) => steps.some(({ event }) => event.kind === 'processor-added' || event.kind === 'exporter-created'));

/** Only a provider that is made without a sampler reads the variables, and so does that of the wrapper. */
function sampled(given: GivenValue, project: Project): Verdict | undefined {
  const { name, value, readings } = given;
  const drops = new Set(readings.map(({ variables }) => {
    const argument = variables.get(SAMPLER_ARGUMENT);
    return dropsAll(value, typeof argument === 'object' ? argument.value : undefined);
  }));
  const [first] = drops;
  const boots = bootsOfLaunches(given, project);
  // What code has written was found where it is read.
  const isRead = readings.every(({ occurrence }) => occurrence !== undefined) || (boots.length > 0 && boots.every(({ paths }) => paths.every(({ steps }) => steps.every(({ event, chain }) => event.kind !== 'provider-installed' || chain.length === 0 || event.sampling === 'environment'))));
  if (first === undefined || drops.size > 1 || !isRead) return undefined;
  const rest = first === 'all' ? '' : ' that has no sampled parent';
  return { severity: 'information', fix: keeping(name, []), message: { what: `\`${name}=${value}\` drops every span${rest}.`, ...NOTHING_COMES } };
}

function useless({ name, value }: GivenValue, right: string): Verdict {
  return {
    severity: 'warning',
    fix: keeping(name, []),
    message: { what: `\`${name}=${value}\` switches nothing off.`, why: `Only \`${right}\` does: with this value every request had its span.`, todo: `Write \`${right}\`, or take it away.` },
  };
}
