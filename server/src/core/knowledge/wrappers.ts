// Programs that start another program: their own options, and what they do to its environment.
import type { OptionTable } from './option-table';

export interface WrapperProgram {
  readonly name: string;
  /** Words that start it, as for servers: `poetry ?run`. */
  readonly commands: readonly string[];
  readonly modules?: readonly string[];
  readonly options?: Partial<OptionTable>;
  /** Arguments of its own in front of the command: `gosu USER`, `timeout SECONDS`. */
  readonly positionals?: number;
  /** The command stands behind the last `--` of its own arguments, and without one there is none. */
  readonly separator?: 'needed';
  /** What it starts where that is no command: the arguments of `python` (a script, or `-m`), a command or `-m`, or a text for a shell in the first argument or in each of them. */
  readonly starts?: 'python' | 'command or module' | 'shell argument' | 'shell arguments';
  /** The option that holds a text for a shell. */
  readonly shellOption?: string;
  /** `NAME=value` words in front of the command. */
  readonly assignments?: boolean;
  /** A file of variables: the option that names it, the one that is read without it (and has to be there), and whether variables that are set already stay. Run with python-dotenv 1.2 and honcho 2: both put the file over what is set, and only honcho does without it. */
  readonly file?: { readonly option?: string; readonly positional?: number; readonly standard?: string; readonly required?: boolean; readonly keeps?: boolean };
  /** The command may have the name of an environment in front: `hatch run prod:gunicorn`. */
  readonly environmentPrefix?: boolean;
  /** It may set any variable. */
  readonly injects?: boolean;
  /** What is set may be lost, and a profile may set more: with an option, or without it. */
  readonly resets?: { readonly option: string; readonly without: boolean };
  /** It starts with no variables: a flag. */
  readonly clears?: string;
  readonly unsets?: string;
  readonly folder?: string;
  readonly user?: { readonly option?: string; readonly positional?: number };
  /** OpenTelemetry, or a vendor's agent, is loaded before the program: `opentelemetry` reads options that stand for OTEL_ variables. */
  readonly agent?: 'opentelemetry' | 'other';
}

const plain = (...names: readonly string[]): WrapperProgram[] => names.map((name) => ({ name, commands: [name] }));
const withOptions = (name: string, values: readonly string[], more: Partial<WrapperProgram> = {}): WrapperProgram => ({ name, commands: [name], options: { values }, ...more });

