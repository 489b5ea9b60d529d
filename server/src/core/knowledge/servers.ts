// Servers and what else starts Django: how their command lines are read. Options as in gunicorn 27, uvicorn 0.54, daphne 4, hypercorn 0.18, granian 2, celery 5.6, waitress 3, mod_wsgi 5, Django 6.
import type { OptionTable } from './option-table';

/** Where the application is named on a command line. */
export interface TargetSource {
  /** The first argument that is no option. */
  readonly positional?: 'application' | 'file';
  /** Options that name it as a dotted module (`--module`) or by path (`--wsgi-file`). */
  readonly modules?: readonly string[];
  readonly files?: readonly string[];
  /** The option that names it behind a path of URLs, where it is given once: `--mount /shop=shop.wsgi`. */
  readonly mounted?: string;
  /** The option that names the object in the module. */
  readonly attribute?: string;
  /** A flag that says that the object is called to make the application. */
  readonly factory?: string;
  /** A value that makes the positional argument a module where it is a path otherwise: option and value. */
  readonly moduleWhere?: readonly [option: string, value: string];
}

export interface Server {
  readonly name: string;
  /** Words that start it; the last path segment counts. A second word is a subcommand, `?` in front of it allows options between. */
  readonly commands: readonly string[];
  /** Modules for `python -m`. */
  readonly modules: readonly string[];
  readonly options: OptionTable;
  readonly target: TargetSource;
  /** A variable that holds more options, read before those of the command line. */
  readonly optionsVariable?: string;
  /** Variables that stand for one option each: `UVICORN_WORKERS`. */
  readonly variablePrefix?: string;
  /** Variables that another option has its value from: `WEB_CONCURRENCY`. */
  readonly variablesOfOptions?: Readonly<Record<string, string>>;
  /** Options that put variables into the environment, or load a file of them; `late`: only after Python has started. */
  readonly variables?: { readonly options: readonly string[]; readonly late: boolean };
  readonly variableFiles?: { readonly options: readonly string[]; readonly late: boolean };
  /** Positional arguments that are configuration files, and the name of the option that they stand for. */
  readonly configurationArgument?: { readonly pattern: RegExp; readonly option: string };
}

const GUNICORN: Server = {
  name: 'gunicorn', commands: ['gunicorn', 'gunicorn3'], modules: ['gunicorn', 'gunicorn.app.wsgiapp'], optionsVariable: 'GUNICORN_CMD_ARGS', variablesOfOptions: { WEB_CONCURRENCY: 'workers' },
  target: { positional: 'application' }, variables: { options: ['env'], late: true },
  options: {
    abbreviations: true, others: 'either',
    flags: [
      '--reload', '--spew', '--check-config', '--print-config', '--preload', '--no-sendfile', '--reuse-port', '-D --daemon', '--initgroups', '--disable-redirect-access-to-syslog', '--capture-output', '--log-syslog',
      '-R --enable-stdio-inheritance', '--enable-backlog-metric', '--suppress-ragged-eofs', '--do-handshake-on-connect', '--http2-cleartext', '--permit-obsolete-folding', '--strip-header-spaces',
      '--permit-unconventional-http-method', '--permit-unconventional-http-version', '--casefold-http-method', '--no-control-socket', '-v --version', '-h --help',
    ],
    values: [
      '-c --config', '-b --bind', '--backlog', '-w --workers', '-k --worker-class', '--threads', '--worker-connections', '--max-requests', '--max-requests-jitter', '-t --timeout', '--graceful-timeout', '--keep-alive',
      '--limit-request-line', '--limit-request-fields', '--limit-request-field_size', '--reload-engine', '--reload-extra-file', '--chdir', '-e --env', '-p --pid', '--worker-tmp-dir', '-u --user', '-g --group', '-m --umask',
      '--forwarded-allow-ips', '--access-logfile', '--access-logformat', '--error-logfile', '--log-file', '--log-level', '--logger-class', '--log-config', '--log-config-json', '--log-syslog-to', '--log-syslog-prefix',
      '--log-syslog-facility', '--statsd-host', '--dogstatsd-tags', '--statsd-prefix', '-n --name', '--pythonpath', '--paste', '--proxy-protocol', '--proxy-allow-from', '--protocol', '--keyfile', '--certfile', '--ssl-version',
      '--cert-reqs', '--ca-certs', '--ciphers', '--paste-global', '--forwarder-headers', '--header-map', '--asgi-loop', '--asgi-lifespan', '--root-path', '--control-socket',
    ],
  },
};

