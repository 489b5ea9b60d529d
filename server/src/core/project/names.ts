// Which files are looked for by name. There is no other scan of the workspace.

/** Files that a server or a person starts. */
export const ENTRYPOINT_NAMES: readonly string[] = ['manage.py', 'wsgi.py', 'asgi.py', 'gunicorn.conf.py'];

/** Folders that are never entered. A folder with `pyvenv.cfg` is skipped as well, whatever its name. */
export const SKIPPED_FOLDERS: readonly string[] = ['node_modules', 'site-packages', '__pycache__', '.git', '.hg', '.svn', '.tox', '.nox', '.mypy_cache', '.ruff_cache', '.pytest_cache'];

/** Launch and environment files: they may say how the project is started and in which environment. */
const LAUNCH_NAMES = [
  /^(Docker|Container)file(\..*)?$/i, /\.(Docker|Container)file$/i, /^.*compose.*\.ya?ml$/i, /^\.env/, /\.env$/, /^\.envrc$/, /^env\.sh$/,
  /^Procfile(\..*)?$/, /\.(sh|bash|service|ini|conf|toml|yaml|yml)$/i, /^(Makefile|justfile)$/i, /^app\.json$/, /^entrypoint$/i,
];

/** Test, lint and CI configuration and prose: a settings module named there says nothing about how the application runs. */
const NOT_LAUNCH = [
  /^(pytest|tox|mypy|setup|alembic)\.ini$/i, /^\.?(pylintrc|coveragerc|flake8)$/i, /^(pyproject|pytest|ruff|uv|poetry|pdm|Pipfile)\.toml$/i, /^\.(gitlab-ci|travis|pre-commit-config|readthedocs|codecov|golangci|drone|appveyor)\.ya?ml$/i,
  /^(azure-pipelines|bitbucket-pipelines|cloudbuild|buildspec|codecov|mkdocs|appveyor|\.?travis|Jenkinsfile)[^/]*\.ya?ml$/i,
];
const NOT_LAUNCH_FOLDERS = ['.github', '.gitlab', '.circleci', '.buildkite', '.woodpecker', 'docs'];

/** True for an entrypoint's file name. */
export function isEntrypoint(name: string): boolean {
  return ENTRYPOINT_NAMES.includes(name);
}

/** True for a launch or environment file, by its path below the workspace folder (`/`-separated). */
export function isLaunchFile(path: string): boolean {
  const segments = path.split('/');
  const name = segments.pop()!;
  if (segments.some((segment) => NOT_LAUNCH_FOLDERS.includes(segment))) return false;
  return LAUNCH_NAMES.some((pattern) => pattern.test(name)) && !NOT_LAUNCH.some((pattern) => pattern.test(name));
}

/** True for every file that the host should list, by its path below the workspace folder. */
export function isNamedFile(path: string): boolean {
  return isEntrypoint(path.slice(path.lastIndexOf('/') + 1)) || isLaunchFile(path);
}
