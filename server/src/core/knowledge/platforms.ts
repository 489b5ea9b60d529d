// Manifests of hosting platforms and files of task runners: which keys hold commands and environment variables. One table; core/launch/readers/platform.ts reads it.

/** Keys from the root, or from the node of a process; `*` stands for every item of a list and every value of a map. */
export type KeyPath = readonly string[];

/**
 * How a command is written: a line for a shell; a line that is only cut into words; such a line or a list of words; one or more lines
 * for a shell.
 */
export type CommandForm = 'shell' | 'words' | 'list' | 'lines';

/** A key and its value. */
export type KeyValue = readonly [key: string, value: string];

/** Variables that stand in a group of the manifest, by the name of the group. */
export interface GroupKeys {
  /** The key of a list's item that names the group. */
  readonly by: string;
  /** Where groups stand, seen from the root: the key that names one of them, and its variables. */
  readonly at: readonly KeyPath[];
  readonly name: string;
  readonly path: KeyPath;
}

/**
 * `map`: `NAME: value`, or `NAME: {value: …}`. `pairs`: a list of tables with a name and a value; `only`: those in which a key has that value; `except`:
 * all but those.
 */
export type EnvironmentForm =
  | { readonly form: 'map'; readonly path: KeyPath; /** Which of them a process gets is not known. */ readonly perhaps?: true }
  | { readonly form: 'pairs'; readonly path: KeyPath; readonly name: string; readonly only?: KeyValue; readonly except?: KeyValue; readonly groups?: GroupKeys }
  /** A file of variables, or a list of them. */
  | { readonly form: 'file'; readonly path: KeyPath }
  /** Other files whose variables count here as well. */
  | { readonly form: 'others'; readonly path: KeyPath };

export interface ProcessKeys {
  /** Where processes stand; `[]` is the whole file. */
  readonly at: KeyPath;
  /** Only those in which a key has that value. */
  readonly only?: KeyValue;
  /** The key that names it, where the path does not. */
  readonly name?: string;
  readonly commands?: readonly { readonly path: KeyPath; readonly form: CommandForm; /** What the platform puts before it. */ readonly program?: string; /** Words that stand before it. */ readonly after?: KeyPath }[];
  readonly environment?: readonly EnvironmentForm[];
  readonly cwd?: KeyPath;
  readonly image?: KeyPath;
}

export interface Platform {
  readonly name: string;
  /** The path below the workspace folder. */
  readonly file: RegExp;
  readonly format: 'yaml' | 'json' | 'toml';
  /** A task runner: what it sets counts for its own tasks alone. */
  readonly local?: boolean;
  /** Where its processes run, seen from the folder of the manifest, if that is another one. */
  readonly folder?: string;
  /** What every process gets. */
  readonly environment?: readonly EnvironmentForm[];
  readonly processes: readonly ProcessKeys[];
}

/** What mise sets counts for its own tasks, and for every shell in its folder. */
export const MISE = /(^|\/)\.?mise(\.[\w-]+)*\.toml$|(^|\/)\.?mise\/config(\.[\w-]+)*\.toml$/;

const PYPROJECT = /(^|\/)pyproject\.toml$/;
/** A task is a line that is cut into words, or a table with one; `more`: where others stand. */
const task = (at: KeyPath, environment: readonly EnvironmentForm[], more: readonly KeyPath[] = []): ProcessKeys => ({
  at, environment, cwd: ['cwd'], commands: [...[[], ['cmd'], ...more].map((path) => ({ path, form: 'list' as const })), { path: ['shell'], form: 'shell' }],
});

/** An environment has what that of its `template` has, which is `default` without one. */
const hatch = (...above: KeyPath): Pick<Platform, 'environment' | 'processes'> => ({
  environment: [{ form: 'map', path: [...above, 'envs', '*', 'env-vars'], perhaps: true }],
  processes: [{ at: [...above, 'envs', '*'], environment: [{ form: 'map', path: ['env-vars'] }], commands: [{ path: ['scripts', '*'], form: 'lines' }] }],
});