const UVICORN: Server = {
  name: 'uvicorn', commands: ['uvicorn'], modules: ['uvicorn'], variablePrefix: 'UVICORN_', variablesOfOptions: { WEB_CONCURRENCY: 'workers' },
  target: { positional: 'application', factory: 'factory' }, variableFiles: { options: ['env-file'], late: true },
  options: {
    others: 'value',
    flags: ['--reload', '--http2', '--access-log/--no-access-log', '--use-colors/--no-use-colors', '--proxy-headers/--no-proxy-headers', '--server-header/--no-server-header', '--date-header/--no-date-header', '--reset-contextvars', '--factory', '--version', '--help'],
    values: ['--env-file', '--app-dir', '--workers', '--host', '--port', '--lifespan', '--loop', '--http', '--interface'],
  },
};

const HYPERCORN: Server = {
  name: 'hypercorn', commands: ['hypercorn'], modules: ['hypercorn'], target: { positional: 'application' },
  options: {
    abbreviations: true, others: 'value', flags: ['-D --daemon', '--debug', '--reload', '--version', '-h --help'],
    values: ['-b --bind', '-c --config', '-g --group', '-k --worker-class', '-m --umask', '-p --pid', '-u --user', '-w --workers', '--graceful-timeout', '--keep-alive', '--root-path', '--log-level', '--log-config', '--max-requests', '--access-logfile', '--error-logfile'],
  },
};

const DAPHNE: Server = {
  name: 'daphne', commands: ['daphne'], modules: ['daphne'], target: { positional: 'application' },
  options: { abbreviations: true, others: 'value', flags: ['--proxy-headers', '--no-server-name', '-h --help'], values: ['-p --port', '-b --bind', '-u --unix-socket', '--fd', '-e --endpoint', '-v --verbosity', '-t --http-timeout', '-s --server-name', '--access-log', '--root-path'] },
};

const GRANIAN: Server = {
  name: 'granian', commands: ['granian'], modules: ['granian'], variablePrefix: 'GRANIAN_',
  target: { positional: 'application', factory: 'factory' }, variableFiles: { options: ['env-files'], late: true },
  options: {
    others: 'value',
    flags: [
      '--ws/--no-ws', '--http1-keep-alive/--no-http1-keep-alive', '--http1-pipeline-flush/--no-http1-pipeline-flush', '--http2-adaptive-window/--no-http2-adaptive-window', '--log/--no-log', '--access-log/--no-access-log',
      '--ssl-client-verify/--no-ssl-client-verify', '--respawn-failed-workers/--no-respawn-failed-workers', '--factory/--no-factory', '--metrics/--no-metrics', '--reload/--no-reload', '--reload-ignore-worker-failure/--no-reload-ignore-worker-failure', '--version', '--help',
    ],
    values: ['--env-files', '--working-dir', '--workers', '--host', '--port', '--interface', '--loop', '--workers-lifetime'],
  },
};

