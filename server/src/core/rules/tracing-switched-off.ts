// A variable switches tracing off; or is meant to, and does not.
import { DISABLED, DJANGO_SWITCH, leavesDjangoOut } from '../knowledge/auto-instrumentation';
import { SDK_SWITCH } from '../knowledge/exporters';
import { NO, YES } from '../knowledge/otel-variables';
import { isAutoInstrumented } from './launch-kinds';
import { keeping, variableRule, type Given, type Verdict } from './launch-variables';

export const tracingSwitchedOff = variableRule(
  {
    id: 'tracing-switched-off',
    severity: 'warning',
    summary: 'A variable switches tracing off, or is meant to and does not.',
  },
  [SDK_SWITCH.variable, DJANGO_SWITCH.variable, DISABLED.variable],
  judge,
);

function judge(given: Given): Verdict | undefined {
  const { name, value, launches } = given;
  if (name === SDK_SWITCH.variable) return value.trim().toLowerCase() === SDK_SWITCH.off ? off(given) : YES.test(value.trim()) ? useless(given, SDK_SWITCH.off) : undefined;
  if (name === DJANGO_SWITCH.variable) return value === DJANGO_SWITCH.off ? off(given) : NO.test(value.trim()) ? useless(given, DJANGO_SWITCH.off) : undefined;
  return leavesDjangoOut(value) && launches.every(isAutoInstrumented) ? off(given) : undefined;
}

/** It says what it does, and may be meant. */
function off({ name, value }: Given): Verdict {
  return {
    severity: 'information',
    fix: keeping(name, name === DISABLED.variable ? value.split(',').filter((one) => !leavesDjangoOut(one)) : []),
    message: { what: `\`${name}=${value}\` switches the tracing of Django off.`, why: 'Requests are answered, 0 spans came out of 4, and nothing is logged.', todo: 'Take it away where spans are wanted.' },
  };
}

function useless({ name, value }: Given, right: string): Verdict {
  return {
    severity: 'warning',
    fix: keeping(name, []),
    message: { what: `\`${name}=${value}\` switches nothing off.`, why: `Only \`${right}\` does: with this value every request had its span.`, todo: `Write \`${right}\`, or take it away.` },
  };
}
