// What `opentelemetry-instrument` does as a Python interpreter starts (opentelemetry/instrumentation/auto_instrumentation/, _load.py;
// seen in runs with opentelemetry-instrumentation 0.45b0, 0.62b1 and 0.66b2).

/** The module of its own that does all of it when it is imported, for the first time in a process. */
export const SITECUSTOMIZE = 'opentelemetry.instrumentation.auto_instrumentation.sitecustomize';

/** Instrumentations that it leaves out, by the names of their entry points; `*` leaves out all. */
export const DISABLED = { variable: 'OTEL_PYTHON_DISABLED_INSTRUMENTATIONS', all: '*', django: 'django' } as const;

/** With this value, and no other, instrument() changes nothing. */
export const DJANGO_SWITCH = { variable: 'OTEL_PYTHON_DJANGO_INSTRUMENT', off: 'False' } as const;

/** The package and the version from which on Python processes that the program starts begin with it as well; before, only the first one did. */
export const INHERITED = {
  package: 'opentelemetry-instrumentation',
  since: '0.63b0',
  /** Packages of the same releases, which need it in exactly their own version (their metadata, 0.62b1 and 0.66b2). */
  pinnedBy: ['opentelemetry-distro', 'opentelemetry-instrumentation-django'],
} as const;

/** Where the interpreter looks for modules besides the working folder of the command. What a server's own options add comes too late. */
export const PATH_VARIABLE = 'PYTHONPATH';

/** Does a value of `OTEL_PYTHON_DISABLED_INSTRUMENTATIONS` leave Django out? Names are exact, with spaces around them. */
export function leavesDjangoOut(value: string): boolean {
  return value.split(',').map((name) => name.trim()).some((name) => name === DISABLED.all || name === DISABLED.django);
}

/** A distribution that does not instrument Django where nothing names the settings module by then (amazon/opentelemetry/distro 0.21.0). */
export const LEAVES_OUT_UNNAMED = 'aws-opentelemetry-distro';

/** Files by which a project can be installed as a package, and what they say then. */
export const INSTALLABLE: readonly { readonly name: string; readonly says: RegExp }[] = [{ name: 'setup.py', says: /\S/ }, { name: 'setup.cfg', says: /^\[options/m }, { name: 'pyproject.toml', says: /^\[build-system\]/m }];
