// Files that name a project's dependencies, and what is known of versions in them.

const DEPENDENCY_NAMES = [/^requirements[\w.-]*\.(txt|in)$/i, /^Pipfile$/, /^pyproject\.toml$/];

/** True for a file that names dependencies, by its path below the workspace folder (`/`-separated). */
export function isDependencyFile(path: string): boolean {
  const [name, folder] = path.split('/').reverse();
  return DEPENDENCY_NAMES.some((pattern) => pattern.test(name!)) || (folder === 'requirements' && /\.(txt|in)$/.test(name!));
}

/** uvicorn with this minor version and later ends by the signal that stopped it: `atexit` does not run (0.27.1 and 0.28.1 flush, 0.29.0 and later do not; seen in runs). */
const ENDS_BY_SIGNAL = 29;

/** Does a dependency file ask for a uvicorn that ends by signal, or for one of unknown version? */
export function wantsUvicorn(text: string): boolean {
  const code = text.replace(/#.*/g, '');
  return [...code.matchAll(/(?<![\w.-])uvicorn(?![\w.-])(?:\[[\w\s,-]*\])?["']?\s*(?:=(?!=)\s*["']?)?(==|~=|\^|<)?\s*(?:0\.(\d+))?/g)].some(([, bound, minor]) => minor === undefined || Number(minor) > (bound === '<' ? ENDS_BY_SIGNAL : ENDS_BY_SIGNAL - 1));
}

/** Does a dependency file ask for OpenTelemetry's instrumentation of Django? */
export const wantsDjangoInstrumentor = (text: string): boolean => /opentelemetry-instrumentation-django\b/.test(text.replace(/#.*/g, ''));

/**
 * Does a dependency file ask for a Django that does not read `default_app_config`: 4.1 or later (django/apps/config.py)?
 * @returns undefined where it does not say which one
 */
export function ignoresDefaultAppConfig(text: string): boolean | undefined {
  const bounds = [...text.replace(/#.*/g, '').matchAll(/(?<![\w.-])django(?![\w.-])(?:\[[\w\s,-]*\])?["']?\s*(?:=(?!=)\s*["']?)?(?:==|~=|>=|\^)\s*(\d+)(?:\.(\d+))?/gi)];
  return bounds.length === 0 ? undefined : bounds.every(([, major, minor]) => Number(major) > 4 || (Number(major) === 4 && Number(minor ?? 0) >= 1));
}