/** uWSGI has some 900 options; one that is not named here takes what stands behind it. */
const UWSGI: Server = {
  name: 'uwsgi', commands: ['uwsgi', 'uwsgi-core', 'uwsgi_python3', 'uwsgi-python3', 'uwsgi_python', 'pyuwsgi'], modules: ['pyuwsgi'], variablePrefix: 'UWSGI_',
  target: { modules: ['module'], files: ['wsgi-file'], mounted: 'mount', attribute: 'callable' }, variables: { options: ['env'], late: false },
  configurationArgument: { pattern: /\.(ini|xml|ya?ml|json|js)$/, option: 'ini' },
  options: {
    abbreviations: true, others: 'value',
    flags: [
      '-M --master', '--lazy', '--lazy-apps', '--lazy-app', '-T --enable-threads', '-i --single-interpreter', '--vacuum', '--die-on-term', '--exit-on-reload', '--need-app', '--need-plugin', '--strict', '--thunder-lock', '--no-orphans', '-L --disable-logging',
      '--py-call-osafterfork', '--py-call-uwsgi-fork-hooks', '--memory-report', '--auto-procname', '--no-site', '--no-default-app', '--log-x-forwarded-for', '--log-master', '--ignore-sigpipe', '--ignore-write-errors', '--disable-write-exception',
      '--http-keepalive', '--http-auto-chunked', '--offload', '--reload-on-exception', '--hook-master', '--manage-script-name', '--honour-stdin', '--show-config', '--version', '--wsgi-disable-file-wrapper', '--abstract-socket', '--add-header-if-missing', '--cheap', '--idle-exit', '--log-date', '--log-micros', '--tcp-nodelay', '--so-keepalive',
    ],
    values: [
      '-w --wsgi --module', '--file --wsgi-file', '--callable', '--env', '--ini', '--yaml', '--yml', '--json', '--xml', '--chdir', '--chdir2', '-p --workers --processes', '--threads', '-H --home --virtualenv --venv --pyhome', '--pythonpath --python-path --pp', '--import --pyimport --py-import --python-import',
      '--shared-import --shared-pyimport --shared-py-import --shared-python-import', '--mount', '--socket', '-s --uwsgi-socket', '--http', '--http-socket', '--uid', '--gid', '--plugin', '--plugins', '--harakiri', '--max-requests', '--touch-reload', '--py-autoreload', '--py-auto-reload', '--stats', '--emperor', '--cheaper', '--static-map', '--set', '--attach-daemon', '--gevent', '--daemonize', '--logto',
    ],
  },
};

const WAITRESS: Server = {
  name: 'waitress', commands: ['waitress-serve'], modules: ['waitress'], target: { positional: 'application', factory: 'call' },
  options: { abbreviations: true, others: 'value', flags: ['--call', '--help', '--no-ipv4', '--no-ipv6', '--ipv4', '--ipv6', '--expose-tracebacks', '--no-expose-tracebacks', '--asyncore-use-poll', '--no-asyncore-use-poll', '--clear-untrusted-proxy-headers', '--no-clear-untrusted-proxy-headers', '--log-untrusted-proxy-headers', '--no-log-untrusted-proxy-headers', '--log-socket-errors', '--no-log-socket-errors', '--expose-tracebacks'], values: ['--host', '--port', '--listen', '--threads', '--unix-socket', '--url-scheme', '--url-prefix'] },
};

const MOD_WSGI: Server = {
  name: 'mod_wsgi-express', commands: ['mod_wsgi-express start-server'], modules: ['mod_wsgi.server start-server'],
  target: { positional: 'file', attribute: 'callable-object', moduleWhere: ['application-type', 'module'] },
  options: {
    abbreviations: true, others: 'value',
    flags: ['--http2', '--ssl-environment', '--https-only', '--allow-localhost', '--enable-sendfile', '--disable-reloading', '--reload-on-changes', '--directory-listing', '--error-override', '--compress-responses', '--server-metrics', '--server-status', '--access-log', '--startup-log', '--log-to-terminal', '--rotate-logs', '--chunked-request', '--with-cgi', '--orphan-interpreter', '--embedded-mode', '--enable-docs', '--debug-mode', '--enable-debugger', '--debugger-startup', '--enable-coverage', '--enable-profiler', '--enable-recorder', '--enable-gdb', '--setup-only', '--isatty', '--enable-telemetry', '--free-threading', '-h --help'],
    values: ['--application-type', '--callable-object', '--processes', '--threads', '--port', '--host', '--envvars-script', '--working-directory', '--python-path', '--entry-point', '--passenv'],
    pairs: ['--setenv', '--url-alias', '--error-document', '--proxy-mount-point', '--proxy-virtual-host', '--add-handler', '--service-script', '--service-user', '--service-group', '--service-log-file'],
  },
};

