// What the launches of a project are, for rules: which interface their server calls, and whether OpenTelemetry is loaded first.
import { ASGI_SERVERS } from '../knowledge/asgi-servers';
import type { ProjectLaunch } from '../project/launches';

/** Does its server call the application by ASGI, as far as the launch shows? */
export function servesAsgi({ server, options, entry }: ProjectLaunch): boolean {
  const known = ASGI_SERVERS[server];
  if (known === undefined) return false;
  if (known === 'always') return true;
  if (known === 'where the application is one') return entry?.application?.interface === 'asgi';
  const option = options.findLast(({ name }) => name === known.option);
  return typeof option?.value === 'string' && known.value.test(option.value);
}

export const LAUNCHER = 'opentelemetry-instrument';

/** The words of `opentelemetry-instrument`, or the annotation that stands for it. */
export function autoInstrumentation({ wrappers, injected, file }: ProjectLaunch): { readonly file: string; readonly start: number; readonly end: number } | undefined {
  const at = wrappers.find(({ name }) => name === LAUNCHER)?.at ?? injected;
  return at && { file: at.file ?? file, start: at.start, end: at.end };
}

export const isAutoInstrumented = (launch: ProjectLaunch): boolean => autoInstrumentation(launch) !== undefined;
