// What a stage of a Dockerfile installs together: one environment, and not those of a pip with a path.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stagesIn } from '../../server/src/core/dependencies/image-sets';

const STAGES: readonly [string, string[]][] = [
  ['RUN pip install a==1 && pip3 install b==2', ['a', 'b']],
  ['RUN python -m pip install a==1', ['a']],
  ['RUN /a/bin/pip install a==1 && /b/bin/pip install b==2', []],
  ['RUN pip install a==1 && /b/bin/pip install b==2', ['a']],
];

for (const [line, expected] of STAGES) {
  test(line, () => {
    assert.deepEqual(stagesIn('file:///w/Dockerfile', `FROM python:3.13\n${line}\n`).flatMap(({ entries }) => entries.map(({ name }) => name)), expected);
  });
}
