// A launch as lines for people. Where the text at a place is not the value that is shown, it stands behind it: `«…»`.
import assert from 'node:assert/strict';
import type { Launch, Option, Range, Setting, Target } from '../../../server/src/core/launch/types';

/**
 *   SERVER«WORDS THAT NAME IT» TARGET OPTION=VALUE ... | ARGUMENTS   `...` where there may be more options
 *     via WRAPPER OPTION=VALUE
 *     in FOLDER
 *     NAME=VALUE, late NAME=VALUE                                  the environment
 */
export function shownLaunch(text: string, launch: Launch): string[] {
  const inside = (at: Range, value: string): string => {
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, 'a place outside of the text');
    const there = text.slice(at.start, at.end);
    return there === value ? value : `${value}«${there}»`;
  };
  const option = ({ name, value, at, valueAt, from }: Option): string => {
    const source = from === 'command line' ? '' : '(environment)';
    if (typeof value === 'boolean') return source + (value ? name : `no ${name}`);
    return `${source}${name}=${value === undefined ? `?${inside(valueAt ?? at, '')}` : inside(valueAt ?? at, value)}`;
  };
  const setting = (one: Setting): string => {
    if (one.kind === 'unknown') return `unknown ${inside(one.at, '')}`;
    if (one.kind === 'unset') return `unset ${one.name}`;
    const unlessSet = one.unlessSet ? ' unless set' : '';
    if (one.kind === 'file') return `${one.optional ? 'optional ' : ''}file ${inside(one.at, one.path)}${unlessSet}`;
    return `${one.name}=${one.value === undefined ? '?' : inside(one.valueAt ?? one.at, one.value)}${unlessSet}`;
  };
  const words = [inside(launch.serverAt, launch.server), ...(launch.target ? [inside(launch.target.at, shownTarget(launch.target))] : []), ...launch.options.map(option), ...(launch.open ? ['...'] : [])];
  const args = launch.args.length > 0 ? ` | ${launch.args.map((word) => word.text ?? '?').join(' ')}` : '';
  return [
    words.join(' ') + args,
    ...launch.wrappers.map((wrapper) => `  via ${[inside(wrapper.at, wrapper.name), ...wrapper.options.map(option)].join(' ')}`),
    ...(launch.cwd === undefined ? [] : [`  in ${launch.cwd}`]),
    ...launch.environment.map((one) => `  ${setting(one)}`), ...launch.late.map((one) => `  late ${setting(one)}`),
  ];
}

function shownTarget(target: Target): string {
  if (target.kind === 'application') return `${target.module}${target.attribute ? `:${target.attribute}` : ''}${target.factory ? '()' : ''}`;
  if (target.kind === 'management') return target.command ?? '?';
  return target.kind === 'module' ? target.module : target.kind === 'file' && target.attribute ? `${target.path}:${target.attribute}` : target.path;
}
