// `firstspan check`: reads projects as text and reports why they will produce no traces.
import { fromPath } from '../host/uris';
import { loadParser } from '../parsers/load';
import { writeJson } from '../report/json';
import type { Result } from '../report/result';
import { writeText } from '../report/text';
import { collect, isProblem } from './collect';
import { choice, usage, type Command } from './command';
import { fail } from './failure';
import { fixOnDisk, showDiff } from './fix';
import { naming, type Name } from './naming';
import { colours, note, print, wrapWidth } from './output';
import { resolveTargets, type Target } from './target';
import { Workspace } from './workspace';

const HELP = `Reads Django projects as text, without running any of their code, and reports why they will produce no OpenTelemetry traces.

Usage: firstspan check [PATH...] [--format text|json] [--fix] [--diff] [--order]

  PATH            a folder, or a file to limit the findings to; the working directory when there is none
  --format        text (with code frames) or json; text when it is left out
  --fix           applies the safe fixes, then reports what is left
  --diff          prints what --fix would change, and writes nothing
  --order         also prints the start-up order of each way to start the project
  -h, --help      prints this text

Exit codes: 0 nothing found (information may be), 1 errors or warnings found or (--diff) something to change, 2 the check could not be done`;

export const check: Command = {
  name: 'check',
  summary: 'reports why a project will produce no traces, and fixes what can be fixed safely',
  help: HELP,
  options: { format: { type: 'string', default: 'text' }, fix: { type: 'boolean' }, diff: { type: 'boolean' }, order: { type: 'boolean' } },
  arguments: { min: 0, max: Infinity },
  async run(values, paths) {
    const format = choice(check, 'format', values.format, ['text', 'json']);
    if (values.diff && format === 'json') usage(check, '--diff prints a diff and cannot be combined with --format json');
    const cwd = process.cwd();
    const targets = await resolveTargets(paths, cwd);
    const parser = await loadParser({ preferNative: true });
    const workspaces = await Promise.all(targets.map((target) => Workspace.open(target, parser)));
    await expectReadable(targets, workspaces);
    const name = naming(targets, paths.length > 1, cwd);
    if (values.diff) return showDiff(workspaces, name);
    if (values.fix) await fixOnDisk(targets, workspaces, name);
    const result = await collect(workspaces, name);
    show(result, format, values.order === true);
    remark(workspaces, result, name);
    return result.reported.some(isProblem) ? 1 : 0;
  },
};

/** A file that a person named has to be usable; one that was found by the way only gets a remark. */
async function expectReadable(targets: readonly Target[], workspaces: readonly Workspace[]): Promise<void> {
  for (const [i, target] of targets.entries()) {
    for (const file of target.only ?? []) {
      const state = await workspaces[i].read(fromPath(file));
      if (state.kind === 'unreadable') fail(`${file} cannot be checked.`, `It is ${state.why}.`, 'Name a Python file, as UTF-8 text, or a folder.');
    }
  }
}

function remark(workspaces: readonly Workspace[], { boots }: Result, name: Name): void {
  for (const [uri, why] of workspaces.flatMap((workspace) => workspace.unreadable)) note(`note: ${name(uri)} was not checked: ${why}.`);
  if (boots.length === 0) note('note: no Django entrypoint was found: manage.py, wsgi.py, asgi.py and gunicorn.conf.py are looked for by name.');
}

function show(result: Result, format: 'text' | 'json', order: boolean): void {
  if (format === 'json') return print(writeJson(result));
  print(writeText(result, { style: colours(process.stdout), width: wrapWidth(), order }));
}
