// Which reader reads a launch file, by its name.
import { merged } from './launch-file';
import { readConfiguration } from './readers/configuration';
import { readCompose } from './readers/compose';
import { readDockerfile } from './readers/dockerfile';
import { readDotenv } from './readers/dotenv';
import { readJustfile } from './readers/justfile';
import { readKubernetes } from './readers/kubernetes';
import { readMakefile } from './readers/makefile';
import { readNoxfile } from './readers/noxfile';
import { platformReaderOf } from './readers/platform';
import { readProcfile } from './readers/procfile';
import { readSystemd } from './readers/systemd';
import { readTox } from './readers/tox';
import { readUwsgiJson, readUwsgiXml, readUwsgiYaml } from './readers/uwsgi';
import { readVscodeLaunch, readVscodeTasks } from './readers/vscode';
import { readShell } from './shell/shell';
import type { Reader } from './types';

/** The first whose pattern matches the path below the workspace folder (`/`-separated). */
const READERS: readonly (readonly [path: RegExp, read: Reader])[] = [
  [/(^|\/)(\.env(\.[\w.-]+)?|[\w.-]*\.env)$/, readDotenv],
  // Two folders deep in many templates of projects: `.envs/.production/.django`.
  [/(^|\/)\.envs\/(.*\/)?\.\w+$/, readDotenv],
  [/\.(sh|bash|ksh|zsh)$|(^|\/)\.envrc$/, readShell],
  // Scripts without an ending, as templates of projects and images name them.
  [/(^|\/)((docker-?)?entry-?point|(start|run|serve|launch|startup|boot)([-_][\w-]+)?)$/i, readShell],
  [/(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.(Docker|Container)file$/i, readDockerfile],
  [/(^|\/)[^/]*compose[^/]*\.ya?ml$/i, readCompose],
  [/(^|\/)Procfile(\.[\w.-]+)?$/, readProcfile],
  [/\.service$|\.service\.d\/[^/]+\.conf$/, readSystemd],
  [/(^|\/)[\w.-]*uwsgi[\w.-]*\.ya?ml$|(^|\/)vassals\/[^/]+\.ya?ml$/, readUwsgiYaml],
  [/(^|\/)[\w.-]*uwsgi[\w.-]*\.json$|(^|\/)vassals\/[^/]+\.json$/, readUwsgiJson],
  [/(^|\/)[\w.-]*uwsgi[\w.-]*\.xml$|(^|\/)vassals\/[^/]+\.xml$/, readUwsgiXml],
  [/(^|\/)(GNU)?[Mm]akefile$|\.mk$/, readMakefile],
  [/(^|\/)\.?[Jj]ustfile$|\.just$/, readJustfile],
  [/(^|\/)noxfile\.py$/, readNoxfile],
  [/(^|\/)tox\.ini$/, readTox],
  [/(^|\/)\.vscode\/launch\.json$/, readVscodeLaunch],
  [/(^|\/)\.vscode\/tasks\.json$/, readVscodeTasks],
  [/\.(ini|conf)$/, readConfiguration],
  [/\.ya?ml$/, (text, parsers) => readKubernetes(text, parsers)],
];

/** Only to show what such a file looks like: nothing starts with it. */
const EXAMPLE = /\.(example|sample|template|tmpl|tpl|dist|j2)$|[._-](example|sample|template)\b/i;
/** What a button deploys as it stands. */
const NO_EXAMPLE = /(^|\/)\.do\/deploy\.template\.ya?ml$/;

/** @returns undefined for a file that no reader knows */
export function readerOf(path: string): Reader | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (EXAMPLE.test(name) && !NO_EXAMPLE.test(path)) return undefined;
  const platform = platformReaderOf(path);
  const own = READERS.find(([pattern]) => pattern.test(path))?.[1];
  // `app.yaml` may be a manifest of App Engine or of Kubernetes: each reader knows its own.
  return platform && own ? (text, parsers) => merged([platform(text, parsers), own(text, parsers)]) : (platform ?? own);
}
