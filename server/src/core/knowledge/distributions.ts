// What packages on PyPI bring along of OpenTelemetry, as their metadata says it (2026-11), and of which it is known that they bring nothing.

/** Packages by the canonical name that needs them; `name[extra]` for what only that extra needs. */
export const BRINGS: Readonly<Record<string, readonly string[]>> = {
  'opentelemetry-sdk': ['opentelemetry-api', 'opentelemetry-semantic-conventions'],
  'opentelemetry-sdk[file-configuration]': ['opentelemetry-configuration'],
  'opentelemetry-configuration': ['opentelemetry-sdk'],
  'opentelemetry-semantic-conventions': ['opentelemetry-api'],
  'opentelemetry-instrumentation': ['opentelemetry-api', 'opentelemetry-semantic-conventions'],
  'opentelemetry-instrumentation-asgi': ['opentelemetry-instrumentation', 'opentelemetry-util-http'],
  'opentelemetry-instrumentation-wsgi': ['opentelemetry-instrumentation', 'opentelemetry-util-http'],
  'opentelemetry-instrumentation-django': ['opentelemetry-instrumentation-wsgi'],
  'opentelemetry-instrumentation-django[asgi]': ['opentelemetry-instrumentation-asgi'],
  'opentelemetry-instrumentation-fastapi': ['opentelemetry-instrumentation-asgi'],
  'opentelemetry-instrumentation-starlette': ['opentelemetry-instrumentation-asgi'],
  'opentelemetry-instrumentation-flask': ['opentelemetry-instrumentation-wsgi'],
  'opentelemetry-distro': ['opentelemetry-instrumentation', 'opentelemetry-sdk'],
  'opentelemetry-distro[otlp]': ['opentelemetry-exporter-otlp'],
  'opentelemetry-exporter-otlp': ['opentelemetry-exporter-otlp-proto-grpc', 'opentelemetry-exporter-otlp-proto-http'],
  'opentelemetry-exporter-otlp-proto-grpc': ['opentelemetry-sdk'],
  'opentelemetry-exporter-otlp-proto-http': ['opentelemetry-sdk'],
  'opentelemetry-exporter-jaeger': ['opentelemetry-exporter-jaeger-proto-grpc', 'opentelemetry-exporter-jaeger-thrift'],
  'opentelemetry-exporter-jaeger-thrift': ['opentelemetry-sdk'],
  'opentelemetry-exporter-jaeger-proto-grpc': ['opentelemetry-sdk'],
  'opentelemetry-exporter-zipkin': ['opentelemetry-exporter-zipkin-json', 'opentelemetry-exporter-zipkin-proto-http'],
  'opentelemetry-exporter-zipkin-json': ['opentelemetry-sdk'],
  'opentelemetry-exporter-zipkin-proto-http': ['opentelemetry-exporter-zipkin-json', 'opentelemetry-sdk'],
  'opentelemetry-exporter-gcp-trace': ['opentelemetry-sdk'],
  // Distributions of vendors.
  'azure-monitor-opentelemetry': ['azure-monitor-opentelemetry-exporter', 'opentelemetry-instrumentation-django', 'opentelemetry-instrumentation-fastapi', 'opentelemetry-instrumentation-flask', 'opentelemetry-sdk'],
  'azure-monitor-opentelemetry-exporter': ['opentelemetry-sdk'],
  'azure-core-tracing-opentelemetry': ['opentelemetry-api'],
  'splunk-opentelemetry': ['opentelemetry-configuration', 'opentelemetry-exporter-otlp-proto-grpc', 'opentelemetry-exporter-otlp-proto-http', 'opentelemetry-instrumentation', 'opentelemetry-propagator-b3', 'opentelemetry-sdk'],
  'elastic-opentelemetry': ['opentelemetry-exporter-otlp', 'opentelemetry-instrumentation', 'opentelemetry-sdk'],
  uptrace: ['opentelemetry-exporter-otlp', 'opentelemetry-instrumentation', 'opentelemetry-sdk'],
  'honeycomb-opentelemetry': ['opentelemetry-exporter-otlp', 'opentelemetry-instrumentation', 'opentelemetry-sdk'],
  'aws-opentelemetry-distro': ['opentelemetry-distro', 'opentelemetry-exporter-otlp-proto-grpc', 'opentelemetry-exporter-otlp-proto-http', 'opentelemetry-instrumentation-asgi', 'opentelemetry-instrumentation-django', 'opentelemetry-propagator-b3', 'opentelemetry-propagator-jaeger'],
  logfire: ['opentelemetry-exporter-otlp-proto-http', 'opentelemetry-instrumentation', 'opentelemetry-sdk'],
  'logfire[django]': ['opentelemetry-instrumentation-asgi', 'opentelemetry-instrumentation-django'],
  'logfire[asgi]': ['opentelemetry-instrumentation-asgi'],
  'logfire[fastapi]': ['opentelemetry-instrumentation-fastapi'],
  'logfire[starlette]': ['opentelemetry-instrumentation-starlette'],
  'sentry-sdk': [],
  'sentry-sdk[opentelemetry]': ['opentelemetry-distro'],
  'sentry-sdk[opentelemetry-otlp]': ['opentelemetry-distro[otlp]'],
};