/** Apache's directives name the script and nothing else (core/launch/readers/apache.ts). */
const APACHE: Server = { name: 'mod_wsgi', commands: ['mod_wsgi'], modules: [], target: { positional: 'file' }, options: { flags: [], values: [], others: 'value' } };

const CELERY_OPTIONS: OptionTable = {
  abbreviations: true, others: 'value',
  flags: ['-C --no-color', '-q --quiet', '--version', '--skip-checks', '-D --detach', '--disable-prefetch', '-E --task-events --events', '--purge --discard', '--without-gossip', '--without-mingle', '--without-heartbeat', '-B --beat', '--enable-remote-control/--no-enable-remote-control', '--help'],
  values: ['-A --app', '-b --broker', '--result-backend', '--loader', '--config', '--workdir', '-n --hostname', '-S --statedb', '-l --loglevel', '-O --optimization', '--prefetch-multiplier', '-c --concurrency', '-P --pool', '--time-limit', '--soft-time-limit', '--max-tasks-per-child', '--pool-start-method', '--max-memory-per-child', '-Q --queues', '-X --exclude-queues', '-I --include', '--autoscale', '-s --schedule', '--scheduler', '-f --logfile', '--pidfile', '--max-interval', '--uid', '--gid', '--umask'],
};
/** Celery 4 took the options of `celery` behind the subcommand as well. */
const celery = (command: string): Server => ({ name: `celery ${command}`, commands: [`celery ?${command}`], modules: [`celery ?${command}`], options: CELERY_OPTIONS, target: { modules: ['app'] } });

/** The first that fits counts. */
export const SERVERS: readonly Server[] = [GUNICORN, UVICORN, HYPERCORN, DAPHNE, GRANIAN, UWSGI, WAITRESS, MOD_WSGI, APACHE, celery('worker'), celery('beat'), celery('flower'), celery('multi')];

/** Options of every management command, and those of the commands that serve. */
export const MANAGEMENT_OPTIONS: OptionTable = {
  abbreviations: true, others: 'flag',
  flags: ['--traceback', '--no-color', '--force-color', '--skip-checks', '-6 --ipv6', '--nothreading', '--noreload', '--nostatic', '--insecure', '--noasgi', '--noinput --no-input', '--reloader-interval', '--nopin', '--print-sql'],
  values: ['--settings', '--pythonpath', '-v --verbosity', '--cert-file', '--key-file', '--http_timeout', '--application-close-timeout'],
};

/** Management commands that serve requests. */
export const SERVING_COMMANDS: readonly string[] = ['runserver', 'runserver_plus', 'runserver_socketio', 'testserver', 'run_gunicorn', 'runsslserver', 'runmodwsgi'];

/** Options that make modules importable, after Python has started: a path, or several of them. */
export const PATH_OPTIONS: readonly string[] = ['chdir', 'pythonpath', 'app-dir', 'working-dir'];

/** Scripts that pass their arguments to Django. */
export const MANAGEMENT_SCRIPT = /(^|\/)manage(_\w+)?(\.py)?$/;
export const MANAGEMENT_COMMANDS: readonly string[] = ['django-admin', 'django-admin.py'];
export const MANAGEMENT_MODULES: readonly string[] = ['django', 'django.core.management', 'manage'];

/** Options of the Python interpreter that take a value; what stands behind `-m` and `-c` is not Python's any more. */
export const PYTHON = { command: /^(python|pypy)(\d+(\.\d+)*)?w?(\.exe)?$/, values: ['-W', '-X', '--check-hash-based-pycs'] } as const;

/** Shells that run a text behind `-c`, or a script. */
export const SHELLS = /^(ba|da|a|z|k)?sh$/;
