// What launch files say: commands, the environment that they run in, and the launch that a command means.
import type { TomlParser } from '../config/node';
import type { SyntaxTree } from '../syntax/parser';
import type { DockerfileParser } from '../syntax/dockerfile';
import type { YamlParser } from '../syntax/yaml';
import type { Uri } from '../text/span';

/** A half-open range in the file that is read, UTF-16 offsets of the text as it was loaded (CRLF and byte order mark kept). */
export interface Range {
  readonly start: number;
  readonly end: number;
  /** The file, where it is not the one that was read: only what was joined from several files has it. */
  readonly file?: Uri;
}

/** A text that was taken out of a file, such as the value of a YAML scalar, with the place of each of its characters. */
export interface Piece {
  readonly text: string;
  /** The offset in the file of character `index`; for `text.length` the end of the piece. Never falls. */
  offset(index: number): number;
}

/** A word of a command line, as the program gets it (quotes removed, known variables filled in). */
export interface Word {
  /** Undefined: it holds something that is not known, such as a substitution or a variable without a value. */
  readonly text: string | undefined;
  /** With its quotes. Where a variable was filled in, the place of the word that names it. */
  readonly at: Range;
  /** The text with `UNKNOWN` (piece.ts) for each part that is not known: a text for a shell is read although it holds some. */
  readonly template?: string;
  /** What a word begins with whose rest is not known: `--bind=` of `--bind=$HOST`. */
  readonly prefix?: string;
  /** An unknown that may be no word or several: `$OPTS` without quotes. */
  readonly several?: boolean;
  /** One of the arguments that a script or function was given, by `"$@"`. Those that are not known are `several` as well; the others stand where the caller wrote them. */
  readonly given?: boolean;
  /** The offset in the file of character `index` of `text` or `template`, where it stands there: for what is written inside, such as the script of `sh -c`. */
  readonly offset?: (index: number) => number;
}

/** One thing that puts variables into an environment, in order; a later one wins. */
export type Setting =
  /** `value` undefined: not known, and where that comes from a condition, perhaps not set. `unlessSet`: only where it has no value yet, such as `${X:=y}`. */
  | { readonly kind: 'variable'; readonly name: string; readonly value: string | undefined; readonly at: Range; readonly valueAt?: Range; readonly unlessSet?: boolean }
  | { readonly kind: 'unset'; readonly name: string; readonly at: Range }
  /** A file of variables: `env_file:`, `EnvironmentFile=`, `. ./.env`. `exportedOnly`: only its lines with `export` count, and names that are exported already (sourced without `set -a`). */
  | { readonly kind: 'file'; readonly path: string; readonly at: Range; readonly optional?: boolean; readonly unlessSet?: boolean; readonly exportedOnly?: boolean }
  /** Something that may set any variable: `doppler run`, a secret, `source $X`, `eval`. */
  | { readonly kind: 'unknown'; readonly at: Range };

/** A command line as it stands in a launch file, with what it runs in. */
export interface Command {
  readonly words: readonly Word[];
  /** All of its words, whatever stands between them; not those that were given. */
  readonly at: Range;
  /** Everything that this file says of its environment, in order: that of the whole file first. */
  readonly environment: readonly Setting[];
  /** As it is written; undefined: the folder of the file, or not known. */
  readonly cwd: string | undefined;
  /** Service, process type, unit, target: for people. */
  readonly where: string;
  readonly user?: string;
  /** The container image that it runs in. */
  readonly image?: ContainerImage;
  /** The annotation by which the OpenTelemetry operator instruments it: as `opentelemetry-instrument` in front, without the working folder on PYTHONPATH. */
  readonly injected?: Range;
}

export interface ContainerImage {
  /** As it is written; undefined: not known, or built from a Dockerfile that a reference names. */
  readonly name: string | undefined;
  readonly at: Range;
  /** What of the command line stands in the image and goes before the words: its ENTRYPOINT, or ENTRYPOINT and CMD. */
  readonly supplies: 'nothing' | 'entrypoint' | 'both';
}

