// Launches under opentelemetry-instrument whose environment is made by files that are read: what is installed there is all there is.
import type { Dependencies } from '../dependencies/dependencies';
import { CONFIGURED_ELSEWHERE, SDK_SWITCH } from '../knowledge/exporters';
import type { ProjectLaunch } from '../project/launches';
import type { Span } from '../text/span';
import { autoInstrumentation } from './launch-kinds';
import type { Found, Project } from './rule';

export interface AutoInstrumented {
  readonly launch: ProjectLaunch;
  /** The words of the wrapper. */
  readonly at: Span;
}

/** Those of one Django project. None where a person may have installed more by hand, or something else than the usual set-up decides. */
export function autoInstrumented({ launches }: Project, root: string, dependencies: Dependencies): AutoInstrumented[] {
  const own = launches.filter((launch) => launch.root === root && launch.kind !== 'test' && decidesItself(launch)).flatMap((launch) => {
    const at = autoInstrumentation(launch);
    return at && !launch.injected ? [{ launch, at }] : [];
  });
  return own.length > 0 && dependencies.isBuilt ? own : [];
}

function decidesItself({ variables }: ProjectLaunch): boolean {
  const off = variables.get(SDK_SWITCH.variable);
  return CONFIGURED_ELSEWHERE.every((name) => variables.get(name) === 'unset') && (off === 'unset' || (off !== 'unknown' && off.value !== undefined && off.value.toLowerCase() !== SDK_SWITCH.off));
}

export function startedThere({ at }: AutoInstrumented): Found['related'][number] {
  return { at, message: 'It is started under opentelemetry-instrument here.' };
}
