// One run: a fresh folder, a server, requests, the spans that arrive, a stop.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { startOf } from './launch';
import { counts, firstError, printedCounts, summary, type Counts, type Observation } from './observation';
import { expected } from './outcome';
import { asRun } from './ports';
import { endAll, send, start, stop, type Stack, type Started } from './processes';
import { startReceiver, type Receiver } from './receiver/receiver';
import { accepts, ask, freePort } from './requests';
import { fingerprint, REQUESTS, TAIL_REQUESTS, type Scenario } from './scenario';
import { until } from './wait';

/** Milliseconds. A server that does not listen by then does not start; spans that are not there by then do not come while it runs. */
const START = 45_000;
const SPANS = 2_500;
/** The same where something runs beside the server: it may still be starting. */
const SPANS_BESIDE = 10_000;
/** How long old workers may go on answering. */
const RELOAD = 4_000;
/** After this more spans of the same requests are waited for, since doubled ones may come in another batch. */
const QUIET = 300;
const RENEWING = /--max-requests 1\b/;
/** Seconds. What has not ended by then is ended. */
const STOP = 8;

/** @param tail the default delay of a batch, which a stop may cut off, instead of a short one @throws when a scenario cannot be started at all */
export async function run(scenario: Scenario, stack: Stack, tail = false): Promise<Observation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fs-run-'));
  const project = path.join(folder, 'srv');
  const mark = path.basename(folder);
  const receiver = await startReceiver(mark);
  const port = await freePort();
  const files = asRun(scenario.files, receiver);
  write(project, files);
  const { command, variables, others = [] } = startOf(files);
  const environment = { ...ambient(receiver, port, scenario.alone === true, tail), ...(scenario.missing ? hide(folder, scenario.missing) : {}), ...variables };
  const logs = [command, ...others].map((_, i) => path.join(folder, `log-${i}`));
  const started = [command, ...others].map((one, i) => start(one, project, stack, environment, mark, logs[i]!));
  const output = (): string => logs.map((log) => readFileSync(log, 'utf8')).join('\n');
  try {
    return await observe(scenario, { project, started, receiver, port, mark, tail, output, renews: RENEWING.test(command) });
  } finally {
    await endAll(started, mark);
    await receiver.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Going {
  readonly project: string;
  /** The server, then what runs beside it. */
  readonly started: readonly Started[];
  readonly receiver: Receiver;
  readonly port: number;
  readonly mark: string;
  readonly tail: boolean;
  /** Every request is the last one of its worker: others may have to wait for the next one's start. */
  readonly renews: boolean;
  output(): string;
}

async function observe(scenario: Scenario, { project, started, receiver, port, mark, tail, renews, output }: Going): Promise<Observation> {
  const server = started[0]!;
  await until(async () => server.ended() || (await accepts(port)), START);
  const died = server.ended();
  const statuses: number[] = [];
  const wanted = tail ? TAIL_REQUESTS : REQUESTS;
  const beside = started.length > 1;
  // Some servers listen before the application is loaded, and a request that waits for a worker waits for its start as well.
  const patience = (request: number): number | undefined => (beside || renews || request === 0 ? START : undefined);
  if (!died) for (let i = 0; i < wanted; i++) statuses.push((await ask(port, scenario.paths[i % scenario.paths.length]!, scenario.headers, patience(i))).status);
  const spans = (): Counts => (scenario.printed ? printedCounts(output()) : counts(receiver.received));
  const arrived = (): boolean => expected(scenario, spans()) >= wanted;
  if (!tail && !died && (await until(arrived, beside ? SPANS_BESIDE : SPANS))) await until(() => false, QUIET);
  const live = spans();
  // The requests that wait for the new settings make spans of their own, which are not counted.
  const before = scenario.reload ? summary(receiver.received, server.child.pid ?? 0) : undefined;
  const reloaded = scenario.reload ? await reload(server, project, port) : undefined;
  const seconds = await stop(started, mark, STOP, scenario.stopsAll);
  const line = firstError(output(), project);
  return {
    text: fingerprint(scenario), date: new Date().toISOString().slice(0, 10), statuses, live, ...(before ?? summary(receiver.received, server.child.pid ?? 0)), ...(scenario.printed ? { after: spans() } : {}),
    stop: Math.round(seconds * 10) / 10, died, ...(reloaded === undefined ? {} : { reloaded }), ...(line === undefined ? {} : { error: line }),
  };
}

/** What the machine gives to every scenario: where the collector is, unless it stands `alone`, and short delays. */
function ambient({ httpPort, grpcPort }: Receiver, port: number, alone: boolean, tail: boolean): Record<string, string> {
  return {
    PORT: String(port), COLLECTOR_HTTP_PORT: String(httpPort), COLLECTOR_GRPC_PORT: String(grpcPort),
    ...(alone ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${httpPort}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }),
    ...(tail ? {} : { OTEL_BSP_SCHEDULE_DELAY: '200', OTEL_BLRP_SCHEDULE_DELAY: '200', OTEL_METRIC_EXPORT_INTERVAL: '300' }),
  };
}

/** What a deployment without a restart does. @returns what the workers answer then; the old answer where it does not change */
async function reload(started: Started, project: string, port: number): Promise<string> {
  const settings = path.join(project, 'shop', 'settings.py');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('"old"', '"new"'));
  send(started.child.pid!, 'SIGHUP');
  let title = '';
  await until(async () => (title = (await ask(port, '/title/')).body) === 'new', RELOAD);
  return title;
}

/** A module of the same name in front of all others that cannot be imported; packages around it are namespaces, which are left as they are. */
function hide(folder: string, module: string): Record<string, string> {
  const place = path.join(folder, 'hidden');
  const file = `${path.join(place, ...module.split('.'))}.py`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `raise ModuleNotFoundError("No module named ${module}", name="${module}")\n`);
  return { PYTHONPATH: place };
}

function write(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}
