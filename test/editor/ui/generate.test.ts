// Generate tracing.py through the command palette, up to the files on disk.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { plainEntrypoints, shop } from '../projects/shop';
import type { Workbench } from '../workbench';
import { useEditor, type Window } from './editor';

const open = useEditor();
const COMMAND = 'First Span: Generate tracing.py';

test('the palette asks for name and exporter, and writes tracing.py and its calls', async (t) => {
  const window = await open(t, shop(plainEntrypoints));
  const { workbench } = window;
  await workbench.command(COMMAND);
  await workbench.answer(/Service name/, 'corner-shop');
  await workbench.question(/Where should the spans go/);
  await window.screenshot('generate-exporter');
  await workbench.pick('gRPC', 'OTLP/gRPC');
  await workbench.dialogButton(/^Write$/).waitFor();
  await window.screenshot('generate-confirm');
  assert.equal(existsSync(path.join(window.folder, 'shop/tracing.py')), false, 'nothing is written before it is confirmed');
  await workbench.dialogButton(/^Write$/).click();
  await workbench.activeTab('tracing.py').waitFor();

  const tracing = read(window, 'shop/tracing.py');
  assert.match(tracing, /corner-shop/);
  assert.match(tracing, /opentelemetry\.exporter\.otlp\.proto\.grpc/);
  for (const entrypoint of ['shop/wsgi.py', 'shop/asgi.py']) assertOrder(read(window, entrypoint));
  await workbench.notification(/tracing\.py is written/).waitFor();
  await window.screenshot('generated');
  await assertNoProblems(workbench);
});

test('Escape at a question writes nothing', async (t) => {
  const window = await open(t, shop(plainEntrypoints));
  const { workbench } = window;
  await workbench.command(COMMAND);
  await workbench.answer(/Service name/, 'corner-shop');
  await workbench.question(/Where should the spans go/);
  await workbench.page.keyboard.press('Escape');
  await workbench.quickInput.waitFor({ state: 'detached' });
  assert.equal(existsSync(path.join(window.folder, 'shop/tracing.py')), false);
  assert.equal(read(window, 'shop/wsgi.py'), plainEntrypoints['shop/wsgi.py']);
});

/** The settings module is named, then tracing starts, then the application is built. */
function assertOrder(text: string): void {
  const places = ['os.environ.setdefault(', 'tracing', '_application()'].map((part) => text.lastIndexOf(part));
  assert.ok(places.every((place) => place >= 0), text);
  assert.deepEqual(places, [...places].sort((a, b) => a - b), text);
}

async function assertNoProblems(workbench: Workbench): Promise<void> {
  await workbench.command(COMMAND.replace('Generate tracing.py', 'Check Workspace'));
  await workbench.notification(/First Span found no problems in \d+ ways? to start the project/).waitFor();
}

function read(window: Window, name: string): string {
  return readFileSync(path.join(window.folder, name), 'utf8');
}
