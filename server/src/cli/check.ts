// `firstspan check`: reads projects as text and reports why they will produce no traces.
import { displayName, version } from '../../../package.json';
import { allRules } from '../core/rules/registry';
import { rulePage } from '../host/rule-pages';
import { fromPath } from '../host/uris';
import { loadParser } from '../parsers/load';
import { writeGithub } from '../report/github';
import { writeJson } from '../report/json';
import { counted, type Result } from '../report/result';
import { writeSarif } from '../report/sarif';
import { plain } from '../report/style';
import { writeText } from '../report/text';
import { withoutKnown, writeBaseline, writeResult } from './baseline';
import { CHECK_HELP, CHECK_OPTIONS, readCheck, type CheckArguments } from './check-options';
import { collect, isProblem } from './collect';
import type { Command } from './command';
import { fail } from './failure';
import { fixOnDisk, showDiff } from './fix';
import { naming, type Name } from './naming';
import { colours, note, print, wrapWidth } from './output';
import { commandSettings } from './settings';
import { showSettings } from './show-settings';
import { fromStdin } from './stdin';
import { resolveTargets, type Target } from './target';
import { Workspace } from './workspace';

export const check: Command = {
  name: 'check',
  summary: 'reports why a project will produce no traces, and fixes what can be fixed safely',
  help: CHECK_HELP,
  options: CHECK_OPTIONS,
  arguments: { min: 0, max: Infinity },
  async run(values, paths) {
    const typed = readCheck(check, values, paths);
    const cwd = process.cwd();
    const settings = commandSettings(typed, cwd);
    const stdin = typed.stdinFilename === undefined ? undefined : await fromStdin(typed.stdinFilename, cwd);
    const targets = stdin ? [stdin.target] : resolveTargets(paths, cwd);
    const parser = await loadParser({ preferNative: true });
    const workspaces = await Promise.all(targets.map((target) => Workspace.open(target, parser, { settings, buffers: stdin?.buffers })));
    // Annotations and code scanning look for files from the top of the checkout.
    const name = naming(targets, paths.length > 1 || typed.format === 'sarif' || typed.format === 'github', cwd);
    if (typed.flags.showSettings) return showSettings(targets, workspaces, name, typed.format);
    if (!stdin) await expectReadable(targets, workspaces);
    const code = await report(typed, targets, workspaces, name);
    return typed.flags.exitZero ? 0 : code;
  },
};

async function report(typed: CheckArguments, targets: readonly Target[], workspaces: readonly Workspace[], name: Name): Promise<number> {
  const { flags, baseline } = typed;
  if (flags.diff) return showDiff(workspaces, name, flags.unsafe);
  if (flags.fix) await fixOnDisk(targets, workspaces, name, flags.unsafe);
  const all = await collect(workspaces, name);
  if (baseline !== undefined && flags.writeBaseline) {
    writeBaseline(all, baseline);
    note(`${counted(all.reported.length, 'finding')} written to ${baseline}.`);
    return 0;
  }
  const { result, known } = baseline === undefined ? { result: all, known: 0 } : withoutKnown(all, baseline);
  await show(result, typed);
  if (known > 0) note(`note: ${counted(known, 'finding')} of ${baseline} ${known === 1 ? 'is' : 'are'} not shown.`);
  remark(workspaces, all, name);
  return result.reported.some(isProblem) ? 1 : 0;
}

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

async function show(result: Result, { format, outputFile, flags }: CheckArguments): Promise<void> {
  const text = written(result, format, flags.order, outputFile !== undefined);
  if (outputFile === undefined) print(text);
  else writeResult(outputFile, text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

function written(result: Result, format: CheckArguments['format'], order: boolean, toFile: boolean): string {
  switch (format) {
    case 'json': return writeJson(result);
    case 'sarif': return writeSarif(result, { name: displayName, version, rules: allRules, pageOf: rulePage });
    case 'github': return writeGithub(result);
    case 'text': return writeText(result, { style: toFile ? plain : colours(process.stdout), width: toFile ? undefined : wrapWidth(), order });
  }
}
