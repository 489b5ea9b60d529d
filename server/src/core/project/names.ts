// Which files are looked for by name. There is no other scan of the workspace.
import { isDependencyFile } from '../dependencies/sources';
import { APPS_FILE } from '../knowledge/app-configs';
import { LIKELY_CONFIGURATION } from '../knowledge/gunicorn';

/** Files that a server or a person starts. */
export const ENTRYPOINT_NAMES: readonly string[] = ['manage.py', 'wsgi.py', 'asgi.py', 'gunicorn.conf.py'];

/** Where a project says how First Span should look at it. */
export const SETTINGS_FILE = 'pyproject.toml';

/** Files beside entrypoints that are started too, where they are what their name says. */
export const COMPANION_NAMES: readonly string[] = ['celery.py', 'celery_app.py'];

/** Folders that are never entered. A folder with `pyvenv.cfg` is skipped as well, whatever its name. */
export const SKIPPED_FOLDERS: readonly string[] = ['node_modules', 'site-packages', '__pycache__', '.git', '.hg', '.svn', '.tox', '.nox', '.mypy_cache', '.ruff_cache', '.pytest_cache'];

/** JSON files that say how something is started; a large tree has thousands of others. */
const LAUNCH_JSON = /^(app|zappa_settings|task-?def(inition)?.*|.*-task-?def(inition)?|devcontainer|launch|tasks|railway|.*uwsgi.*|Dockerrun\.aws|nodemon|devbox|ecosystem(\.config)?)\.json$|^ecosystem\.config\.[cm]?js$/i;

/** Launch and environment files: they may say how the project is started and in which environment. */
const LAUNCH_NAMES = [
  /^(Docker|Container)file(\..*)?$/i, /\.(Docker|Container)file$/i, /^.*compose.*\.ya?ml$/i, /^(?!.*\.(py|[jt]sx?|html|md|css)$)\.?env([._-].*)?$/i, /\.env$/i, /^\.envrc$/,
  /^Procfile(\..*)?$/, /\.(sh|bash|zsh|fish|ksh|bat|cmd|ps1|service|ini|cfg|conf|config|toml|yaml|yml|tf|tfvars|hcl|nomad|nix|sls)$/i, /^((GNU)?Makefile|\.?justfile|Vagrantfile|Tiltfile|crontab)$/i,
  LAUNCH_JSON, /uwsgi.*\.xml$/i, /\.(mk|just)$/i, /^passenger_wsgi\.py$/, /^\.(htaccess|profile|bashrc|bash_profile|zshrc)$/,
  /^(docker-?)?entry-?point$/i, /^(start|run|serve|launch|startup|boot)([-_][\w-]+)?$/i,
];

/** What the editor gives its terminals, in which tasks run. */
const EDITOR_SETTINGS = /(^|\/)\.vscode\/settings\.json$/;

/** Endings of templates: what they make is named before them (`web.service.j2`). */
const TEMPLATE = /\.(j2|jinja2?|tpl|tmpl|ctmpl|template|erb|dist|sample|example)$/i;

/** Folders whose files without an ending are scripts or environment files: `compose/production/start`, `.envs/.production/.django`. */
const LAUNCH_FOLDERS = /^(\.?envs?(\.d|rc)?|bin|scripts?|compose|docker|deploy(ment)?|services\.d|s6|runit|etc)$/i;

/** Test, lint and CI configuration and prose: a settings module named there says nothing about how the application runs. */
const NOT_LAUNCH = [
  /^(pytest|tox|mypy|setup|alembic)\.ini$/i, /^(setup|tox|mypy|pylint|\.?flake8)\.cfg$/i, /^\.?(pylintrc|coveragerc|flake8)$/i, /^(pyproject|pytest|ruff|uv|poetry|pdm|Pipfile)\.toml$/i, /^\.(gitlab-ci|travis|pre-commit-config|readthedocs|codecov|golangci|drone|appveyor)\.ya?ml$/i,
  /^(azure-pipelines|bitbucket-pipelines|cloudbuild|buildspec|codecov|mkdocs|appveyor|\.?travis|Jenkinsfile)[^/]*\.ya?ml$/i,
];
const PROSE = /^(license|licence|copying|readme|authors|changelog|changes|notice|contributing|version)$/i;
const NOT_LAUNCH_FOLDERS = ['.github', '.gitlab', '.circleci', '.buildkite', '.woodpecker', 'docs'];

/** True for an entrypoint's file name. */
export function isEntrypoint(name: string): boolean {
  return ENTRYPOINT_NAMES.includes(name);
}

/** True for the settings of an editor's workspace: they may have variables for what it starts. */
export function isEditorSettings(path: string): boolean {
  return EDITOR_SETTINGS.test(path);
}

/** True for a launch or environment file, by its path below the workspace folder (`/`-separated). */
export function isLaunchFile(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop()!;
  if (segments.some((segment) => NOT_LAUNCH_FOLDERS.includes(segment))) return false;
  if (NOT_LAUNCH.some((pattern) => pattern.test(name))) return false;
  if (isEditorSettings(path)) return true;
  const made = name.replace(TEMPLATE, '');
  if (LAUNCH_NAMES.some((pattern) => pattern.test(name) || (made !== name && pattern.test(made)))) return true;
  if (/\.(j2|tpl)$/i.test(name)) return true;
  return segments.some((segment) => LAUNCH_FOLDERS.test(segment)) && /^\.?[\w-]+$/.test(name) && !PROSE.test(name);
}

