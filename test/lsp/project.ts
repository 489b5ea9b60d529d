// Small Django projects on disk, for the tests of the language server.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

export const SETDEFAULT = "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')";
export const INSTRUMENT = 'DjangoInstrumentor().instrument()';

/** An entrypoint with these statements between the imports and the application. */
export function wsgi(...statements: string[]): string {
  return ['import os', '', 'from django.core.wsgi import get_wsgi_application', 'from opentelemetry.instrumentation.django import DjangoInstrumentor', '', ...statements, '', 'application = get_wsgi_application()', ''].join('\n');
}

/** instrument() runs before the settings module is named; and the same file after its fix. */
export const WRONG = wsgi(INSTRUMENT, SETDEFAULT);
export const RIGHT = wsgi(SETDEFAULT, INSTRUMENT);

/** A provider that exports, so that what a test says about order is all there is to say. */
const PROVIDER = `from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
`;

/** What every project has besides the files under test. */
export const SHOP: Readonly<Record<string, string>> = {
  'manage.py': `import os\nimport sys\n\nif __name__ == '__main__':\n    ${SETDEFAULT}\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n`,
  'shop/__init__.py': PROVIDER,
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nMIDDLEWARE = []\n",
  'shop/urls.py': 'urlpatterns = []\n',
};

export class Project {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'firstspan-lsp-')));

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true });
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  uri(name = ''): string {
    return pathToFileURL(path.join(this.folder, name)).href.replace(/\/$/, '');
  }

  delete(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The edits that a code action makes in one document. */
export function editsIn({ edit }: CodeAction, uri: string): { version: number | null; edits: TextEdit[] } {
  const changes = (edit as WorkspaceEdit | undefined)?.documentChanges ?? [];
  for (const change of changes) if ('textDocument' in change && change.textDocument.uri === uri) return { version: change.textDocument.version, edits: change.edits as TextEdit[] };
  throw new Error(`no edit of ${uri} in ${JSON.stringify(edit)}`);
}

/** The text after the edits, applied as a client does. */
export function applied(text: string, edits: TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'python', 0, text), edits);
}
