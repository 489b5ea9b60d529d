// The pages of edits of launch files: a file, what is asked for, and the file after it. Each case is run with CRLF as well.
//
//   ```LANGUAGE title="PATH"   the file
//   ```edit                    `set NAME=value for WHERE`, `unset NAME for WHERE`, `add --option for WHERE`, `take WORD for WHERE`, `put WORD -> OTHER for WHERE`, `option NAME=VALUE for WHERE`,
//                              `file NAME=value` (a file of variables); the first command of that name is meant, or the one with `#N`
//   ```LANGUAGE                the file after it; `nothing` where it is not done
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'node:test';
import { addUwsgiOption, addWords, replaceValue, takeWords } from '../../../server/src/core/fix/launch/command-line';
import { readLaunch, variablesOf, type LaunchText } from '../../../server/src/core/fix/launch/said';
import { removeVariable, setInVariablesFile, setVariable } from '../../../server/src/core/fix/launch/set-variable';
import type { LaunchParsers } from '../../../server/src/core/launch/types';
import { applyEdits, type ReplaceEdit } from '../../../server/src/core/text/edits';
import { launchParsers } from '../launch/parsers';

interface Case {
  readonly path: string;
  readonly text: string;
  readonly edit: string;
  readonly after: string | undefined;
}

for (const page of readdirSync(__dirname).filter((name) => name.endsWith('.md'))) {
  describe(page, () => {
    const cases = readFileSync(path.join(__dirname, page), 'utf8').split(/^## /m).slice(1);
    it('has cases', () => assert.ok(cases.length > 0));
    for (const one of cases) {
      it(one.slice(0, one.indexOf('\n')), async () => run(read(one)));
      it(`CRLF: ${one.slice(0, one.indexOf('\n'))}`, async () => run(withCrlf(read(one))));
    }
  });
}

function read(one: string): Case {
  const blocks = [...one.matchAll(/^(`{3,})([^\n]*)\n([^]*?)^\1$/gm)].map(([, , info = '', text = '']) => ({ info, text }));
  const [file, edit, after] = blocks;
  assert.ok(file && edit?.info === 'edit' && after, 'a case is a file, an edit, and the file after it');
  return { path: /title="([^"]+)"/.exec(file.info)![1]!, text: / open\b/.test(file.info) ? file.text.trimEnd() : file.text, edit: edit.text.trim(), after: after.info === 'nothing' ? undefined : after.text };
}

function withCrlf({ text, after, ...one }: Case): Case {
  return { ...one, text: text.replaceAll('\n', '\r\n'), after: after?.replaceAll('\n', '\r\n') };
}

async function run({ path: name, text, edit, after }: Case): Promise<void> {
  const parsers = await launchParsers();
  const edits = editsOf(name, text, edit, parsers);
  const result = edits && applyEdits(text, edits);
  assert.equal(result, after);
  const [, variable, value, where] = /^set (\w+)=(.*) for (.+)$/.exec(edit) ?? [];
  if (result === undefined || where === undefined) return;
  // Asked again, nothing changes.
  assert.equal(applyEdits(result, setVariable('file:///x', launchOf(name, result, where, parsers), variable!, value!, parsers)!), result);
  const seen = readLaunch(name, result, parsers)!.commands.find((command) => command.where === where.replace(/ #\d+$/, ''))!;
  if (!/ #\d+$/.test(where)) assert.equal(variablesOf(seen.environment).get(variable!), value);
}

function editsOf(name: string, text: string, edit: string, parsers: LaunchParsers): ReplaceEdit[] | undefined {
  const file = 'file:///x';
  const [, verb, what, where] = /^(set|unset|add|take|put|option) (.+) for (.+)$/.exec(edit) ?? [];
  if (verb === undefined) {
    const [, variable, value] = /^file (\w+)=(.*)$/.exec(edit)!;
    return setInVariablesFile(file, name, text, variable!, value!, parsers);
  }
  const launch = launchOf(name, text, where!, parsers);
  if (verb === 'set') return setVariable(file, launch, what!.split('=')[0]!, what!.slice(what!.indexOf('=') + 1), parsers);
  if (verb === 'unset') return removeVariable(file, launch, what!, parsers);
  if (verb === 'option') return addUwsgiOption(file, launch, what!.split('=')[0]!, what!.split('=')[1]!, parsers);
  const { words } = readLaunch(name, text, parsers)!.commands.find((command) => command.where === launch.where && command.at.start === launch.at?.start)!;
  const range = (word: string) => words.find((one) => one.text === word)!.at;
  if (verb === 'take') {
    const [first, last] = what!.split(' .. ');
    return takeWords(file, launch, { start: range(first!).start, end: range(last ?? first!).end }, parsers);
  }
  if (verb === 'put') {
    const [word = '', other = ''] = what!.split(' -> ');
    return replaceValue(file, launch, range(word), word, other, parsers);
  }
  const [option, behind] = what!.split(' behind ');
  return addWords(file, launch, range(behind!), option!.split(' '), parsers);
}

function launchOf(name: string, text: string, named: string, parsers: LaunchParsers): LaunchText {
  const [, where, number] = /^(.*?)(?: #(\d+))?$/.exec(named)!;
  const commands = readLaunch(name, text, parsers)!.commands.filter((command) => command.where === where);
  const command = commands[Number(number ?? 1) - 1];
  assert.ok(command, `no command ${named}, only ${readLaunch(name, text, parsers)!.commands.map((one) => one.where).join(', ')}`);
  return { path: name, text, where: where!, at: command.at };
}