/** Packages of OpenTelemetry that bring at most the API, the SDK and `opentelemetry-instrumentation`. */
const OPENTELEMETRY = new RegExp(`^opentelemetry-(?:api|proto|util-http|exporter-(?:otlp-(?:proto-)?common|http-transport|prometheus)|(?:propagator|processor|resource-?detector|sdk-extension)-[a-z0-9-]+|instrumentation-(?:${
  `aio-pika aiohttp-client aiohttp-server aiokafka aiopg asyncclick asyncio asyncpg aws-lambda boto boto3sqs botocore cassandra celery click confluent-kafka dbapi elasticsearch falcon grpc httpx
jinja2 kafka-python logging mysql mysqlclient pika psycopg psycopg2 pymemcache pymongo pymssql pymysql pyramid redis remoulade requests sqlalchemy sqlite3 system-metrics threading tornado tortoiseorm urllib urllib3`
    .split(/\s+/).join('|')}))$`);

/** Packages with which `opentelemetry-instrument` sets a provider: their entry points name a distro or a configurator. A package that is not listed may be one, too. */
export const DISTROS: readonly string[] = ['opentelemetry-distro', 'aws-opentelemetry-distro', 'azure-monitor-opentelemetry', 'elastic-opentelemetry', 'splunk-opentelemetry', 'uptrace', 'honeycomb-opentelemetry'];

/** Names that may well bring OpenTelemetry, whatever they begin with. */
const MAY_TRACE = /otel|telemetry|trac(e|ing)|logfire|apm|observab|instrument|honeycomb|datadog|ddtrace|uptrace|signoz|monitor/;

/** Families of public packages without a dependency on OpenTelemetry. */
const FAMILIES = /^(django|djangorestframework|drf|wagtail|types|pytest|flake8|sphinx(contrib)?|pyobjc|psycopg2?|celery|boto3?|botocore|mypy|graphene|channels|crispy|ruff|isort|jupyter|rpds|pydantic|google-(auth|resumable|crc32c))(-|$)/;

