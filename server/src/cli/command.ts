// What every command of `firstspan` consists of, and how its arguments are read.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { fail, reasonOf } from './failure';

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** How many arguments that are no options it takes. */
  readonly arguments: { readonly min: number; readonly max: number };
  /** @returns the exit code. @throws Failure for everything that ends with 2. */
  run(values: Values, positionals: readonly string[]): Promise<number>;
}

/** @throws Failure when the arguments are not those that the command takes. */
export function readArguments(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (!values.help) checkCount(command, positionals);
    return { values, positionals };
  } catch (error) {
    if (!isArgumentError(error)) throw error;
    return usage(command, reasonOf(error).split(/\. |\n/)[0].replace(/\.$/, ''));
  }
}

/** The value of an option that has to be one of a list. @throws Failure for any other value. */
export function choice<T extends string>(command: Command, name: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  return found ?? usage(command, `--${name} cannot be '${String(value)}': it is one of ${allowed.join(', ')}`);
}

/** @throws Failure always. */
export function usage(command: Command, what: string): never {
  return fail(`${what}.`, `firstspan ${command.name} does not take these arguments.`, `See firstspan ${command.name} --help.`);
}

function checkCount(command: Command, positionals: readonly string[]): void {
  const { min, max } = command.arguments;
  if (positionals.length < min) usage(command, 'An argument is missing');
  if (positionals.length > max) usage(command, `Unexpected argument '${positionals[max]}'`);
}

function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
