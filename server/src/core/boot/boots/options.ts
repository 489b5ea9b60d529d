// What the options of a launch decide, for the models of servers. What is not certain is `unknown`, or undefined.
import type { Environment, Place } from '../../launch/started/types';
import type { Launch, Option } from '../../launch/types';
import type { Tri } from '../boot';
import type { Late } from './late';

type Options = Pick<Launch, 'options' | 'open'>;

/** The option that counts: the last one. */
export function lastOption({ options }: Options, ...names: readonly string[]): Option | undefined {
  return options.findLast(({ name }) => names.includes(name));
}

/** Every value of an option that may be given several times; undefined: not all are known. */
export function valuesOf({ options, open }: Options, name: string): readonly string[] | undefined {
  const values = options.filter((option) => option.name === name).map(({ value }) => value);
  return open || !values.every((value) => typeof value === 'string') ? undefined : values;
}

/** Configuration files write flags as texts. */
const ON = /^(true|1|yes|on)$/i;
const OFF = /^(false|0|no|off)$/i;

/** Is a flag on? @param standard what holds where nothing is said */
export function flag(launch: Options, names: readonly string[], standard: Tri = 'no'): Tri {
  const value = lastOption(launch, ...names);
  if (!value) return launch.open ? 'unknown' : standard;
  if (typeof value.value === 'boolean') return value.value ? 'yes' : 'no';
  if (value.value === undefined) return 'unknown';
  return ON.test(value.value) ? 'yes' : OFF.test(value.value) ? 'no' : 'unknown';
}

/** Is the number of an option above `limit`? */
export function isAbove(launch: Options, name: string, limit: number, standard: number): Tri {
  const option = lastOption(launch, name);
  if (!option) return launch.open ? 'unknown' : standard > limit ? 'yes' : 'no';
  if (typeof option.value !== 'string' || !/^\d+$/.test(option.value)) return 'unknown';
  return Number(option.value) > limit ? 'yes' : 'no';
}

/** A value that an option may give. `value` undefined: not known. Absent: the option is certainly not there. */
export function given(launch: Options, name: string): { readonly value: string | undefined } | undefined {
  const option = lastOption(launch, name);
  if (option) return { value: typeof option.value === 'string' ? option.value : undefined };
  return launch.open ? { value: undefined } : undefined;
}

/** Yes where any is, no where all are not. */
export function any(...answers: readonly Tri[]): Tri {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

/** What the server adds to the environment itself; undefined: nothing. */
export function lateOf({ variables, lateVariables }: { readonly variables: Environment; readonly lateVariables: Environment }, important: string): Late | undefined {
  const isNew = (name: string): boolean => {
    const [before, after] = [variables.get(name), lateVariables.get(name)];
    return typeof after === 'object' && !(typeof before === 'object' && before.value === after.value && samePlace(before.at, after.at));
  };
  const added = lateVariables.names().filter(isNew).map((name) => {
    const found = lateVariables.get(name);
    return typeof found === 'object' ? { name, value: found.value, at: found.at } : { name, value: undefined };
  });
  const unknown = lateVariables.get(important) === 'unknown' && variables.get(important) !== 'unknown';
  return added.length > 0 || unknown ? { variables: added, unknown } : undefined;
}

const samePlace = (a: Place, b: Place): boolean => a.file === b.file && a.start === b.start;
