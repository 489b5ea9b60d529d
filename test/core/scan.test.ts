// What is read off a module's text without parsing it: imports in every form, and words that keep it replayed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinScans, scanModule, scanPart } from '../../server/src/core/python/scan';

const IMPORTS: readonly [string, string[]][] = [
  ['import a.b as c, d\n', ['a.b', 'd']],
  ['from a import b, c as d\n', ['a:b,c']],
  ['from . import (\n    x,  # one\n    y,\n)\n', ['.:x,y']],
  ['from ..a.b import *\n', ['..a.b:*']],
  ['def f():\n    from a import b\n', ['a:b']],
  ['try: import a\nexcept ImportError: pass\n', ['a']],
  ['from a import b, \\\n    c\n', ['a:b,c']],
  ['urlpatterns = [path("", include("a.urls"))]\n', ['a.urls']],
  ['import \\\n    a\nfrom b import \\\r\n  c\n', ['b:c', 'a']],
  ['import\nimport a\nfrom b\nimport c\n', ['a', 'c']],
  ['important = 1\n', []],
];

for (const [text, expected] of IMPORTS) {
  test(`imports of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(scanModule(text).imports.map(({ level, module, names }) => `${'.'.repeat(level)}${module}${names.length > 0 ? `:${names.join(',')}` : ''}`), expected);
  });
}

test('words that keep a module replayed', () => {
  const mentions = ['from sentry_sdk import init', 'sentry_sdk.init(dsn)', 'from opentelemetry import sdk', 'from opentelemetry.sdk import trace', 'set_tracer_provider(p)', 'instrument_app()', 'os.environ["A"] = "b"', 'importlib.import_module(name)'];
  assert.deepEqual(mentions.filter((text) => !scanModule(text).mentionsTracing), []);
  const others = ['from opentelemetry import trace\ntracer = trace.get_tracer(__name__)', 'sentry_sdk.capture_exception(e)', 'os.environ.get("A")'];
  assert.deepEqual(others.filter((text) => scanModule(text).mentionsTracing), []);
});

// An open document is looked at in pieces, any other file as a whole: opening one changes nothing.
test('pieces say together what the whole says', () => {
  const pieces = ['import a\n', 'from b import c\n', 'path("", include("d.urls"))\n', 'import e\n', 'INSTALLED_APPS = ["f"]\n', 'NAMES = ["g"]\n'];
  const { named, ...rest } = joinScans(pieces.map(scanPart));
  assert.deepEqual(rest.imports.map(({ module }) => module), ['b', 'a', 'e', 'd.urls']);
  assert.deepEqual(named, ['d.urls', 'f', 'g']);
  assert.deepEqual({ named, ...rest }, scanModule(pieces.join('')));
});
