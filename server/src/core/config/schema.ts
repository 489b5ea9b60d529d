// JSON schemas of the settings, and the README's table: made from the table of options, so that they cannot say anything else.
import { allRules } from '../rules/registry';
import { ALL, editorName, LEVELS, OPTIONS, type OptionSpec } from './options';

type Schema = Readonly<Record<string, unknown>>;

const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** The schema of `[tool.firstspan]` in pyproject.toml. */
export function fileSchema(): Schema {
  const properties = Object.fromEntries(OPTIONS.map((option) => [option.name, { description: option.description, ...typeOf(option) }]));
  return { $schema: DRAFT, title: 'First Span: [tool.firstspan] in pyproject.toml', type: 'object', additionalProperties: false, properties };
}

/** The editor's settings, as package.json declares them: empty means not set. */
export function editorProperties(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(OPTIONS.map((option) => {
    const schema = typeOf(option);
    const empty = schema.type === 'array' ? [] : schema.type === 'object' ? {} : '';
    return [`firstspan.${editorName(option.name)}`, { ...schema, ...(option.kind === 'module' ? { pattern: `^$|${String(schema.pattern)}` } : {}), default: empty, scope: 'resource', markdownDescription: `${option.description} A \`[tool.firstspan]\` table in pyproject.toml comes first.` }];
  }));
}

/** The schema of the editor's settings alone, for editors that are not VS Code. */
export function editorSchema(): Schema {
  return { $schema: DRAFT, title: 'First Span: settings of the editor', type: 'object', properties: editorProperties() };
}

/** Rows of the README's table. */
export function optionTable(): string {
  const rows = OPTIONS.map(({ name, description, example }) => `| \`${name}\` | ${description} | \`${example}\` |`);
  return ['| setting | what it does | example |', '|---|---|---|', ...rows].join('\n');
}

function typeOf({ kind }: OptionSpec): Schema {
  const ids = allRules.map(({ id }) => id);
  const rules = { type: 'array', items: { enum: [...ids, ALL] }, uniqueItems: true };
  switch (kind) {
    case 'rules': return rules;
    case 'levels': return { type: 'object', propertyNames: { enum: ids }, additionalProperties: { enum: LEVELS } };
    case 'rules-by-glob': return { type: 'object', additionalProperties: rules };
    case 'globs': case 'paths': return { type: 'array', items: { type: 'string', minLength: 1 } };
    case 'module': return { type: 'string', pattern: '^[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*$' };
  }
}
