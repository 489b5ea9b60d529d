// Which calls load a file of environment variables, and which variables an exporter reads when it is made.

/**
 * Calls that add the variables of a file to os.environ, by where they look without an argument: beside the module that
 * calls, or there and in every folder above (run with python-dotenv and django-environ). `unsure`: it depends on the version whether
 * os.environ gets them at all; environs 15.2.0 keeps them to itself.
 */
export const ENVIRONMENT_LOADERS: Readonly<Record<string, 'beside' | 'upward' | 'unsure'>> = {
  'dotenv.load_dotenv': 'upward',
  'dotenv.main.load_dotenv': 'upward',
  'dotenv.read_dotenv': 'beside',
  'environ.Env.read_env': 'beside',
  'environ.FileAwareEnv.read_env': 'beside',
  'environs.Env.read_env': 'unsure',
  'environs.env.read_env': 'unsure',
};

/**
 * Calls that read the variables of a file and keep them: os.environ does not get them (run with python-decouple 3.8). `upward`: from the
 * nearest file at or above the module that calls; `only`: from one that was named somewhere else.
 */
export const ENVIRONMENT_KEEPERS: Readonly<Record<string, 'upward' | 'only'>> = {
  'decouple.config': 'upward',
  'decouple.AutoConfig.__call__': 'only',
  'decouple.Config.__call__': 'only',
  'decouple.Config.get': 'only',
};

/** What decouple takes before ENVIRONMENT_FILE, in the same folder. */
export const KEEPERS_OTHER_FILE = 'settings.ini';

/** The name of the file that they look for. */
export const ENVIRONMENT_FILE = '.env';

/** Arguments with which the file is named; the first one by position as well. */
export const FILE_ARGUMENTS = /^(dotenv_path|dotenv|env_file|path)$/;

/** Arguments with which a file is put over what the environment has (python-dotenv, django-environ). */
export const OVER_ALL = /^(override|overwrite)$/;

/** A variable that an exporter reads in its constructor, the argument that is asked first, and the value that is used without it. */
export interface ExporterVariable {
  readonly variable: RegExp;
  readonly argument: string;
  readonly standard?: RegExp;
}

const HEADERS: ExporterVariable = { variable: /^OTEL_EXPORTER_OTLP_(TRACES_)?HEADERS$/, argument: 'headers' };
const HTTP: readonly ExporterVariable[] = [
  { variable: /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/, argument: 'endpoint', standard: /^https?:\/\/(localhost|127\.0\.0\.1):4318(\/|\/v1\/traces)?$/ },
  HEADERS,
];
const GRPC: readonly ExporterVariable[] = [
  { variable: /^OTEL_EXPORTER_OTLP_(TRACES_)?ENDPOINT$/, argument: 'endpoint', standard: /^(https?:\/\/)?(localhost|127\.0\.0\.1):4317\/?$/ },
  HEADERS,
];

/** Variables that exporters read. */
export const EXPORTER_VARIABLE = /^OTEL_EXPORTER_OTLP_/;

/** A variable that a module reads when it is imported, and the argument of `instrument()` that is asked first. */
export interface ImportVariable {
  readonly variable: RegExp;
  readonly argument?: string;
  /** What is lost without it. */
  readonly lost: string;
}

/**
 * By module: what is loaded later is never seen. Others, such as OTEL_PYTHON_DJANGO_INSTRUMENT and the names of headers, are read by
 * instrument() or in requests (opentelemetry-instrumentation-django 0.66b2; run: 4 spans for 4 requests that were to be excluded).
 */
export const READS_AT_IMPORT: Readonly<Record<string, readonly ImportVariable[]>> = {
  'opentelemetry.instrumentation.django': [
    { variable: /^OTEL_PYTHON_(DJANGO_)?EXCLUDED_URLS$/, argument: 'excluded_urls', lost: 'requests that were to be excluded have spans' },
    { variable: /^OTEL_PYTHON_DJANGO_TRACED_REQUEST_ATTRS$/, lost: 'spans do not get these attributes' },
  ],
};

/** By the dotted path of the exporter's class. Seen in runs: with its endpoint in a file that is loaded later, 0 spans arrive, 3 times of 3. */
export const EXPORTER_VARIABLES: Readonly<Record<string, readonly ExporterVariable[]>> = {
  'opentelemetry.exporter.otlp.proto.http.trace_exporter.OTLPSpanExporter': HTTP,
  'opentelemetry.exporter.otlp.proto.grpc.trace_exporter.OTLPSpanExporter': GRPC,
};

/** Where an exporter of that class sends spans when nothing says otherwise. */
export const standardEndpoint = (exporter: string): string => (exporter.includes('.grpc.') ? 'localhost:4317' : 'localhost:4318');

/** Tools that put a file of variables into the environment of what they start, as they are named in launch files. */
export const HANDS_OVER = /env_?file|--env|dotenv|honcho|foreman|set -(a|o allexport)|allexport|debugpy|direnv|\bsource\b/i;

/** Files whose tools read `.env` beside them without being told: honcho, heroku local, pipenv, direnv and VS Code's debugger. */
export const READS_BESIDE = /^(Procfile(\..*)?|Pipfile|\.envrc|launch\.json)$/;

/** The same in files of dependencies, which name python-dotenv for other reasons: pdm and poe scripts, poetry's plug-in. */
export const HANDS_OVER_AS_TOOL = /env_?file|dotenv-plugin/i;