/** Task runners of Python and others, by their documentation. */
const RUNNERS: readonly Platform[] = [
  { name: 'npm', file: /(^|\/)package\.json$/, format: 'json', local: true, processes: [{ at: ['scripts', '*'], commands: [{ path: [], form: 'shell' }] }] },
  {
    name: 'poe', file: PYPROJECT, format: 'toml', local: true, environment: [{ form: 'file', path: ['tool', 'poe', 'envfile'] }, { form: 'map', path: ['tool', 'poe', 'env'] }],
    processes: [
      task(['tool', 'poe', 'tasks', '*'], [{ form: 'file', path: ['envfile'] }, { form: 'map', path: ['env'] }], [['sequence', '*', 'cmd']]),
      // An array is a sequence, of tables with commands or of names.
      { at: ['tool', 'poe', 'tasks', '*', '*'], environment: [{ form: 'file', path: ['envfile'] }, { form: 'map', path: ['env'] }], cwd: ['cwd'], commands: [{ path: ['cmd'], form: 'list' }, { path: ['shell'], form: 'shell' }] },
    ],
  },
  {
    name: 'pdm', file: PYPROJECT, format: 'toml', local: true, environment: [{ form: 'file', path: ['tool', 'pdm', 'scripts', '_', 'env_file'] }, { form: 'map', path: ['tool', 'pdm', 'scripts', '_', 'env'] }],
    processes: [task(['tool', 'pdm', 'scripts', '*'], [{ form: 'file', path: ['env_file'] }, { form: 'map', path: ['env'] }], [['composite', '*']])],
  },
  { name: 'hatch', file: PYPROJECT, format: 'toml', local: true, ...hatch('tool', 'hatch') },
  { name: 'hatch', file: /(^|\/)hatch\.toml$/, format: 'toml', local: true, ...hatch() },
  { name: 'rye', file: PYPROJECT, format: 'toml', local: true, processes: [task(['tool', 'rye', 'scripts', '*'], [{ form: 'file', path: ['env-file'] }, { form: 'map', path: ['env'] }])] },
  { name: 'taskipy', file: PYPROJECT, format: 'toml', local: true, processes: [{ at: ['tool', 'taskipy', 'tasks', '*'], commands: [{ path: [], form: 'shell' }, { path: ['cmd'], form: 'shell' }] }] },
  {
    name: 'mise', file: MISE, format: 'toml', local: true,
    environment: [{ form: 'others', path: ['env', '_', 'source'] }, { form: 'file', path: ['env_file'] }, { form: 'file', path: ['env', '_', 'file'] }, { form: 'map', path: ['env'] }, { form: 'map', path: ['env', '*'] }],
    processes: [{ at: ['tasks', '*'], cwd: ['dir'], environment: [{ form: 'map', path: ['env'] }], commands: [{ path: [], form: 'lines' }, { path: ['run'], form: 'lines' }] }],
  },
  { name: 'pipenv', file: /(^|\/)Pipfile$/, format: 'toml', local: true, processes: [task(['scripts', '*'], [])] },
  {
    name: 'task', file: /(^|\/)[Tt]askfile(\.dist)?\.ya?ml$/, format: 'yaml', local: true, environment: [{ form: 'others', path: ['includes'] }, { form: 'file', path: ['dotenv'] }, { form: 'map', path: ['env'] }],
    processes: [{
      at: ['tasks', '*'], cwd: ['dir'], environment: [{ form: 'file', path: ['dotenv'] }, { form: 'map', path: ['env'] }],
      commands: [{ path: [], form: 'lines' }, { path: ['cmd'], form: 'shell' }, { path: ['cmds'], form: 'lines' }, { path: ['cmds', '*', 'cmd'], form: 'shell' }],
    }],
  },
];

const EB_ENVIRONMENT = 'aws:elasticbeanstalk:application:environment';
const EB_PYTHON = 'aws:elasticbeanstalk:container:python';
const RENDER_GROUPS: GroupKeys = {
  by: 'fromGroup', at: [[], ['projects', '*'], ['projects', '*', 'environments', '*']].map((path) => [...path, 'envVarGroups', '*']), name: 'name', path: ['envVars'],
};
/** Services stand at the top, in an environment of a project, or in neither. */
const RENDER = [[], ['projects', '*', 'environments', '*'], ['ungrouped']].map((path): ProcessKeys => ({
  at: [...path, 'services', '*'], name: 'name', cwd: ['rootDir'], environment: [{ form: 'pairs', path: ['envVars'], name: 'key', groups: RENDER_GROUPS }],
  commands: ['preDeployCommand', 'initialDeployHook', 'startCommand', 'dockerCommand'].map((key) => ({ path: [key], form: 'shell' })),
}));
/** What is set while an image is built is not there when it runs. */
const digitalOceanEnvironment = (path: KeyPath): EnvironmentForm => ({ form: 'pairs', path: [...path, 'envs'], name: 'key', except: ['scope', 'BUILD_TIME'] });
/** The template of a button has the same below `spec`. */
const DIGITAL_OCEAN: Pick<Platform, 'environment' | 'processes'> = {
  environment: [[], ['spec']].map(digitalOceanEnvironment),
  processes: ['services', 'workers', 'jobs'].flatMap((kind) => [[], ['spec']].map((path): ProcessKeys => ({
    at: [...path, kind, '*'], name: 'name', cwd: ['source_dir'], commands: [{ path: ['run_command'], form: 'shell' }], environment: [digitalOceanEnvironment([])],
  }))),
};
const ECS: ProcessKeys = {
  at: ['containerDefinitions', '*'], name: 'name', cwd: ['workingDirectory'], image: ['image'], commands: [{ path: ['command'], form: 'list', after: ['entryPoint'] }],
  environment: [{ form: 'pairs', path: ['environment'], name: 'name' }, { form: 'pairs', path: ['secrets'], name: 'name' }],
};
const RAILWAY: readonly ProcessKeys[] = [['deploy'], ['environments', '*', 'deploy']].map((at) => ({ at, commands: [{ path: ['preDeployCommand'], form: 'lines' }, { path: ['startCommand'], form: 'shell' }] }));

