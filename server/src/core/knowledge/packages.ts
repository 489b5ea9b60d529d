// Which packages can be imported and called without any effect on how Django is traced. Everything that is not listed
// is unread code: it may name the settings module, instrument Django, install a provider or build an application.
import { STDLIB } from './standard-library';

/** Django, OpenTelemetry and packages of the field, by top-level name; parts of them that do act stand in `ACTIVE` and in `CALLS`. */
const FIELD = `django opentelemetry typing_extensions
environ environs dotenv decouple dj_database_url dj_email_url django_cache_url dj_config_url whitenoise dj_static static_ranges corsheaders rest_framework rest_framework_simplejwt knox channels channels_redis daphne
celery kombu django_celery_beat django_celery_results redis django_redis hiredis psycopg psycopg2 MySQLdb pymysql mysqlclient oracledb pymongo sqlalchemy
sentry_sdk structlog django_structlog colorlog loguru pythonjsonlogger rich json_log_formatter raven rollbar
boto3 botocore storages google azure_storage requests httpx urllib3 aiohttp certifi grpc google_auth
jwt cryptography yaml toml tomli pytz dateutil pydantic pydantic_settings attr attrs six packaging markdown bleach PIL numpy pandas
crispy_forms crispy_bootstrap5 allauth guardian django_filters drf_spectacular drf_yasg debug_toolbar django_extensions django_prometheus prometheus_client
graphene graphene_django strawberry ninja wagtail taggit modelcluster cms mptt treebeard import_export simple_history reversion axes csp
gunicorn uvicorn uvicorn_worker hypercorn granian waitress uwsgidecorators gevent eventlet psycogreen static asgiref whitenoise socketio compressor sass_processor webpack_loader django_vite
split_settings psutil setproctitle tzlocal babel faker factory pytest model_utils phonenumber_field constance waffle health_check hijack`;

const INERT: ReadonlySet<string> = new Set([...STDLIB, ...FIELD.split(/\s+/)]);

/** Parts of listed packages that do act, by dotted prefix. */
const ACTIVE: readonly string[] = [
  'opentelemetry.instrumentation.auto_instrumentation', 'opentelemetry.instrumentation.bootstrap', 'opentelemetry.instrumentation.distro',
  'opentelemetry.distro', 'opentelemetry.sdk._configuration', 'opentelemetry.instrumentation.django.DjangoInstrumentor.uninstrument',
  'asyncio.run', 'runpy', 'importlib.reload', 'os.environ.__setitem__', 'os.exec', 'sys.modules',
  'multiprocessing.Process', 'threading.Thread', 'threading.Timer', 'concurrent.futures', 'subprocess.Popen', 'pkg_resources', 'importlib.metadata.entry_points', 'contextlib.ExitStack',
  'gunicorn.arbiter.Arbiter.app', 'gunicorn.workers.base.Worker.app',
  'split_settings.tools.include', 'split_settings.tools.optional', 'django.utils.module_loading', 'django.core.servers.basehttp', 'django.core.management.ManagementUtility',
  'django.apps.apps.populate', 'contextvars.Context.run', 'contextvars.copy_context.run', 'opentelemetry.launcher', 'channels.routing.get_default_application', 'unittest.mock.patch',
];

/** Words in the name of an installed app whose package is not read and that may instrument Django in `ready()`. */
export const TRACING_APP = /otel|opentelemetry|telemetry|trac(e|ing)|logfire|apm|observab|instrument|honeycomb|datadog|ddtrace|uptrace|signoz/i;

/** True when importing or calling `path` (dotted) has no effect of its own on settings, instrumentation, provider or application. */
export function isInert(path: string): boolean {
  const top = path.split('.', 1)[0]!;
  if (!INERT.has(top)) return false;
  return !ACTIVE.some((prefix) => prefix.startsWith(top) && (path === prefix || path.startsWith(`${prefix}.`)));
}

/** Packages that are never looked for in the project: a project that shadows them would not start. */
export function isNeverInProject(name: string): boolean {
  return /^(django|__future__|os|sys|typing|logging|importlib|functools|pathlib|json|re|asyncio|threading)$/.test(name);
}

/** Built-in functions whose result is a number, a text or a container: plain data. */
export const COMPUTING: ReadonlySet<string> = new Set('abs all any ascii bin bool bytearray bytes chr complex dict divmod enumerate filter float format frozenset hash hex id int len list map max min oct ord pow range repr reversed round set slice sorted str sum tuple zip'.split(' '));

/** Built-in functions and exceptions; calling them has no effect on start-up. */
export const BUILTINS: ReadonlySet<string> = new Set(`abs all any ascii bin bool bytearray bytes callable chr complex delattr dict dir divmod enumerate
filter float format frozenset getattr hasattr hash help hex id input int isinstance issubclass iter len list map max memoryview min next object oct open ord pow print property
range repr reversed round set slice sorted str sum super tuple type vars zip classmethod staticmethod exit quit breakpoint
Exception BaseException ImportError ModuleNotFoundError RuntimeError ValueError KeyError TypeError AttributeError OSError NotImplementedError SystemExit
Warning DeprecationWarning UserWarning LookupError FileNotFoundError AssertionError EnvironmentError IOError PermissionError TimeoutError StopIteration`.split(/\s+/));