export const WRAPPERS: readonly WrapperProgram[] = [
  // Agents. opentelemetry-instrument makes an option of every OTEL_ variable; each takes a value.
  { name: 'opentelemetry-instrument', commands: ['opentelemetry-instrument'], modules: ['opentelemetry.instrumentation.auto_instrumentation'], agent: 'opentelemetry', options: { flags: ['--version', '-h --help'], others: 'value' } },
  { name: 'splunk-instrument', commands: ['splunk-instrument', 'splunk-py-trace', 'splk-py-trace'], agent: 'opentelemetry', options: { flags: ['--version', '-h --help'], others: 'value' } },
  { name: 'ddtrace-run', commands: ['ddtrace-run'], agent: 'other', options: { flags: ['-d --debug', '-i --info', '-p --profiling', '-v --version', '-h --help'] } },
  { name: 'newrelic-admin', commands: ['newrelic-admin run-program', 'newrelic-admin run-python'], agent: 'other' },
  { name: 'elasticapm-run', commands: ['elasticapm-run'], agent: 'other', options: { values: ['--config'], flags: ['--debug', '--version'] } },
  { name: 'logfire', commands: ['logfire run'], modules: ['logfire run'], agent: 'other', starts: 'python', options: { flags: ['--summary/--no-summary', '--console/--no-console'], values: ['--exclude'] } },

  // Project tools.
  { name: 'poetry', commands: ['poetry ?run'], modules: ['poetry ?run'], options: { values: ['-C --directory', '-P --project'] }, folder: 'directory' },
  { name: 'uv', commands: ['uv ?run'], modules: ['uv ?run'], folder: 'directory', file: { option: 'env-file', keeps: true }, options: {
    values: ['--env-file', '--extra', '--group', '--no-group', '--only-group', '--no-extra', '--with', '--with-editable', '--with-requirements', '-p --python', '--directory', '--project', '--package', '--index', '--default-index', '--index-url', '--extra-index-url', '-f --find-links', '--cache-dir', '--config-file', '--color', '--resolution', '--prerelease', '--link-mode', '-w --with-packages', '-P --upgrade-package'],
    flags: ['-s --script', '--no-env-file'],
  }, starts: 'command or module' },
  { name: 'pipenv', commands: ['pipenv ?run'], modules: ['pipenv ?run'], file: { standard: '.env' }, options: { values: ['--python', '--pypi-mirror'] } },
  { name: 'pdm', commands: ['pdm ?run'], modules: ['pdm ?run'], injects: true, options: { values: ['-p --project', '--venv', '-c --config'] } },
  { name: 'hatch', commands: ['hatch ?run'], modules: ['hatch ?run'], injects: true, environmentPrefix: true, options: { values: ['-e --env', '-p --project'] } },
  { name: 'mise', commands: ['mise ?exec', 'mise ?x'], injects: true, separator: 'needed' }, { name: 'rye', commands: ['rye ?run'] }, { name: 'pixi', commands: ['pixi ?run'], injects: true, options: { values: ['-e --environment', '--manifest-path'] } },
  { name: 'conda', commands: ['conda ?run', 'mamba ?run', 'micromamba ?run'], injects: true, options: { values: ['-n --name', '-p --prefix', '--cwd', '-r --root-prefix'], flags: ['--no-capture-output', '--live-stream'] }, folder: 'cwd' },

  // Files of variables.
  { name: 'dotenv', commands: ['dotenv ?run'], modules: ['dotenv ?run'], file: { option: 'file', standard: '.env', required: true }, options: { values: ['-f --file', '-q --quote', '-e --export'], flags: ['--override/--no-override'] } },
  { name: 'dotenv-cli', commands: ['dotenv'], file: { option: 'e', standard: '.env', keeps: true }, separator: 'needed', options: { values: ['-e', '-c', '-v', '-p'], flags: ['-o --override'] } },
  { name: 'dotenvx', commands: ['dotenvx ?run'], file: { option: 'env-file', standard: '.env', keeps: true }, options: { values: ['-f --env-file', '-e --env', '-fk --env-keys-file', '--convention'] } },
  { name: 'honcho', commands: ['honcho ?run'], modules: ['honcho ?run'], file: { option: 'env', standard: '.env' }, options: { values: ['-e --env', '-d --app-root', '-f --procfile'] }, folder: 'app-root' },
  { name: 'foreman', commands: ['foreman ?run'], file: { option: 'env', standard: '.env' }, options: { values: ['-e --env', '-d --root', '-f --procfile'] } },
  { name: 'heroku', commands: ['heroku local:run'], file: { option: 'env', standard: '.env' }, options: { values: ['-e --env', '-p --port'] } },
  { name: 'cross-env', commands: ['cross-env', 'cross-env-shell'], assignments: true }, { name: 'env-cmd', commands: ['env-cmd'], file: { option: 'file', standard: '.env' }, options: { values: ['-f --file', '-e --environments', '-r --rc-file'] } },
  { name: 'godotenv', commands: ['godotenv'], file: { option: 'f', standard: '.env', keeps: true }, options: { values: ['-f'] } },
  { name: 'direnv', commands: ['direnv exec'], positionals: 1, injects: true }, { name: 'envdir', commands: ['envdir'], positionals: 1, injects: true },

  // Secrets: any variable may come out of them.
  { name: 'doppler', commands: ['doppler ?run'], injects: true, options: { values: ['-p --project', '-c --config', '-t --token', '--mount', '--command', '--scope', '--config-dir', '--fallback'] } },
  { name: 'op', commands: ['op ?run'], injects: true, options: { values: ['--env-file', '--account', '--environment'] } },
  { name: 'aws-vault', commands: ['aws-vault ?exec'], injects: true, separator: 'needed' }, { name: 'chamber', commands: ['chamber ?exec'], injects: true, separator: 'needed' },
  { name: 'infisical', commands: ['infisical ?run'], injects: true, separator: 'needed' }, { name: 'teller', commands: ['teller ?run'], injects: true, separator: 'needed' },
  { name: 'berglas', commands: ['berglas ?exec'], injects: true, separator: 'needed' }, { name: 'summon', commands: ['summon'], injects: true, options: { values: ['-f', '-e', '-p', '-D', '--up'] } },
  { name: 'vault-env', commands: ['vault-env'], injects: true }, { name: 'secrets-init', commands: ['secrets-init'], injects: true, options: { values: ['--provider'] } }, { name: 'ssm-env', commands: ['ssm-env'], injects: true },
  { name: 'with-contenv', commands: ['with-contenv'], injects: true }, { name: 'sops', commands: ['sops ?exec-env'], positionals: 1, injects: true, starts: 'shell argument' }, { name: 'envconsul', commands: ['envconsul'], injects: true, options: { others: 'value' } },

  // The environment itself, users, limits.
  { name: 'env', commands: ['env'], assignments: true, clears: 'ignore-environment', unsets: 'unset', folder: 'chdir', options: { flags: ['- -i --ignore-environment', '-v --debug'], values: ['-u --unset', '-C --chdir'] } },
  { name: 'exec', commands: ['exec'], options: { flags: ['-c', '-l'], values: ['-a'] } }, ...plain('command', 'builtin', 'nohup', 'setsid', 'time', 'catatonit', 'xvfb-run', 'unbuffer', 'eatmydata', 'prlimit', 'unshare', 'launcher', '/cnb/lifecycle/launcher'),
  withOptions('dumb-init', ['-r --rewrite']), { name: 'tini', commands: ['tini', 'tini-static', 'docker-init', 'pid1', 'fixuid'], options: { values: ['-p', '-e'] } },
  { name: 'gosu', commands: ['gosu', 'su-exec', 's6-setuidgid', 'setuidgid', 'setuser'], positionals: 1, user: { positional: 0 } },
  withOptions('chpst', ['-u', '-U', '-b', '-/', '-e', '-n', '-l', '-L', '-m', '-d', '-o', '-p', '-f', '-c'], { user: { option: 'u' }, injects: true }),
  { name: 'sudo', commands: ['sudo'], options: { values: ['-u --user', '-g --group', '-h --host', '-p --prompt', '-C --close-from', '-D --chdir'], flags: ['-E --preserve-env'] }, resets: { option: 'preserve-env', without: true }, user: { option: 'user' }, assignments: true }, { name: 'su', commands: ['su'], shellOption: 'command', options: { values: ['-c --command', '-s --shell', '-g --group', '-w --whitelist-environment'], flags: ['- -l --login', '-m -p --preserve-environment'] }, positionals: 1, user: { positional: 0 }, resets: { option: 'login', without: false } }, withOptions('doas', ['-u --user', '-C'], { user: { option: 'user' }, injects: true }),
  withOptions('runuser', ['-u --user', '-g --group', '-G --supp-group', '-s --shell'], { user: { option: 'user' } }), withOptions('setpriv', ['--reuid', '--regid', '--groups', '--inh-caps', '--bounding-set', '--ambient-caps'], { user: { option: 'reuid' } }),
  withOptions('nice', ['-n --adjustment']), withOptions('ionice', ['-c --class', '-n --classdata', '-p --pid']), withOptions('chrt', ['-T'], { positionals: 1 }), withOptions('taskset', [], { positionals: 1 }),
  withOptions('timeout', ['-k --kill-after', '-s --signal'], { positionals: 1 }), withOptions('stdbuf', ['-i --input', '-o --output', '-e --error']), withOptions('strace', ['-e', '-o', '-p', '-s']), withOptions('softlimit', ['-m', '-d', '-s', '-l', '-a', '-o', '-p', '-f', '-c', '-r', '-t']), withOptions('flock', ['-w --timeout', '-E --conflict-exit-code'], { positionals: 1 }),

  // Waiting and restarting.
  { name: 'wait-for-it', commands: ['wait-for-it', 'wait-for-it.sh', 'wait-for', 'wait-for.sh', 'wait_for_it.sh', 'wait-for-postgres.sh', 'wait-for-db.sh', 'wait-for-command.sh'], separator: 'needed' }, withOptions('dockerize', ['-wait', '-timeout', '-template', '-stdout', '-stderr', '-wait-http-header', '-wait-retry-interval', '-delims', '-env', '-poll']),
  { name: 'watchmedo', commands: ['watchmedo auto-restart'], options: { values: ['-d --directory', '-p --pattern --patterns', '-i --ignore-pattern --ignore-patterns', '--interval --timeout', '--signal', '--kill-after', '--debounce-interval'] } },
  { name: 'watchfiles', commands: ['watchfiles'], starts: 'shell argument', options: { values: ['--filter', '--target-type', '--ignore-paths', '--sigint-timeout', '--sigkill-timeout', '--args', '--grace-period'] } },
  // `npm:dev` names a script, which is a command of its own. Options as `concurrently --help` says.
  { name: 'concurrently', commands: ['concurrently', 'conc'], starts: 'shell arguments', options: { values: ['-n --names', '--name-separator', '-c --prefix-colors', '-p --prefix', '-l --prefix-length', '-t --timestamp-format', '-m --max-processes', '-s --success', '--hide', '--restart-tries', '--restart-after', '--default-input-target', '--teardown', '--kill-signal', '--kill-timeout'] } },
  { name: 'npx', commands: ['npx'], options: { values: ['-p --package', '-c --call'], flags: ['-y --yes'] } },
  withOptions('nodemon', ['-e --ext', '-w --watch', '-i --ignore', '-d --delay', '-L', '-x --exec'], { shellOption: 'exec' }), withOptions('entr', []),

  // Python programs that run another one.
  { name: 'coverage', commands: ['coverage run', 'coverage3 run'], modules: ['coverage run'], starts: 'python', options: { values: ['--source', '--omit', '--include', '--rcfile', '--concurrency', '--context', '--data-file', '--source-pkgs'] } },
  { name: 'debugpy', commands: ['debugpy'], modules: ['debugpy'], starts: 'python', options: { values: ['--listen', '--connect', '--log-to', '--configure-subProcess', '--parent-session-pid', '--adapter-access-token'] } },
  { name: 'cProfile', commands: [], modules: ['cProfile', 'profile'], starts: 'python', options: { values: ['-o --outfile', '-s --sort'] } },
  { name: 'memray', commands: ['memray run'], modules: ['memray run'], starts: 'python', options: { values: ['-o --output', '--live-port', '--compress-on-exit'] } }, { name: 'py-spy', commands: ['py-spy record', 'py-spy top'], separator: 'needed' },
];

/** OTEL_ variables that have PYTHON in their name; opentelemetry-instrument leaves it out of the option (`--disabled_instrumentations`). */
export const PYTHON_OPTIONS: readonly string[] = ['auto_instrumentation_experimental_gevent_patch', 'configurator', 'context', 'disabled_instrumentations', 'distro', 'id_generator', 'logger_configurator', 'meter_configurator', 'meter_provider', 'sdk_internal_metrics_enabled', 'tracer_configurator', 'tracer_provider', 'logger_provider'];

/** What a wrapper loads before the program. @param name as in the table */
export function agentOf(name: string): WrapperProgram['agent'] {
  return WRAPPERS.find((wrapper) => wrapper.name === name)?.agent;
}
