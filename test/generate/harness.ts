// Runs the generator over a project given as texts, the way a host would: load what is wanted, ask again, apply the plan.
import { loadParser } from '../../server/src/parsers/load';
import { planTracing } from '../../server/src/core/generate/plan';
import { tracingTargets } from '../../server/src/core/generate/targets';
import type { GenerateRequest, Plan, Refusal, TracingTarget } from '../../server/src/core/generate/types';
import type { Answer } from '../../server/src/core/checker';
import { isNamedFile } from '../../server/src/core/project/names';
import type { FileState, Snapshot } from '../../server/src/core/project/snapshot';
import type { PythonParser } from '../../server/src/core/syntax/parser';
import { applyEdits, editsOf, isCreate, type Edit } from '../../server/src/core/text/edits';
import { join, relative } from '../../server/src/core/text/uri';

/** Paths below the workspace folder, and texts. */
export type Files = Readonly<Record<string, string>>;

export const FOLDER = 'file:///w/project-x';

let parser: Promise<PythonParser> | undefined;

function settled<T>(files: Files, ask: (snapshot: Snapshot) => Answer<T>): T {
  const states = new Map<string, FileState>();
  const texts = new Map(Object.entries(files).map(([path, text]) => [join(FOLDER, path), text]));
  const named = [...texts.keys()].filter((uri) => isNamedFile(relative(uri, FOLDER)));
  for (;;) {
    const answer = ask({ folders: [FOLDER], named, files: states });
    if (answer.wanted.length === 0) return answer.value;
    for (const uri of answer.wanted) {
      const text = texts.get(uri);
      states.set(uri, text === undefined ? { kind: 'absent' } : { kind: 'loaded', text });
    }
  }
}

export async function plan(files: Files, request: Partial<GenerateRequest> = {}): Promise<Plan | Refusal> {
  const loaded = await (parser ??= loadParser());
  const whole: GenerateRequest = { serviceName: 'shop', exporter: 'otlp-http', overwrite: false, ...request };
  return settled(files, (snapshot) => planTracing(loaded, snapshot, whole));
}

export async function targets(files: Files): Promise<readonly TracingTarget[]> {
  const loaded = await (parser ??= loadParser());
  return settled(files, (snapshot) => tracingTargets(loaded, snapshot));
}

/** The files after the plan; fails where there is a refusal, an overlap or a file that must not be there. */
export async function generated(files: Files, request: Partial<GenerateRequest> = {}): Promise<Record<string, string>> {
  const answer = await plan(files, request);
  if (answer.kind === 'refusal') throw new Error(`${answer.reason}: ${answer.message.what}`);
  return applied(files, answer.edits);
}

export function applied(files: Files, edits: readonly Edit[]): Record<string, string> {
  const result: Record<string, string> = { ...files };
  for (const edit of edits) {
    if (!isCreate(edit)) continue;
    const path = relative(edit.create, FOLDER);
    if (path in files) throw new Error(`${path} is there already`);
    result[path] = edit.text;
  }
  for (const [path, text] of Object.entries(files)) {
    const changed = applyEdits(text, editsOf(edits, join(FOLDER, path)));
    if (changed === undefined) throw new Error(`edits of ${path} overlap`);
    result[path] = changed;
  }
  return result;
}

/** What `django-admin startproject` writes, without docstrings. */
export function startproject(name = 'shop', folder = ''): Record<string, string> {
  return {
    [`${folder}manage.py`]: MANAGE.replaceAll('shop', name),
    [`${folder}${name}/__init__.py`]: '',
    [`${folder}${name}/settings.py`]: 'MIDDLEWARE = []\n',
    [`${folder}${name}/wsgi.py`]: entry('wsgi', name),
    [`${folder}${name}/asgi.py`]: entry('asgi', name),
  };
}

export function entry(kind: 'wsgi' | 'asgi', name = 'shop'): string {
  return `import os

from django.core.${kind} import get_${kind}_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${name}.settings")

application = get_${kind}_application()
`;
}

const MANAGE = `import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
`;
