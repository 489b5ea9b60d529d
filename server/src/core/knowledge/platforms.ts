// Manifests of hosting platforms: which keys hold commands and environment variables. One table; core/launch/readers/platform.ts reads it.

/** Keys from the root, or from the node of a process; `*` stands for every item of a list and every value of a map. */
export type KeyPath = readonly string[];

/**
 * How a command is written: a line for a shell; a line that is only cut into words; a list of words, or else a line for a shell;
 * a list of lines for a shell.
 */
export type CommandForm = 'shell' | 'words' | 'list' | 'lines';

/** `map`: `NAME: value`, or `NAME: {value: …}`. `pairs`: a list of tables with a name and a value; `only`: those in which a key has that value. */
export type EnvironmentForm =
  | { readonly form: 'map'; readonly path: KeyPath }
  | { readonly form: 'pairs'; readonly path: KeyPath; readonly name: string; readonly only?: readonly [key: string, value: string] };

export interface ProcessKeys {
  /** Where processes stand; `[]` is the whole file. */
  readonly at: KeyPath;
  /** The key that names it, where the path does not. */
  readonly name?: string;
  readonly commands?: readonly { readonly path: KeyPath; readonly form: CommandForm; /** What the platform puts before it. */ readonly program?: string }[];
  readonly environment?: readonly EnvironmentForm[];
  readonly cwd?: KeyPath;
  readonly image?: KeyPath;
}

export interface Platform {
  readonly name: string;
  /** The path below the workspace folder. */
  readonly file: RegExp;
  readonly format: 'yaml' | 'json' | 'toml';
  /** What every process gets. */
  readonly environment?: readonly EnvironmentForm[];
  readonly processes: readonly ProcessKeys[];
}

const EB_ENVIRONMENT = 'aws:elasticbeanstalk:application:environment';
const EB_PYTHON = 'aws:elasticbeanstalk:container:python';
const RENDER: ProcessKeys = {
  at: ['services', '*'], name: 'name', cwd: ['rootDir'], environment: [{ form: 'pairs', path: ['envVars'], name: 'key' }],
  commands: [{ path: ['preDeployCommand'], form: 'shell' }, { path: ['startCommand'], form: 'shell' }, { path: ['dockerCommand'], form: 'shell' }],
};
const digitalOcean = (kind: string): ProcessKeys => ({ at: [kind, '*'], name: 'name', cwd: ['source_dir'], commands: [{ path: ['run_command'], form: 'shell' }], environment: [{ form: 'pairs', path: ['envs'], name: 'key' }] });
const ECS: ProcessKeys = {
  at: ['containerDefinitions', '*'], name: 'name', cwd: ['workingDirectory'], image: ['image'], commands: [{ path: ['command'], form: 'list' }],
  environment: [{ form: 'pairs', path: ['environment'], name: 'name' }, { form: 'pairs', path: ['secrets'], name: 'name' }],
};
const RAILWAY: readonly ProcessKeys[] = [['deploy'], ['environments', '*', 'deploy']].map((at) => ({ at, commands: [{ path: ['preDeployCommand'], form: 'lines' }, { path: ['startCommand'], form: 'shell' }] }));

/** Sources: each platform's reference of its manifest. */
export const PLATFORMS: readonly Platform[] = [
  { name: 'heroku', file: /(^|\/)app\.json$/, format: 'json', environment: [{ form: 'map', path: ['env'] }], processes: [{ at: ['scripts', '*'], commands: [{ path: [], form: 'shell' }] }] },
  {
    name: 'heroku', file: /(^|\/)heroku\.ya?ml$/, format: 'yaml', environment: [{ form: 'map', path: ['setup', 'config'] }],
    processes: [{ at: ['run', '*'], commands: [{ path: [], form: 'shell' }, { path: ['command'], form: 'lines' }] }, { at: ['release'], commands: [{ path: ['command'], form: 'lines' }] }],
  },
  {
    name: 'fly', file: /(^|\/)fly(\.[\w-]+)?\.toml$/, format: 'toml', environment: [{ form: 'map', path: ['env'] }],
    processes: [{ at: ['processes', '*'], commands: [{ path: [], form: 'words' }] }, { at: ['deploy'], commands: [{ path: ['release_command'], form: 'words' }] }, { at: ['experimental'], commands: [{ path: ['cmd'], form: 'list' }] }],
  },
  { name: 'render', file: /(^|\/)render\.ya?ml$/, format: 'yaml', processes: [RENDER] },
  { name: 'railway', file: /(^|\/)railway\.json$/, format: 'json', processes: RAILWAY },
  { name: 'railway', file: /(^|\/)railway\.toml$/, format: 'toml', processes: RAILWAY },
  { name: 'nixpacks', file: /(^|\/)nixpacks\.toml$/, format: 'toml', environment: [{ form: 'map', path: ['variables'] }], processes: [{ at: ['start'], commands: [{ path: ['cmd'], form: 'shell' }] }] },
  {
    name: 'digitalocean', file: /(^|\/)(\.do\/[^/]+|app)\.ya?ml$/, format: 'yaml', environment: [{ form: 'pairs', path: ['envs'], name: 'key' }],
    processes: ['services', 'workers', 'jobs'].map(digitalOcean),
  },
  { name: 'app engine', file: /(^|\/)app([-_.][\w-]+)?\.ya?ml$/, format: 'yaml', processes: [{ at: [], name: 'service', commands: [{ path: ['entrypoint'], form: 'shell' }], environment: [{ form: 'map', path: ['env_variables'] }] }] },
  {
    name: 'elastic beanstalk', file: /(^|\/)\.ebextensions\/[^/]+\.config$/, format: 'yaml',
    environment: [{ form: 'map', path: ['option_settings', EB_ENVIRONMENT] }, { form: 'pairs', path: ['option_settings'], name: 'option_name', only: ['namespace', EB_ENVIRONMENT] }],
    // Without a Procfile the platform starts gunicorn with this path.
    processes: [
      { at: ['option_settings', EB_PYTHON], commands: [{ path: ['WSGIPath'], form: 'words', program: 'gunicorn' }] },
      { at: ['container_commands', '*'], commands: [{ path: ['command'], form: 'shell' }], environment: [{ form: 'map', path: ['env'] }], cwd: ['cwd'] },
    ],
  },
  { name: 'app runner', file: /(^|\/)apprunner\.ya?ml$/, format: 'yaml', processes: [{ at: ['run'], commands: [{ path: ['pre-run', '*'], form: 'shell' }, { path: ['command'], form: 'shell' }], environment: [{ form: 'pairs', path: ['env'], name: 'name' }, { form: 'pairs', path: ['secrets'], name: 'name' }] }] },
  { name: 'ecs', file: /(^|\/)([\w-]*task-?def(inition)?[\w.-]*|Dockerrun\.aws)\.json$/i, format: 'json', processes: [ECS] },
];
