// A mistake in a launch file: underlined there, explained, and mended in the file's own syntax.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { shop } from '../projects/shop';
import { useEditor } from './editor';

const open = useEditor();

/** An application that leaves tracing to opentelemetry-instrument. */
const WSGI = 'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\napplication = get_wsgi_application()\n';
const DOCKERFILE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["opentelemetry-instrument", "gunicorn", "shop.wsgi"]\n';

test('a Dockerfile that does not name the settings module is underlined, and one click names it', async (t) => {
  const window = await open(t, { ...shop({ 'shop/wsgi.py': WSGI, Dockerfile: DOCKERFILE }) });
  const { workbench, screenshot } = window;
  await workbench.openFile('Dockerfile');
  await workbench.waitForSquiggles('error', 1);
  const rows = await workbench.problems(/wrapper-without-settings/);
  assert.ok(rows.some((row) => row.includes('[Ln 4, Col 6]')), rows.join(' | '));
  assert.match(await workbench.hoverSquiggle('error'), /has no attribute 'ROOT_URLCONF'/);
  await screenshot('launch-file', { hovering: true });
  await workbench.focusEditor();
  await workbench.goTo(4, 10);
  await workbench.quickFixes();
  await screenshot('launch-file-fixes');
  await workbench.applyFix(/^Set DJANGO_SETTINGS_MODULE=shop\.settings/);
  await workbench.waitForSquiggles('error', 0);
  await workbench.save();
  assert.equal(readFileSync(path.join(window.folder, 'Dockerfile'), 'utf8'), DOCKERFILE.replace('CMD', 'ENV DJANGO_SETTINGS_MODULE=shop.settings\nCMD'));
  await screenshot('launch-file-fixed');
});
