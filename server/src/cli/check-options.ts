// The options of `firstspan check`: their help, and what may not be combined.
import { choice, usage, type Command, type Values } from './command';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export const CHECK_HELP = `Reads Django projects as text, without running any of their code, and reports why they will produce no OpenTelemetry traces.

Usage: firstspan check [PATH...] [OPTION...]

  PATH                    a folder, or a file to limit the findings to; the working directory when there is none

What is reported
  --select RULES          asks these rules only, separated by commas; wins over settings
  --ignore RULES          leaves these rules out, beside those that settings ignore
  --baseline FILE         leaves out the findings that FILE knows, wherever their lines have moved
  --write-baseline        with --baseline: makes every finding known instead of reporting it
  --stdin-filename FILE   reads the text of FILE from standard input; findings are limited to it

How it is reported
  --format FORMAT         text (with code frames), json, sarif or github (annotations); text when it is left out
  --output-file FILE      writes the report to FILE instead of standard output
  --order                 also prints the start-up order of each way to start the project (see firstspan timeline)
  --exit-zero             ends with 0 although there are errors or warnings

What is changed
  --fix                   applies the safe fixes, then reports what is left
  --diff                  prints what --fix would change, and writes nothing
  --unsafe-fixes          with --fix or --diff: also applies fixes that a person should review

Settings
  --config FILE           takes FILE instead of every pyproject.toml
  --config 'KEY = VALUE'  sets one setting, as a line of TOML; wins over files
  --show-settings         prints the settings that hold for PATH, and checks nothing

  -h, --help              prints this text

Exit codes: 0 nothing found (information may be), 1 errors or warnings found or (--diff) something to change, 2 the check could not be done`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const texts = { type: 'string', multiple: true } as const;

export const CHECK_OPTIONS: Command['options'] = {
  format: { type: 'string', default: 'text' }, 'output-file': text, order: flag, 'exit-zero': flag,
  select: texts, ignore: texts, baseline: text, 'write-baseline': flag, 'stdin-filename': text,
  fix: flag, diff: flag, 'unsafe-fixes': flag, config: texts, 'show-settings': flag,
};

export interface CheckArguments {
  readonly format: (typeof FORMATS)[number];
  readonly select: readonly string[];
  readonly ignore: readonly string[];
  readonly config: readonly string[];
  readonly outputFile: string | undefined;
  readonly baseline: string | undefined;
  readonly stdinFilename: string | undefined;
  readonly flags: Readonly<Record<'fix' | 'diff' | 'order' | 'unsafe' | 'writeBaseline' | 'showSettings' | 'exitZero', boolean>>;
}

/** @throws Failure for options that contradict each other. */
export function readCheck(command: Command, values: Values, paths: readonly string[]): CheckArguments {
  const one = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const many = (name: string): string[] => [values[name] ?? []].flat().map(String);
  const set = (name: string): boolean => values[name] === true;
  const flags = { fix: set('fix'), diff: set('diff'), order: set('order'), unsafe: set('unsafe-fixes'), writeBaseline: set('write-baseline'), showSettings: set('show-settings'), exitZero: set('exit-zero') };
  const read: CheckArguments = {
    format: choice(command, 'format', values.format, FORMATS), select: many('select'), ignore: many('ignore'), config: many('config'),
    outputFile: one('output-file'), baseline: one('baseline'), stdinFilename: one('stdin-filename'), flags,
  };
  for (const [wrong, why] of contradictions(read, paths)) if (wrong) usage(command, why);
  return read;
}

function contradictions({ format, baseline, stdinFilename, flags }: CheckArguments, paths: readonly string[]): [boolean, string][] {
  return [
    [flags.diff && format !== 'text', `--diff prints a diff and cannot be combined with --format ${format}`],
    [flags.unsafe && !flags.fix && !flags.diff, '--unsafe-fixes says which fixes are applied and needs --fix or --diff'],
    [flags.writeBaseline && baseline === undefined, '--write-baseline needs --baseline FILE'],
    [stdinFilename !== undefined && paths.length > 0, '--stdin-filename names the file, and there cannot be a PATH beside it'],
    [stdinFilename !== undefined && flags.fix, '--fix writes files and cannot be combined with --stdin-filename; --diff shows the changes'],
  ];
}
