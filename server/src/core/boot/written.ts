// OTEL_* variables that code writes, and where: what reads one later in the process finds this value.
import { READ_BY_SDK } from '../knowledge/otel-variables';
import { resolve } from './branches';
import type { Frame, WrittenVariable } from './events';
import type { Machine } from './machine';
import type { Value } from './value';

interface Origin {
  readonly at: Frame;
  readonly isDefault: boolean;
}

/** Values go where variables go, into choices and other processes; each one that is written is an object of its own. */
const origins = new WeakMap<Value, Origin>();

/** The value that a variable gets, with the statement that is running as its place. @param isDefault it stands only where the environment has none */
export function written(m: Machine, name: string, value: Value, isDefault: boolean): Value {
  const at = READ_BY_SDK.test(name) ? m.chain().at(-1) : undefined;
  if (!at) return value;
  const copy = { ...value };
  origins.set(copy, { at, isDefault });
  return copy;
}

/** What code has written by now, for an event that reads it. */
export function writtenVariables(m: Machine): { readonly written?: readonly WrittenVariable[] } {
  const found = [...m.environment].flatMap(([name, value]) => (READ_BY_SDK.test(name) ? variableOf(m, name, value) ?? [] : []));
  return found.length > 0 ? { written: found } : {};
}

/** @returns undefined where only a launch file has written it */
function variableOf(m: Machine, name: string, value: Value): WrittenVariable | undefined {
  const found = resolve(m, value);
  if (found?.kind === 'symbol' && found.key === 'unset') return { name, isDefault: false };
  const origin = originOf(found) ?? originOf(value);
  if (!origin) return undefined;
  return { name, ...origin, ...(found?.kind === 'literal' && typeof found.value === 'string' ? { value: found.value } : {}) };
}

/** Of a value that may be one of two, that of either. */
function originOf(value: Value | undefined): Origin | undefined {
  return value && (origins.get(value) ?? (value.kind === 'choice' ? originOf(value.yes) ?? originOf(value.no) : undefined));
}

/** A file is put over all of them. */
export function forgetWritten(m: Machine): void {
  for (const [name, value] of m.environment) if (READ_BY_SDK.test(name) && originOf(value)) m.write(m.environment, name, written(m, name, m.fresh(), false));
}