/**
 * Files of task runners. Their commands are launches, but what they say of variables counts for their own tasks alone: for everything
 * else they are no launch files.
 */
const TASK_FILES: readonly string[] = ['package.json', 'pyproject.toml', 'Pipfile', 'tox.ini', 'noxfile.py'];

/** True for the file of a task runner, by its path. Many packages of a large tree have one: only those at or above a Django project start it. */
export function isTaskFile(path: string): boolean {
  return TASK_FILES.includes(path.slice(path.lastIndexOf('/') + 1)) && !path.split('/').some((segment) => NOT_LAUNCH_FOLDERS.includes(segment));
}

/** Folders in which scripts, and Python files that run them, stand. */
const SCRIPT_FOLDERS: ReadonlySet<string> = new Set(['bin', 'script', 'scripts', 'tools', 'docker', 'deploy', 'deployment', 'infra', 'ops', 'dev']);
/** Python files that may start something, wherever they stand. */
const STARTING: ReadonlySet<string> = new Set(['manage', 'run', 'start', 'serve', 'server', 'launch', 'launcher', 'main', 'cli', 'deploy', 'entry', 'entrypoint', 'docker_entrypoint', 'docker-entrypoint', 'tasks', 'fabfile'].map((name) => `${name}.py`));
/** What says to people, or to CI, how something is started. */
const INSTRUCTIONS = /^readme(\.(md|rst|txt))?$|^\.github\/workflows\/[^/]+\.ya?ml$|^\.gitlab-ci\.ya?ml$|^Jenkinsfile$/i;

/** True for what is no launch file and may run a script all the same, by its path: Python files near it, and instructions. */
export function mayRunScripts(path: string): boolean {
  if (!path.endsWith('.py')) return INSTRUCTIONS.test(path);
  const end = path.lastIndexOf('/');
  const folder = path.slice(0, Math.max(0, end));
  return folder === '' || STARTING.has(path.slice(end + 1)) || SCRIPT_FOLDERS.has(folder.slice(folder.lastIndexOf('/') + 1)) || isCommand(path);
}

/** A management command of an app, by its path; the app has to be installed. */
const COMMAND = /(?:^|\/)management\/commands\/[A-Za-z]\w*\.py$/;

/** True for a file that `manage.py` runs as a command, as far as its path tells. */
export function isCommand(path: string): boolean {
  return path.includes('management/commands/') && COMMAND.test(path);
}

/** Python files that say how a project is started, or what it depends on. */
const PYTHON_LAUNCH_NAMES = ['passenger_wsgi.py', 'setup.py'];

/** Files that say enough by their name. */
const LISTED_ANYWHERE: ReadonlySet<string> = new Set([...ENTRYPOINT_NAMES, ...COMPANION_NAMES, APPS_FILE, SETTINGS_FILE]);

const PYTHON_NAMES: ReadonlySet<string> = new Set([...LISTED_ANYWHERE, ...PYTHON_LAUNCH_NAMES, ...STARTING, ...TASK_FILES]);

/** Endings of launch, environment and dependency files, and of templates for them: with another one, and a usual beginning, no pattern fits. */
const ENDINGS: ReadonlySet<string> = new Set(`dockerfile containerfile yaml yml env sh bash zsh fish ksh bat cmd ps1 service ini cfg conf config toml tf tfvars hcl nomad nix sls xml mk just
j2 jinja jinja2 tpl tmpl ctmpl template erb dist sample example txt in lock`.split(/\s+/));
/** How a file begins that may end in any way: `Dockerfile.web`, `.env.production`. */
const BEGINNINGS = /^(docker|container|procfile|\.?env)/i;

/** What LAUNCH_JSON knows may end so, and few others that do are named. */
const JSON_ENDINGS: ReadonlySet<string> = new Set(['json', 'js', 'cjs', 'mjs']);

/** By the name alone, wherever the file lies. */
function mayBeNamed(name: string): boolean {
  if (name.endsWith('.py')) return PYTHON_NAMES.has(name) || LIKELY_CONFIGURATION.test(name);
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return true;
  const ending = name.slice(dot + 1).toLowerCase();
  return ENDINGS.has(ending) || BEGINNINGS.test(name) || (JSON_ENDINGS.has(ending) && (LAUNCH_JSON.test(name) || name === 'settings.json' || TASK_FILES.includes(name)));
}

/** True for every file that the host should list, by its path below the workspace folder. */
export function isNamedFile(path: string): boolean {
  if (mayRunScripts(path)) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!mayBeNamed(name)) return false;
  return isTaskFile(path) || LISTED_ANYWHERE.has(name) || LIKELY_CONFIGURATION.test(name) || isLaunchFile(path) || isDependencyFile(path);
}

/**
 * `isNamedFile` for the names in one folder: a large tree has hundreds of thousands, and most need no path to be told.
 * @param folder below the workspace folder; empty for that folder itself
 */
export function namedIn(folder: string): (name: string) => boolean {
  const any = mayRunScripts(`${folder}/any.py`);
  return (name) => (any || mayBeNamed(name)) && isNamedFile(folder === '' ? name : `${folder}/${name}`);
}