/** What a reference is to: `dockerfile` is what a service is built from, `script` what is run or sourced, `include` what is read as if it stood here. */
export type ReferenceKind = 'dockerfile' | 'script' | 'environment' | 'configuration' | 'include';

/** A file that a launch file names. */
export interface Reference {
  readonly kind: ReferenceKind;
  /** As it is written; it begins at the folder of the file that is read unless it is absolute (in a container). */
  readonly path: string;
  readonly at: Range;
}

export interface Problem {
  readonly message: string;
  readonly at: Range;
}

/** What one launch file says. */
export interface LaunchFile {
  readonly commands: readonly Command[];
  /** What it gives to whatever runs there, such as ENV of the last stage, a .env, or the exports of a script that is sourced. */
  readonly environment: readonly Setting[];
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

/** Parsers that the host hands over; broken texts are no error for them. */
export interface LaunchParsers {
  readonly shell: ShellParser;
  readonly yaml: YamlParser;
  /** JSON with comments and trailing commas, as one document. */
  readonly json: YamlParser;
  readonly dockerfile: DockerfileParser;
  readonly toml: TomlParser;
}

export interface ShellParser {
  /** The tree of tree-sitter-bash; it is the caller's to delete. */
  parse(text: string): SyntaxTree;
}

/** A reader cannot throw: any text gives a value, with problems where it is broken. `path`: of the file, below the repository, for those who ask. */
export type Reader = (text: string, parsers: LaunchParsers, path?: string) => LaunchFile;

/** A command line option of a server, as it was understood. */
export interface Option {
  /** The name of the setting in its table (core/knowledge/servers.ts), such as `preload`, not the spelling. */
  readonly name: string;
  /** True for a flag, false for one that is switched off; undefined: not known. */
  readonly value: string | boolean | undefined;
  /** From its first word to its last. */
  readonly at: Range;
  readonly valueAt?: Range;
  /** Where it comes from. An environment variable has the place of that variable. */
  readonly from: 'command line' | 'environment' | 'file';
}

/** What is started. Dotted names are as Python imports them. */
export type Target =
  /** An application that a server imports. `attribute` undefined: the server's own default. `factory`: it is called (`app()`). */
  | { readonly kind: 'application'; readonly module: string; readonly attribute: string | undefined; readonly at: Range; readonly factory?: boolean }
  /** An application that a server loads by path. */
  | { readonly kind: 'file'; readonly path: string; readonly attribute: string | undefined; readonly at: Range }
  /** A management command. `script` undefined: django-admin or `python -m django`; else the path of manage.py. */
  | { readonly kind: 'management'; readonly command: string | undefined; readonly script: string | undefined; readonly at: Range }
  | { readonly kind: 'script'; readonly path: string; readonly at: Range }
  /** `python -m`. */
  | { readonly kind: 'module'; readonly module: string; readonly at: Range };

/** A program in front of the server. */
export interface Wrapper {
  /** Its name in core/knowledge/wrappers.ts. */
  readonly name: string;
  /** The words that are its own, options included. */
  readonly at: Range;
  readonly options: readonly Option[];
  /** Where it starts, as a command's; what it starts may go elsewhere. */
  readonly cwd: string | undefined;
}

/** How a process is started. */
export interface Launch {
  readonly at: Range;
  readonly where: string;
  /** Its name in core/knowledge/servers.ts. */
  readonly server: string;
  /** The word, or words (`python -m gunicorn`), that name the server. */
  readonly serverAt: Range;
  /** Undefined: not written there (`wsgi_app` of a configuration), or not known. */
  readonly target: Target | undefined;
  /** Outermost first. */
  readonly wrappers: readonly Wrapper[];
  /** In order; where one counts once, the last wins. */
  readonly options: readonly Option[];
  /** There may be options that are not seen: `$OPTS`, an option that is in no table. */
  readonly open: boolean;
  /** What the process starts with, in order, that of wrappers included. */
  readonly environment: readonly Setting[];
  /** What the server itself adds after Python has started: `--env`, `--env-file`. A wrapper's auto-instrumentation does not see it. */
  readonly late: readonly Setting[];
  readonly cwd: string | undefined;
  /** Arguments behind the target, such as those of a management command. */
  readonly args: readonly Word[];
}
