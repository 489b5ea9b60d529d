// Every reader of dependency files ends with an answer, whatever it is given, and every place lies within the text.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stagesIn } from '../../../server/src/core/dependencies/image-sets';
import { sourceReaderOf } from '../../../server/src/core/dependencies/sources';
import { ANY } from '../../../server/src/core/dependencies/versions';
import { parseToml } from '../../../server/src/parsers/toml';

/** One file of each kind, as its tool writes it. */
const FILES: Readonly<Record<string, string>> = {
  'requirements.txt': '# made by hand\n-r base.txt\n-c constraints.txt\nDjango[argon2] ==5.1.2 ; python_version >= "3.10" and (sys_platform == "linux" or extra == \'x\') \\\n    --hash=sha256:ab\n-e git+https://example.org/x.git#egg=x\ngunicorn @ https://example.org/gunicorn-23.0.0-py3-none-any.whl\n',
  'pyproject.toml': '[project]\nname = "shop"\nrequires-python = ">=3.11,<4"\ndependencies = ["django>=5", "uvicorn[standard]~=0.30"]\n[project.optional-dependencies]\notel = ["opentelemetry-distro==0.66b2"]\n[dependency-groups]\ndev = ["pytest", {include-group = "x"}]\n[tool.poetry.dependencies]\npython = "^3.11"\ncelery = {version = "~5.4", extras = ["redis"]}\n[tool.uv]\noverride-dependencies = ["django==5.2"]\n[tool.setuptools.dynamic]\ndependencies = {file = ["requirements.txt"]}\n',
  Pipfile: '[[source]]\nurl = "https://example.org"\n[packages]\ndjango = "*"\nuvicorn = {version = ">=0.30", extras = ["standard"]}\n[dev-packages]\npytest = "*"\n[requires]\npython_version = "3.12"\n',
  'Pipfile.lock': '{"_meta": {"requires": {}}, "default": {"django": {"version": "==5.1", "markers": "python_version >= \'3.10\'", "extras": ["x"]}}, "develop": {"pytest": {"version": "==8"}}}',
  'poetry.lock': '[[package]]\nname = "django"\nversion = "5.1.2"\noptional = false\ngroups = ["main"]\nmarkers = "sys_platform == \\"win32\\""\nfiles = [\n    {file = "x.whl", hash = "sha256:ab"},\n]\n\n[package.dependencies]\nasgiref = {version = ">=3.8", markers = "x"}\n\n[metadata]\npython-versions = "^3.12"\n',
  'pdm.lock': '[metadata]\ngroups = ["default"]\n\n[[package]]\nname = "django"\nversion = "5.1"\ngroups = ["default"]\ndependencies = [\n    "asgiref[x]<4,>=3.8.1; sys_platform == \'linux\'",\n]\n',
  'uv.lock': 'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "django"\nversion = "5.1.2"\ndependencies = [\n    { name = "asgiref", extra = ["x"], marker = "sys_platform == \'win32\'" },\n]\n\n[[package]]\nname = "shop"\nsource = { virtual = "." }\ndependencies = [\n    { name = "django" },\n]\n\n[package.optional-dependencies]\nx = [\n    { name = "django" },\n]\n',
  'pylock.toml': 'lock-version = "1.0"\n\n[[packages]]\nname = "django"\nversion = "5.1"\nmarker = "\'dev\' in dependency_groups"\n\n[[packages.wheels]]\nname = "django-5.1.whl"\n',
  '.python-version': 'cpython-3.12.1\n3.13\n', 'runtime.txt': 'python-3.12.1\n', '.tool-versions': 'nodejs 20\npython 3.12.1 # here\n',
};

const STRANGE = ['', '\ufeff', '\0', '\r', '"', '[', '[[', '{', '=', '\\', '\ud83d', '[[package]]', '-r', '-r \n-c', 'a==', 'a[', 'a;', '('.repeat(20_000), 'a==1,'.repeat(20_000), '[[package]]\n'.repeat(5000), 'x'.repeat(200_000), 'a \\\n'.repeat(5000), '{"a":'.repeat(5000)];

function read(path: string, text: string): void {
  const source = sourceReaderOf(path)!(text, { toml: parseToml, python: ANY });
  for (const { at, name } of [...(source?.entries ?? []).map(({ at, name }) => ({ at, name })), ...(source?.includes ?? []).map(({ at, path: name }) => ({ at, name }))]) {
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `${name} of ${JSON.stringify(text.slice(0, 200))}`);
  }
}

describe('broken dependency files', () => {
  for (const [path, text] of Object.entries(FILES)) {
    it(`cut off, in pieces and mixed up: ${path}`, () => {
      for (let cut = 0; cut <= text.length; cut += 3) {
        for (const one of [text.slice(0, cut), text.slice(cut), `${text.slice(0, cut)}\0"'{[(${text.slice(cut)}`, text.slice(0, cut).replaceAll('\n', '\r\n')]) read(path, one);
      }
    });
    it(`strange texts: ${path}`, () => STRANGE.forEach((one) => read(path, one)));
  }
  it('Dockerfiles', () => {
    const text = 'FROM python:3.13 AS a\nRUN <<EOF\npip install a==1\nEOF\nRUN if x; then pip install \\\n  # comment\n  b==2 "c[x]==3"; fi && pip install -r d.txt e==5\nENV PATH=/x:$PATH\nCOPY <<"A" <<-B /x/\nFROM\nA\nB\nRUN pip install f==6\n';
    for (let cut = 0; cut <= text.length; cut++) {
      for (const one of [text.slice(0, cut), text.slice(cut), `${text.slice(0, cut)}\0"'{[(<<EOF\n${text.slice(cut)}`]) {
        for (const { entries } of stagesIn('file:///p/Dockerfile', one)) for (const { at, name } of entries) assert.ok(one.slice(at.start, at.end).startsWith(name), one);
      }
    }
    for (const one of STRANGE) stagesIn('file:///p/Dockerfile', one);
  });
});
