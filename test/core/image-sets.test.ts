// What a stage of a Dockerfile installs together: one environment, and not those of a pip with a path.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stagesIn } from '../../server/src/core/dependencies/image-sets';

const STAGES: readonly [string, string[]][] = [
  ['RUN pip install a==1 && pip3 install b==2', ['a', 'b']],
  ['RUN python -m pip install a==1', ['a']],
  ['RUN /a/bin/pip install a==1 && /b/bin/pip install b==2', []],
  ['RUN pip install a==1 && /b/bin/pip install b==2', ['a']],
  ['RUN pip install a==1\nRUN /b/bin/python -m pip install b==2', ['a']],
  ['RUN /a/bin/python -m pip install a==1 && /b/bin/python -m pip install b==2', []],
  ['RUN python3.11 -m pip install a==1 && python3.12 -m pip install b==2', []],
  ['RUN uv pip install --python /a a==1 && uv pip install -p /b b==2', []],
  ['RUN VIRTUAL_ENV=/a uv pip install a==1 && poetry run pip install b==2', []],
  ['RUN . /a/bin/activate && pip install a==1\nRUN . /b/bin/activate && pip install b==2', []],
  ['RUN (cd /x; . .v/bin/activate; pip install a==1)\nRUN (. /b/activate && pip install b==2)', []],
  ['RUN if [ "$OLD" ]; then pip install a==1; else pip install a==2 b==2; fi', []],
  ['RUN [ -z "$OLD" ] && pip install a==1\nRUN pip install b==2', ['b']],
  ['RUN pip install a==1 || pip install a==2\nRUN pip install b==2', ['b']],
  ['RUN pip install a==1 && pip install -U a', []],
  ['RUN pip install a==1 b==2 && pip uninstall -y a', []],
  ['RUN --mount=type=cache,target=/cache set -ex; \\\n  apk add x \\\n  # comment\n  && python3 -m pip install \\\n a==1 && (pip install b==2)', ['a', 'b']],
  ['RUN <<EOF\nFROM x\npip install a==1\nEOF\nRUN pip install b==2', ['b']],
];

for (const [line, expected] of STAGES) {
  test(line, () => {
    assert.deepEqual(stagesIn('file:///w/Dockerfile', `FROM python:3.13\n${line}\n`).flatMap(({ entries }) => entries.map(({ name }) => name)), expected);
  });
}

test('an environment of its own begins where PATH changes', () => {
  const stages = stagesIn('file:///w/Dockerfile', 'FROM python:3.13\nRUN pip install a==1\nENV PATH="/venv/bin:$PATH"\nRUN pip install b==2\nFROM x\nRUN pip install c==3\n');
  assert.deepEqual(stages.map(({ entries }) => entries.map(({ name }) => name)), [['a'], ['b'], ['c']]);
});
