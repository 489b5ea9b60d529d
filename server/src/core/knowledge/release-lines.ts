// Which packages of OpenTelemetry are released together, and which versions belong to each other.

/** Packages of one line have one number. `stable`: API, SDK and exporters (1.45.2); `beta`: instrumentations and what they share (0.66b2). */
export type ReleaseLine = 'stable' | 'beta';

/** opentelemetry-python and opentelemetry-python-contrib release these together; others (resource detectors, Jaeger's exporters, `sdk-extension-aws`) have numbers of their own. */
const STABLE = /^opentelemetry-(api|sdk|proto|exporter-otlp|exporter-otlp-proto-(common|grpc|http))$/;

const BETA = new RegExp(`^opentelemetry-(instrumentation|distro|semantic-conventions|util-http|contrib-instrumentations|instrumentation-(${
  `aio-pika aiohttp-client aiohttp-server aiokafka aiopg asgi asyncclick asyncio asyncpg aws-lambda boto boto3sqs botocore cassandra celery click confluent-kafka dbapi django elasticsearch falcon fastapi flask grpc httpx
jinja2 kafka-python logging mysql mysqlclient pika psycopg psycopg2 pymemcache pymongo pymssql pymysql pyramid redis remoulade requests sqlalchemy sqlite3 starlette system-metrics threading tornado tortoiseorm urllib urllib3 wsgi`
    .split(/\s+/).join('|')}))$`);

/** Packages that ask for exactly the others of their release, in every release since 1.12; exporters did not always. */
export const MOVES_WITH_OTHERS = new RegExp(`^opentelemetry-(api|sdk)$|${BETA.source}`);

/** Packages that ask for any SDK of 1.x: their own number says nothing of a release. */
export const ANY_NUMBER = /^opentelemetry-(propagator|resource-?detector|sdk-extension)-/;

/** @param name canonical */
export function lineOf(name: string): ReleaseLine | undefined {
  return STABLE.test(name) ? 'stable' : BETA.test(name) ? 'beta' : undefined;
}

/** SDK 1.12.0 came with instrumentation 0.33b0, 1.45.2 with 0.66b2: between them the second numbers differ by 21. */
const DISTANCE = 21;

/** The number that the two lines of one release share: 45 for 1.45.2 and for 0.66b2. @returns undefined for releases before 1.12, and for what is no release */
export function releaseOf(version: string): number | undefined {
  const [, stable] = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version) ?? [];
  const [, beta] = /^v?0\.(\d+)b\d+$/.exec(version) ?? [];
  const release = stable !== undefined ? Number(stable) : beta !== undefined ? Number(beta) - DISTANCE : undefined;
  return release !== undefined && release >= 12 ? release : undefined;
}

/** The version of the other line: `0.66b2` for `1.45.2`, and back. */
export function matchingVersion(version: string): string | undefined {
  const release = releaseOf(version);
  const [, patch] = /(?:^v?1\.\d+\.|b)(\d+)$/.exec(version) ?? [];
  if (release === undefined || patch === undefined) return undefined;
  return /^v?1/.test(version) ? `0.${release + DISTANCE}b${patch}` : `1.${release}.${patch}`;
}