/** Public packages without a dependency on OpenTelemetry: what Django projects name most. */
const ORDINARY = new Set(`
aiofiles aiohttp aiohttp-cors aiosignal alembic amqp annotated-types anyio appdirs argon2-cffi argon2-cffi-bindings arrow asgi-lifespan asgiref asn1crypto asttokens async-timeout asyncpg attrs authlib autobahn automat autopep8
babel backoff bandit bcrypt beautifulsoup4 billiard black bleach blinker boltons boto boto3 botocore brotli build bump-my-version cachetools cbor2 certifi cffi cfgv chardet charset-normalizer click click-didyoumean click-plugins click-repl colorama
colorlog commonmark constantly contextvars coreapi coreschema coverage croniter cron-descriptor cryptography cssselect cssutils cython daphne dateparser debugpy decorator deepdiff defusedxml deprecated distlib distro dj-database-url dj-email-url
dj-rest-auth dj-static djoser dnspython docutils docopt drf-yasg ecdsa elastic-transport elasticsearch elasticsearch-dsl email-validator emoji environs et-xmlfile exceptiongroup execnet executing factory-boy faker
fakeredis fastapi fastapi-cli fcm-django feedparser filelock flake8 flask flask-cors flower fonttools freezegun frozenlist furl future geoip2 gevent gitpython googleapis-common-protos granian greenlet grpcio grpcio-status grpcio-tools gunicorn h11 h2 hiredis hpack html5lib httpcore
httplib2 httptools httpx httpx-sse humanize hupper hyperframe hypercorn hyperlink hypothesis icalendar identify idna imagesize importlib-metadata importlib-resources incremental inflection iniconfig invoke ipdb ipython iso8601 isodate isort itsdangerous
itypes jedi jinja2 jmespath joblib jsonfield jsonpatch jsonpath-ng jsonpointer jsonschema jsonschema-path jsonschema-specifications jwcrypto kombu lark lxml lz4 mako markdown markdown-it-py markdown2 markupsafe matplotlib maxminddb mccabe mdurl mkdocs more-itertools
mozilla-django-oidc msgpack multidict mypy mysqlclient mysql-connector-python nanoid nodeenv numpy oauthlib openapi-schema-validator openapi-spec-validator openpyxl orjson outcome packaging pandas paramiko parso passlib pathspec pendulum pexpect pgvector phonenumbers phonenumberslite
pickleshare pika pillow pillow-heif pip pip-tools platformdirs playwright pluggy ply portalocker pre-commit priority prometheus-client prompt-toolkit propcache proto-plus protobuf psutil ptyprocess pure-eval py pyasn1 pyasn1-modules pycairo pycodestyle pycountry pycparser pycryptodome pydyf
pydub pyflakes pygments pyhumps pyjwt pylint pymemcache pymongo pymssql pymysql pynacl pyodbc pyopenssl pyotp pyparsing pypdf pypdf2 pyphen pyproject-hooks pyrsistent pyserial pysocks pytest python-crontab python-dateutil python-decouple python-docx python-dotenv python-http-client
python-ipware python-jose python-json-logger python-magic python-memcached python-multipart python-slugify python-telegram-bot python3-openid pytz pytz-deprecation-shim pyyaml qrcode rcssmin redis referencing regex reportlab requests requests-mock requests-oauthlib requests-toolbelt responses rfc3986
rich rjsmin rpds-py rq rsa rstr ruamel-yaml ruamel-yaml-clib ruff s3transfer scikit-learn scipy scout-apm selenium semantic-version sendgrid service-identity setuptools setuptools-scm shapely shellingham simplejson six slack-sdk smmap sniffio snowballstemmer social-auth-app-django social-auth-core
sortedcontainers soupsieve sqlalchemy sqlparse stack-data starlette statsd stevedore stripe structlog swapper tablib tabulate tblib tenacity termcolor text-unidecode threadpoolctl thrift tinycss2 toml tomli tomlkit tornado tqdm traitlets twilio twisted txaio typer typing-extensions typing-inspection tzdata tzlocal
ua-parser ujson unidecode uritemplate urllib3 user-agents uvicorn uvicorn-worker uvloop uwsgi uwsgitop validators vine virtualenv waitress watchdog watchfiles wcwidth weasyprint webencodings webob websocket-client websockets werkzeug wheel whitenoise wrapt wsproto
circus hatch hatchling honcho nox pdm pipenv poetry poetry-core poetry-plugin-export supervisor tox uv
xhtml2pdf xlrd xlsxwriter xlwt xmltodict yarl zipp zope-interface zopfli zxcvbn django
`.trim().split(/\s+/));

/** Is it known all that this package brings of OpenTelemetry, from PyPI? @param name canonical @param extras those that are asked for */
export function isKnownDistribution(name: string, extras: readonly string[]): boolean {
  if (extras.some((extra) => MAY_TRACE.test(extra) && !(`${name}[${extra}]` in BRINGS))) return false;
  if (name in BRINGS || OPENTELEMETRY.test(name) || ORDINARY.has(name)) return true;
  return FAMILIES.test(name) && !MAY_TRACE.test(name);
}

/** What is installed with these, themselves included. Extras as `name[extra]`. @param names canonical */
export function withBrought(names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [...names];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    next.push(...(BRINGS[name] ?? []), ...(name.endsWith(']') ? [name.slice(0, name.indexOf('['))] : OPENTELEMETRY.test(name) && name.includes('-instrumentation-') ? ['opentelemetry-instrumentation'] : []));
  }
  return found;
}
