// Files that are made from tables in the sources, as they have to be now.
import { editorProperties, editorSchema, fileSchema, optionTable } from '../../server/src/core/config/schema';
import { ruleGroups } from '../../server/src/core/rules/registry';
import type { RuleInfo } from '../../server/src/core/rules/rule';
import { readTwins } from '../corpus/twins/twin';
import { projectFiles, read } from './files';

/** By name: the whole text of each file. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    ['schemas/pyproject.json', json(fileSchema())],
    ['schemas/editor.json', json(editorSchema())],
    ['package.json', json(manifest())],
    ['docs/launch-files.md', launchFiles()],
    ['README.md', ['rules', 'settings'].reduce((text, name) => withTable(text, name, TABLES[name]()), read('README.md').replaceAll('\r\n', '\n'))],
  ]);
}

const TABLES: Readonly<Record<string, () => string>> = { rules: ruleTable, settings: optionTable };

function ruleTable(): string {
  const row = ({ id, severity, byName, summary }: RuleInfo): string => `| [${id}](server/src/core/rules/${id}.md) | ${severity}${byName ? ', off' : ''} | ${summary} |`;
  const rows = ruleGroups.flatMap(({ title, rules }) => [`| **${title}** | | |`, ...rules.map(row)]);
  return ['| rule | severity | finds |', '|---|---|---|', ...rows].join('\n');
}

/** What the pages of twins say of their files, and how many shapes each of them holds. */
function launchFiles(): string {
  const pages = projectFiles().filter((file) => /^test\/corpus\/twins\/[\w-]+\.md$/.test(file)).map((file) => ({ file, text: read(file).replaceAll('\r\n', '\n') })).sort((a, b) => titleOf(a.text).localeCompare(titleOf(b.text), 'en'));
  const said = (text: string, what: string) => new RegExp(`^${what}: (.+)$`, 'm').exec(text)![1]!;
  const rows = pages.map(({ file, text }) => `| [${titleOf(text)}](../${file}) | ${['Names', 'Read', 'Fixed'].map((what) => said(text, what)).join(' | ')} | ${readTwins(text).length} |`);
  return ['# Launch files', '', 'What First Span reads of the files that say how a project is started, and where its fixes go. Each is shown by projects that work, in silence, and', 'the same ones broken, with what is reported and how it is mended; the tests run all of them. What is not certain in a file is unknown, and unknown never reports.', '', '| | names | what is read | what fixes write | shapes |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

const titleOf = (page: string): string => /^# (.+)$/m.exec(page)![1]!;

function withTable(text: string, name: string, table: string): string {
  const marks = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const [start, end] = [text.indexOf(marks[0]), text.indexOf(marks[1])];
  if (start < 0 || end < start) throw new Error(`README.md has no place for the table of ${name}`);
  return text.slice(0, start + marks[0].length) + table + text.slice(end);
}

/** Settings of the client itself stay as they are. */
function manifest(): object {
  const now = JSON.parse(read('package.json'));
  const { configuration } = now.contributes;
  const others = Object.entries(configuration.properties).filter(([name]) => name.split('.').length > 2 || !(name in editorProperties()));
  const stale = others.filter(([name, value]) => name.split('.').length === 2 && typeof value === 'object' && value !== null && 'scope' in value && value.scope === 'resource');
  const properties = Object.fromEntries([...Object.entries(editorProperties()), ...others.filter((one) => !stale.includes(one))]);
  return { ...now, contributes: { ...now.contributes, configuration: { ...configuration, properties } } };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
