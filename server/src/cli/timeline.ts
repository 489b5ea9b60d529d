// `firstspan timeline`: the start-up order of each way to start a project.
import { loadParser } from '../parsers/load';
import { writeTimelinesJson } from '../report/json';
import { writeMermaid } from '../report/mermaid';
import { writeOrder } from '../report/order';
import type { Result } from '../report/result';
import { writeSvg } from '../report/svg';
import { collect } from './collect';
import { choice, type Command } from './command';
import { naming } from './naming';
import { colours, note, print } from './output';
import { resolveTargets } from './target';
import { Workspace } from './workspace';

const HELP = `Prints in which order each process of a Django project starts: imports, settings, OpenTelemetry, the application. None of its code is run.

Usage: firstspan timeline [PATH...] [--format text|json|mermaid|svg]

  PATH        a folder, or a file; the working directory when there is none
  --format    text, json, mermaid (a chart for documents) or svg (a picture); text when it is left out
  -h, --help  prints this text

Exit codes: 0 done, 2 the project could not be read`;

const WRITERS = {
  text: (result: Result) => writeOrder(result, colours(process.stdout)),
  json: writeTimelinesJson,
  mermaid: writeMermaid,
  svg: writeSvg,
} as const;

const FORMATS = ['text', 'json', 'mermaid', 'svg'] as const;

export const timeline: Command = {
  name: 'timeline',
  summary: 'prints the start-up order of each way to start a project',
  help: HELP,
  options: { format: { type: 'string', default: 'text' } },
  arguments: { min: 0, max: Infinity },
  async run(values, paths) {
    const format = choice(timeline, 'format', values.format, FORMATS);
    const targets = resolveTargets(paths, process.cwd());
    const parser = await loadParser({ preferNative: true });
    const workspaces = await Promise.all(targets.map((target) => Workspace.open(target, parser)));
    const result = await collect(workspaces, naming(targets, paths.length > 1, process.cwd()));
    print(WRITERS[format](result));
    if (result.boots.length === 0) note('note: no Django entrypoint was found: manage.py, wsgi.py, asgi.py and gunicorn.conf.py are looked for by name.');
    return 0;
  },
};