/** Sources: each platform's reference of its manifest. */
export const PLATFORMS: readonly Platform[] = [
  ...RUNNERS,
  { name: 'heroku', file: /(^|\/)app\.json$/, format: 'json', environment: [{ form: 'map', path: ['env'] }], processes: [{ at: ['scripts', '*'], commands: [{ path: [], form: 'shell' }] }] },
  {
    name: 'heroku', file: /(^|\/)heroku\.ya?ml$/, format: 'yaml', environment: [{ form: 'map', path: ['setup', 'config'] }],
    processes: [{ at: ['run', '*'], commands: [{ path: [], form: 'shell' }, { path: ['command'], form: 'lines' }] }, { at: ['release'], commands: [{ path: ['command'], form: 'lines' }] }],
  },
  {
    name: 'fly', file: /(^|\/)fly(\.[\w-]+)?\.toml$/, format: 'toml', environment: [{ form: 'map', path: ['env'] }],
    processes: [{ at: ['processes', '*'], commands: [{ path: [], form: 'words' }] }, { at: ['deploy'], commands: [{ path: ['release_command'], form: 'words' }] }, { at: ['experimental'], commands: [{ path: ['exec'], form: 'list' }, { path: ['cmd'], form: 'list', after: ['entrypoint'] }] }],
  },
  { name: 'render', file: /(^|\/)render\.ya?ml$/, format: 'yaml', processes: RENDER },
  { name: 'railway', file: /(^|\/)railway\.json$/, format: 'json', processes: RAILWAY },
  { name: 'railway', file: /(^|\/)railway\.toml$/, format: 'toml', processes: RAILWAY },
  { name: 'nixpacks', file: /(^|\/)nixpacks\.toml$/, format: 'toml', environment: [{ form: 'map', path: ['variables'] }], processes: [{ at: ['start'], commands: [{ path: ['cmd'], form: 'shell' }] }] },
  {
    name: 'digitalocean', file: /(^|\/)\.do\/[^/]+\.ya?ml$/, format: 'yaml', folder: '..', ...DIGITAL_OCEAN,
  },
  { name: 'digitalocean', file: /^(?!(.*\/)?\.do\/)(.*\/)?app\.ya?ml$/, format: 'yaml', ...DIGITAL_OCEAN },
  { name: 'app engine', file: /(^|\/)app([-_.][\w-]+)?\.ya?ml$/, format: 'yaml', processes: [{ at: [], name: 'service', commands: [{ path: ['entrypoint'], form: 'shell' }], environment: [{ form: 'map', path: ['env_variables'] }] }] },
  {
    name: 'elastic beanstalk', file: /(^|\/)\.ebextensions\/[^/]+\.config$/, format: 'yaml', folder: '..',
    environment: [{ form: 'map', path: ['option_settings', EB_ENVIRONMENT] }, { form: 'pairs', path: ['option_settings'], name: 'option_name', only: ['namespace', EB_ENVIRONMENT] }],
    // Without a Procfile the platform starts gunicorn with this path.
    processes: [
      { at: ['option_settings', EB_PYTHON], commands: [{ path: ['WSGIPath'], form: 'words', program: 'gunicorn' }] },
      { at: ['option_settings', '*'], only: ['option_name', 'WSGIPath'], name: 'namespace', commands: [{ path: ['value'], form: 'words', program: 'gunicorn' }] },
      { at: ['container_commands', '*'], commands: [{ path: ['command'], form: 'shell' }], environment: [{ form: 'map', path: ['env'] }], cwd: ['cwd'] },
    ],
  },
  { name: 'app runner', file: /(^|\/)apprunner\.ya?ml$/, format: 'yaml', processes: [{ at: ['run'], commands: [{ path: ['pre-run', '*'], form: 'shell' }, { path: ['command'], form: 'shell' }], environment: [{ form: 'pairs', path: ['env'], name: 'name' }, { form: 'pairs', path: ['secrets'], name: 'name' }] }] },
  { name: 'ecs', file: /(^|\/)([\w-]*task-?def(inition)?[\w.-]*|Dockerrun\.aws)\.json$/i, format: 'json', processes: [ECS] },
];
