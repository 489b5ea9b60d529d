// A boot as people read it: one list of steps per process, taken from the paths together.
import type { Files } from '../project/view';
import type { Timeline, TimelineStep } from '../report';
import type { Boot } from './boot';
import { HIDDEN, type BootEvent, type BootStep } from './events';

/** Steps of all paths: the longest path gives the order, the others add what only they have; `always` is what stands on every path. */
export function timelineOf(boot: Boot, files: Files): Timeline {
  const paths = boot.paths.map(({ steps }) => new Map(steps.filter(({ event }) => !HIDDEN.includes(event.kind)).map((step) => [keyOf(step), step])));
  const merged = mergeSteps([...paths].sort((a, b) => b.size - a.size));
  const names = [...new Set(boot.paths.flatMap(({ steps }) => steps.map(({ process }) => process)))];
  const shown = [...merged].map(([key, step]) => ({ step, always: paths.every((path) => path.has(key)) }));
  return {
    name: boot.name,
    entry: boot.entry,
    ...(boot.launch && { launch: { file: boot.launch.file, at: { file: boot.launch.at.file, start: boot.launch.at.start, end: boot.launch.at.end }, where: boot.where ?? '' } }),
    processes: names.map((name) => ({ name, steps: shown.filter(({ step }) => step.process === name).map(({ step, always }) => describe(step, always, files)) })),
  };
}

type Steps = ReadonlyMap<string, BootStep>;

/** Every step once; those that only a later path has stand before the step that they share with the others next. */
function mergeSteps([longest, ...others]: readonly Steps[]): Steps {
  let merged = longest ?? new Map<string, BootStep>();
  for (const path of others) {
    if ([...path.keys()].every((key) => merged.has(key))) continue;
    const entries = [...merged];
    let at = entries.length;
    for (const [key, step] of [...path].reverse()) {
      if (merged.has(key)) at = Math.min(at, entries.findIndex(([other]) => other === key));
      else entries.splice(at, 0, [key, step]);
    }
    merged = new Map(entries);
  }
  return merged;
}

const keyOf = ({ event, chain, place, process }: BootStep): string => `${process} ${label(event)} ${place?.file ?? ''} ${place?.start ?? ''} ${chain.map(({ file, item, statement }) => `${file} ${item} ${statement}`).join('<')}`;

function describe(step: BootStep, always: boolean, files: Files): TimelineStep {
  const frame = step.chain.at(-1);
  const at = frame ? files.span(frame) : step.place;
  return {
    event: step.event.kind,
    label: (at && imported(step.event, files.text(at.file)!.slice(at.start, at.end))) ?? label(step.event),
    certainty: always ? 'always' : 'sometimes',
    ...(at ? { at } : {}),
    via: step.chain.slice(0, -1).map((frame) => files.span(frame)),
  };
}

/** A replay is kept while a statement imports another module of which nothing is known either: the text says which one. */
function imported(event: BootEvent, statement: string): string | undefined {
  const [, module] = (event.kind === 'unknown' && /^import[\s\\]+(\w+)$/.exec(statement)) || [];
  return module && label({ ...event, because: `import ${module}` } as BootEvent);
}

function label(event: BootEvent): string {
  switch (event.kind) {
    case 'settings-named': return `settings module named${event.by === 'launch-file' ? ' by a launch or environment file' : ''}${event.module ? ` (${event.module})` : ''}`;
    case 'settings-evaluated': return event.empty ? 'empty settings configured: no settings module was named' : `settings evaluated${event.module ? ` (${event.module})` : ''}`;
    case 'settings-unnamed': return 'settings module taken out of the environment';
    case 'instrumented': return 'Django instrumented';
    case 'settings-misnamed': return event.because === 'empty' ? 'settings module named with an empty value' : `${event.because === 'putenv' ? 'os.putenv' : event.name} set, which Django does not read`;
    case 'instrumentation-lost': return 'Django instrumented while settings are evaluated: the change to MIDDLEWARE is lost';
    case 'not-called': return 'instrument named, and not called';
    case 'apps-set-up': return 'apps set up';
    case 'environment-kept': return `${event.name} read from a file`;
    case 'environment-read': return `${event.module} imported`;
    case 'uninstrumented': return 'Django no longer instrumented';
    case 'instrumented-again': return 'instrument() called again, without effect';
    case 'provider-installed': return 'tracer provider installed';
    case 'provider-refused': return 'a second tracer provider refused: the first one stays';
    case 'sampler-broken': return `sampler in use that fails: ${event.error}`;
    case 'provider-shut-down': return 'tracer provider shut down';
    case 'middleware-listed': return "OpenTelemetry's middleware listed in MIDDLEWARE";
    case 'initialized-again': return 'initialize() called again';
    case 'proxy-used': return `AttributeError: 'ProxyTracerProvider' object has no attribute '${event.attribute}'`;
    case 'processor-added': return 'span processor added';
    case 'exporter-created': return 'exporter created';
    case 'celery-instrumented': return 'Celery instrumented';
    case 'environment-loaded': return 'environment file loaded';
    case 'metric-reader-created': return 'metric reader created';
    case 'application-built': return `application built (${event.interface}): the middleware chain is loaded`;
    case 'application-wrapped': return "application wrapped in OpenTelemetry's middleware";
    case 'command-ran': return 'management command runs';
    case 'hook-sent': return `hook called (${event.hook})`;
    case 'spawned': return 'worker started as a new process';
    case 'forked': return 'worker forked';
    case 'hook-registered': return `hook registered (${event.hook})`;
    case 'import-failed': return `import of ${event.module} fails`;
    case 'serving': return 'ready for the first request';
    case 'models-too-early': return 'models imported before the apps are loaded';
    case 'unknown': return `unread code: ${event.because}`;
  }
}
