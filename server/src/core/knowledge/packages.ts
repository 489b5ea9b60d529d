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
logfire splunk_otel uptrace split_settings psutil setproctitle tzlocal babel faker factory pytest model_utils phonenumber_field constance waffle health_check hijack
a2wsgi admin_interface admin_reorder adminsortable adminsortable2 adrf aio_pika aioboto3 aiokafka aiomysql aioredis algoliasearch algoliasearch_django anthropic anymail
apig_wsgi apscheduler argon2 arrow asyncpg auditlog authlib autoslug aws_xray_sdk azure backoff bcrypt blacknoise bmemcached bs4 bugsnag cachalot cacheops cachetools
cassandra cattrs ckeditor ckeditor_uploader click clickhouse_connect clickhouse_driver cloudinary cloudinary_storage colorama coloredlogs colorfield confluent_kafka
cookie_consent coverage croniter crum cv2 cx_Oracle data_wizard dateparser debugpy defender diskcache distro dj_db_conn_pool dj_rest_auth django_apscheduler
django_auth_ldap django_browser_reload django_cid django_ckeditor_5 django_cockroachdb django_components django_cotton django_countries django_cron django_db_geventpool
django_dramatiq django_elasticsearch_dsl django_eventstream django_fsm django_guid django_hosts django_htmx django_jinja django_json_widget django_jsonform
django_lifecycle django_migration_linter django_multitenant django_mysql django_object_actions django_opensearch_dsl django_otp django_permissions_policy django_q
django_ratelimit django_recaptcha django_rq django_ses django_statsd django_summernote django_tables2 django_tailwind django_tasks django_tenants django_unicorn
django_user_agents django_valkey django_vite_plugin django_weasyprint djangorestframework_camel_case djangosaml2 djongo djoser djstripe docker docutils docx dramatiq
drf_extra_fields drf_spectacular_sidecar drf_standardized_errors drf_writable_nested duckdb easy_thumbnails ecs_logging elasticsearch elasticsearch_dsl
encrypted_model_fields fakeredis fastapi fcm_django feedgen feedparser fernet_fields fido2 firebase_admin fitz flagsmith flask floppyforms flower formtools freezegun
fsspec furl geoip2 geopandas geopy grappelli graypy hashids haystack holidays honeybadger html5lib httptools huey humanize hvac hypothesis icalendar icecream imagekit
impersonate inflection influxdb_client ipdb ipware itsdangerous jazzmin jinja2 jose json_logging jsoneditor jsonfield jsonschema kafka kubernetes ldap ldap3 ldclient
leaflet linear_migrations livereload log_request_id logfmter loginas logstash logstash_async lxml magiclink mailjet_rest maintenance_mode mako mangum markdown2
markdownx markupsafe marshmallow martor matplotlib maxminddb meilisearch meinheld memcache minio mistune mixpanel modeltranslation mongoengine more_itertools motor
mozilla_django_oidc msal msgpack msgspec mssql mutagen nacl nanoid nats neo4j neomodel nest_asyncio nested_admin netaddr networkx nh3 nplusone oauth2_provider oauthlib
openai openpyxl opensearch_dsl opensearchpy OpenSSL ordered_model orjson osgeo paramiko parler passlib peewee pendulum pexpect pghistory pgtrigger pgvector phonenumbers
picklefield pika pillow_heif plotly pluggy polars polymorphic post_office posthog prettyconf psqlextra psycopg2cffi psycopg_pool ptvsd pudb push_notifications pyarrow
pydevd pydevd_pycharm pygments pyinstrument pylibmc pymemcache pyodbc pyotp pypdf PyPDF2 pyproj qrcode querycount ratelimit redbeat referrer_policy reportlab
requests_oauthlib responses rest_auth rest_flex_fields rest_framework_api_key rest_framework_csv rest_framework_extensions rest_framework_gis rest_framework_nested
rest_framework_tracking rest_framework_xml rest_framework_yaml rest_polymorphic rosetta rq ruamel s3fs saml2 schema_graph scipy sendgrid serverless_wsgi servestatic
sesame shapely shortuuid silk simple_salesforce simplejson sitetree sklearn slack_sdk slugify snowflake social_core social_django sorl sortedcontainers starlette statsd
stomp stripe tabulate tailwind telegram template_partials tenant_schemas termcolor tiktoken time_machine tinymce tldextract tomlkit toolz torch tornado tqdm
transformers turnstile twilio twisted two_factor typer typesense ua_parser ujson ulid unfold unidecode UnleashClient user_agents uvloop validators valkey viewflow
wagtail_localize wagtail_modeladmin wagtailmenus wagtailmetadata watchdog watchfiles watchman watchtower weasyprint webauthn webpush websockets werkzeug widget_tweaks
xhtml2pdf xlrd xlsxwriter yarl zeal zenpy zmq zxcvbn
actstream admin_auto_filters admin_honeypot admin_numeric_filter admin_tools adminlte3 agate airbrake amqp antlr4 apikeyclient ariadne ariadne_django
authorization_django authorization_levels billiard bootstrap4 bootstrap5 boto braintree bugsnag_django caldav captcha celery_once celery_progress celery_singleton
channels_postgres channels_rabbitmq chunked_upload clever_selects commonmark cssutils csvkit dal dal_select2 dbbackup dbtemplates debug_toolbar_force delorean
device_detector dirtyfields disqus dj_pagination django_auth_adfs django_bootstrap5 django_cas_ng django_cleanup django_comments django_comments_xtd django_cte
django_dirtyfields django_dynamic_fixture django_email_verification django_feature_policy django_fsm_log django_hstore django_js_reverse django_libsass
django_mailbox django_otp_webauthn django_pglocks django_pgviews django_postgres_extra django_pyodbc django_python3_ldap django_q2 django_querycount
django_rest_passwordreset django_saml2_auth django_scopes django_select2 django_slack django_sse django_tables2_column_shifter django_zxcvbn_password_validator
djangoql djmail djmoney docusign_esign drf_access_policy drf_chunked_upload drf_compound_fields drf_dynamic_fields drf_excel drf_haystack drf_jsonmask drf_recaptcha
drf_social_oauth2 dropbox dry_rest_permissions easyaudit el_pagination elastic_transport elasticsearch7 elasticsearch8 email_log email_validator emoji
exponent_server_sdk fiona flags fsm_admin gargoyle gcsfs gensim geocoder geojson gisserver google_auth_oauthlib googleapiclient googlemaps graphene_file_upload
graphql graphql_jwt growthbook gspread hellosign_sdk hitcount honeypot html2text html_sanitizer ibm_db_django inlinestyler invitations iso4217 isodate josepy
jwcrypto jwkest jwt_auth langdetect lark libcloud libsass line_profiler logdna logentries logging_loki logzero loki_logger_handler lxml_html_clean markdownify
mathfilters maya memory_profiler mistletoe mixer mjml model_bakery mollie moneyed named_enum nested_inline netmiko newspaper ninja_extra ninja_jwt nltk
nonrelated_inlines notifications oauth2client oidc_provider onedrive onelogin onesignal organizations otp_yubikey pandas_gbq parsedatetime parsy passkeys
paypalrestsdk paystack pdf2image pdfminer pdfplumber permissions_policy petl pglock pikepdf pipeline pottery premailer prettyprinter pure_pagination
pwned_passwords_django pycountry pyfcm pympler pymssql pynamodb pynetbox pypandoc pyparsing pyroscope pysnmp pywebpush rangefilter rapidjson rasterio raygun4py
razorpay readability recurrence redis_lock redis_sentinel_url rediscluster redlock regex rest_access_policy rest_framework_datatables rest_framework_jwt
rest_framework_mongoengine rest_framework_recursive rest_framework_serializer_extensions rest_framework_social_oauth2 rest_framework_swagger reversion_compare
rolepermissions rules sass schematools scout_apm selenium sentence_transformers session_security slack_bolt slackclient smart_selects snowpenguin social_auth spacy
sql_server sqlean sqlparse static_precompiler statsig strawberry_django tablib telebot templated_email trench tweepy twitter unleash_client user_agent verboselogs
vine vobject wagtail_color_panel wagtail_factories wagtail_headless_preview wagtail_storages wagtailcache wagtailfontawesome wagtailgeowidget wagtailmedia wagtailseo
wagtailvideos whoosh xmlsec zxcvbn_django zxcvbn_password`;

const INERT: ReadonlySet<string> = new Set([...STDLIB, ...FIELD.split(/\s+/)]);

/** Parts of listed packages that do act, by dotted prefix. */
const ACTIVE: readonly string[] = [
  ...['sitecustomize', '_load', 'run'].map((name) => `opentelemetry.instrumentation.auto_instrumentation.${name}`), 'opentelemetry.instrumentation.bootstrap', 'opentelemetry.instrumentation.distro',
  'opentelemetry.distro', 'opentelemetry.sdk._configuration', 'opentelemetry.instrumentation.django.DjangoInstrumentor.uninstrument',
  'asyncio.run', 'runpy', 'importlib.reload', 'os.environ.__setitem__', 'os.exec', 'sys.modules',
  'multiprocessing.Process', 'threading.Thread', 'threading.Timer', 'concurrent.futures', 'subprocess.Popen', 'pkg_resources', 'importlib.metadata.entry_points', 'contextlib.ExitStack',
  'gunicorn.arbiter.Arbiter.app', 'gunicorn.workers.base.Worker.app',
  'split_settings.tools.include', 'split_settings.tools.optional', 'django.utils.module_loading', 'django.core.servers.basehttp',
  'splunk_otel.start_tracing', 'splunk_otel.start_splunk_otel', 'splunk_otel.tracing', 'azure.core.settings', 'azure.core.tracing', 'opencensus', 'fastapi.testclient', 'starlette.testclient', 'coverage.process_startup',
  'django.apps.apps.populate', 'contextvars.Context.run', 'contextvars.copy_context.run', 'opentelemetry.launcher', 'channels.routing.get_default_application', 'unittest.mock.patch',
];

/** Words in the name of an installed app whose package is not read and that may instrument Django in `ready()`. */
export const TRACING_APP = /otel|opentelemetry|telemetry|trac(e|ing)|logfire|apm|observab|instrument|honeycomb|datadog|ddtrace|uptrace|signoz/i;

/** In front of the name of a project's module that is not replayed because nothing in its reach matters. */
export const QUIET = '@quiet/';

/** In front of the name of a project's module that is not replayed, and uses packages that are not read. */
export const UNREAD = '@unread/';

/** True when importing or calling `path` (dotted) has no effect of its own on settings, instrumentation, provider or application. */
export function isInert(path: string): boolean {
  const known = inert.get(path);
  if (known !== undefined) return known;
  const answer = looksInert(path);
  inert.set(path, answer);
  return answer;
}

/** Each import and call asks, on every path. */
const inert = new Map<string, boolean>();

function looksInert(path: string): boolean {
  if (path.startsWith(QUIET)) return true;
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

/** Built-in functions that fail on values of the right kind, as `int('x')` does. */
export const FAILING: ReadonlySet<string> = new Set(['float', 'input', 'int', 'next', 'open']);

/** Methods that texts and plain containers have: on a value that is not known they do nothing but compute. */
export const PLAIN_METHODS: ReadonlySet<string> = new Set(`capitalize casefold center copy count decode encode endswith expandtabs find format get index isalnum isalpha isdigit islower isnumeric
isspace isupper items join keys ljust lower lstrip partition removeprefix removesuffix replace rfind rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper values zfill`.split(/\s+/));

/** Built-in functions and exceptions; calling them has no effect on start-up. */
export const BUILTINS: ReadonlySet<string> = new Set(`__import__ globals setattr abs all any ascii bin bool bytearray bytes callable chr complex delattr dict dir divmod enumerate
filter float format frozenset getattr hasattr hash help hex id input int isinstance issubclass iter len list map max memoryview min next object oct open ord pow print property
range repr reversed round set slice sorted str sum super tuple type vars zip classmethod staticmethod exit quit breakpoint
Exception BaseException ImportError ModuleNotFoundError RuntimeError ValueError KeyError TypeError AttributeError OSError NotImplementedError SystemExit
Warning DeprecationWarning UserWarning LookupError FileNotFoundError AssertionError EnvironmentError IOError PermissionError TimeoutError StopIteration
ArithmeticError BaseExceptionGroup BlockingIOError BrokenPipeError ChildProcessError ConnectionError ConnectionRefusedError ConnectionResetError EOFError ExceptionGroup FileExistsError FutureWarning GeneratorExit ImportWarning IndexError
InterruptedError IsADirectoryError KeyboardInterrupt MemoryError NameError NotADirectoryError OverflowError PendingDeprecationWarning RecursionError ReferenceError ResourceWarning RuntimeWarning SyntaxError SyntaxWarning SystemError
UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeWarning ZeroDivisionError`.split(/\s+/));
