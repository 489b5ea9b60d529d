// Options of a server that do not stand on its command line, and options that set variables.
import type { Server } from '../knowledge/servers';
import { parseOptions, type Parsed } from './options';
import { pieceOf } from './piece';
import { splitWords } from './shlex';
import type { Option, Setting, Word } from './types';

/** Options out of the environment: `WEB_CONCURRENCY`, `UVICORN_WORKERS`, `GUNICORN_CMD_ARGS`. Those of the command line come behind them, and win. */
export function moreOptions({ options: table, optionsVariable, variablePrefix, variablesOfOptions = {} }: Server, environment: readonly Setting[]): Omit<Parsed, 'rest'> {
  const set = lastOnes(environment);
  const optionsBy = (nameOf: (variable: string) => string | undefined): Option[] => set.flatMap(({ name: variable, value, at, valueAt }) => {
    const name = nameOf(variable);
    return name ? [{ name, value, at, ...(valueAt && { valueAt }), from: 'environment' }] : [];
  });
  const options = [...optionsBy((name) => variablesOfOptions[name]), ...optionsBy((name) => (variablePrefix && name.startsWith(variablePrefix) ? name.slice(variablePrefix.length).toLowerCase().replaceAll('_', '-') : undefined))];
  const variable = optionsVariable && set.find(({ name }) => name === optionsVariable);
  if (!variable) return { options, positionals: [], open: false };
  if (variable.value === undefined) return { options, positionals: [], open: true };
  const at = variable.valueAt ?? variable.at;
  const words: Word[] = splitWords(pieceOf(variable.value)).words.map(({ text }) => ({ text, at }));
  const parsed = parseOptions(words, table, 'never', 'environment');
  return { options: [...options, ...parsed.options], positionals: [...parsed.positionals, ...parsed.rest], open: parsed.open };
}

type Variable = Extract<Setting, { kind: 'variable' }>;

/** The variables that are set in the end; of one that may have been set before, the value is not known. */
export function lastOnes(environment: readonly Setting[]): readonly Variable[] {
  const found = new Map<string, Variable>();
  for (const setting of environment) {
    if (setting.kind === 'unset') found.delete(setting.name);
    else if (setting.kind === 'variable') {
      const before = found.get(setting.name);
      if (!setting.unlessSet || !before) found.set(setting.name, setting);
      else if (before.value === undefined || before.value === '') found.set(setting.name, { ...setting, value: undefined });
    } else for (const [name, variable] of found) found.set(name, { ...variable, value: undefined });
  }
  return [...found.values()];
}

/** The variables that options set, by when they come into the environment. */
export function settingsOf({ variables, variableFiles }: Server, options: readonly Option[]): { early: Setting[]; late: Setting[] } {
  const early: Setting[] = [];
  const late: Setting[] = [];
  for (const option of options) {
    if (variables?.options.includes(option.name)) (variables.late ? late : early).push(variableOf(option));
    if (variableFiles?.options.includes(option.name)) (variableFiles.late ? late : early).push(fileOf(option));
  }
  return { early, late };
}

function variableOf({ value, at, valueAt = at }: Option): Setting {
  const match = typeof value === 'string' ? /^([A-Za-z_]\w*)=([^]*)$/.exec(value) : null;
  if (!match) return { kind: 'unknown', at };
  // The place of the value within the word, where the word stands there as it is.
  const [, name = '', text = ''] = match;
  const plain = valueAt.end - valueAt.start === name.length + 1 + text.length;
  return { kind: 'variable', name, value: text, at, ...(plain && { valueAt: { ...valueAt, start: valueAt.start + name.length + 1 } }) };
}

function fileOf({ value, at, valueAt }: Option): Setting {
  return typeof value === 'string' ? { kind: 'file', path: value, at: valueAt ?? at, unlessSet: true } : { kind: 'unknown', at };
}
