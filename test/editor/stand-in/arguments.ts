// The part of VS Code's command line that @vscode/test-electron uses.
import path from 'node:path';

export interface Arguments {
  /** What to open: a folder, or nothing. */
  readonly folder?: string;
  readonly installExtension: readonly string[];
  readonly extensionDevelopmentPath: readonly string[];
  readonly extensionTestsPath?: string;
  readonly userDataDir?: string;
  readonly extensionsDir?: string;
}

const withValue = /^(install-extension|user-data-dir|extensions-dir|extensionTestsPath|extensionDevelopmentPath)$/;

/** Takes `--name=value` and `--name value`; switches without a value mean nothing to the stand-in. */
export function parseArguments(argv: readonly string[]): Arguments {
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const option = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]);
    if (!option) rest.push(argv[i]);
    else if (withValue.test(option[1])) add(values, option[1], option[2] ?? argv[++i]);
  }
  const all = (name: string): string[] => (values.get(name) ?? []).map((value) => path.resolve(value));
  return {
    folder: rest[0] === undefined ? undefined : path.resolve(rest[0]),
    installExtension: all('install-extension'),
    extensionDevelopmentPath: all('extensionDevelopmentPath'),
    extensionTestsPath: all('extensionTestsPath').at(-1),
    userDataDir: all('user-data-dir').at(-1),
    extensionsDir: all('extensions-dir').at(-1),
  };
}

function add(values: Map<string, string[]>, name: string, value: string | undefined): void {
  if (value === undefined) throw new Error(`--${name} needs a value.`);
  values.set(name, [...(values.get(name) ?? []), value]);
}
