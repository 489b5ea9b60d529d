// The start-up order as text, JSON, a chart and a picture: of launches, with a finding, and with names that want to break out.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { firstspan, folder, write } from './harness';

const LATE = 'import os\nfrom django.core.wsgi import get_wsgi_application\nfrom opentelemetry.instrumentation.django import DjangoInstrumentor\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\nDjangoInstrumentor().instrument()\n';

function project(t: TestContext): string {
  return write(folder(t), {
    'shop/__init__.py': '', 'shop/settings.py': 'MIDDLEWARE = []\n', 'shop/wsgi.py': LATE,
    Procfile: 'web: gunicorn shop.wsgi\n',
    Dockerfile: 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nENV DJANGO_SETTINGS_MODULE=shop.settings\nCMD ["opentelemetry-instrument", "gunicorn", "--preload", "shop.wsgi"]\n',
    'compose.yaml': 'services:\n  "a<b> & #c":\n    image: python:3.13\n    command: gunicorn shop.wsgi\n',
  });
}

test('every boot says which launch file starts it, and what of it is the wrapper', async (t) => {
  const cwd = project(t);
  const { code, out } = await firstspan(['timeline', '.'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /Start-up order of gunicorn:Dockerfile\n {2}started in Dockerfile:5\n {2}master\n {5}1\. settings module named [^\n]*Dockerfile:4\n[^]*tracer provider installed +Dockerfile:5/);
  assert.match(out, /Start-up order of gunicorn:Procfile \(web\)\n {2}started in Procfile:1\n/);
  const { boots } = JSON.parse((await firstspan(['timeline', '.', '--format', 'json'], { cwd })).out) as { boots: { name: string; launch?: { file: string; line: number; where: string } }[] };
  assert.deepEqual(boots.find(({ name }) => name === 'gunicorn:Procfile (web)')?.launch, { file: 'Procfile', line: 1, where: 'web' });
});

test('two launches of one name are two boots', async (t) => {
  const cwd = write(project(t), { 'run.sh': 'gunicorn shop.wsgi &\ngunicorn --preload shop.wsgi\n' });
  const { boots } = JSON.parse((await firstspan(['timeline', '.', '--format', 'json'], { cwd })).out) as { boots: { name: string; launch?: { line: number } }[] };
  assert.deepEqual(boots.filter(({ name }) => name.includes('run.sh')).map(({ name, launch }) => `${name} ${launch?.line}`), ['gunicorn:run.sh (script) 1', 'gunicorn:run.sh (script 2) 2']);
});

test('a chart has every step once, arrows between steps that are there, and no label that ends early', async (t) => {
  const { code, out } = await firstspan(['timeline', '.', '--format', 'mermaid'], { cwd: project(t) });
  assert.equal(code, 0);
  const nodes = [...out.matchAll(/^ {6}(\w+)\["[^"]*"\](:::\w+)?$/gm)].map(([, id]) => id!);
  assert.equal(new Set(nodes).size, nodes.length);
  const arrows = [...out.matchAll(/^ {4}(\w+(?: --> \w+)+)$/gm)].flatMap(([, line]) => line!.split(' --> '));
  assert.deepEqual(arrows, nodes);
  assert.match(out, /\["Django instrumented<br\/>shop\/wsgi\.py:6"\]:::error/);
  assert.match(out, /subgraph b\d+\["gunicorn:compose\.yaml \(a#60;b#62; #38; #35;c\)<br\/>compose\.yaml:4"\]/);
  assert.match(out, /subgraph b\d+\["gunicorn:Procfile \(web\)<br\/>Procfile:1"\]/);
  assert.equal(out.match(/^ +subgraph /gm)!.length, out.match(/^ +end$/gm)!.length);
});

test('a picture is well-formed, large enough for what it shows, and has colours for light and dark pages', async (t) => {
  const { code, out } = await firstspan(['timeline', '.', '--format', 'svg'], { cwd: project(t) });
  assert.equal(code, 0);
  const open: string[] = [];
  for (const [, close, name, self] of out.replace(/<style>[^]*?<\/style>/, '').matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name);
    else if (!self) open.push(name!);
  }
  assert.deepEqual(open, []);
  assert.match(out, /a&lt;b&gt; &amp; #c/);
  assert.match(out, /class="error"[^>]*>error instrument-after-application</);
  assert.match(out, /prefers-color-scheme: dark/);
  // Light letters would stand on the white page of whoever reads dark ones.
  const [, ...size] = /width="(\d+)" height="(\d+)"/.exec(out)!;
  assert.match(out, new RegExp(`<rect class="ground" width="${size[0]}" height="${size[1]}"`));
  assert.match(out, />gunicorn:Procfile \(web\)<\/text>\n *<text class="place"[^>]*>Procfile:1</);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(out)!;
  for (const [, x, y, text] of out.matchAll(/<text[^>]* x="([\d.]+)" y="([\d.]+)">([^<]*)</g)) assert.ok(Number(y) < Number(height) && Number(x) + text!.length * 5 < Number(width), text);
});
