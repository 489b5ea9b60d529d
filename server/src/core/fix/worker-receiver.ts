// A receiver in Celery's application module that calls a set-up function of the project in each worker, and instruments Celery.
import { MODULE_ITEM, type ItemKey } from '../python/facts';
import { namesBound, namesRead } from '../python/walk';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import { importLine } from './import-line';
import { Source } from './source';

const NAME = 'set_up_worker_tracing';
const INSTRUMENTOR = { module: 'opentelemetry.instrumentation.celery', name: 'CeleryInstrumentor' } as const;

/**
 * @param file gets the receiver at its end
 * @param signal of `celery.signals`
 * @param roots folders that modules are imported from
 * @returns undefined where the function needs arguments, or the file uses one of the names
 */
export function receiveInWorker(files: Files, file: Uri, signal: string, roots: readonly Uri[], setUp: { readonly file: Uri; readonly item: ItemKey }): ReplaceEdit[] | undefined {
  const body = files.facts(file)?.module.body ?? [];
  const parameters = files.facts(setUp.file)?.item(setUp.item)?.parameters;
  const root = roots.filter((one) => isWithin(setUp.file, one)).sort((a, b) => b.length - a.length)[0];
  const taken = body.some((statement) => namesBound(statement).has(NAME) || namesBound(statement).has(signal));
  if (taken || root === undefined || !parameters || parameters.some(({ kind, fallback }) => kind === 'plain' && !fallback)) return undefined;
  const imports = importLine(files, file, 'celery.signals', signal);
  const source = new Source(files.text(file)!);
  const end = source.text.length;
  const module = relative(setUp.file, root).replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
  const own = comesTo(INSTRUMENTOR.name, files, setUp.file, [MODULE_ITEM, setUp.item]) ? [[], []] : [[`from ${INSTRUMENTOR.module} import ${INSTRUMENTOR.name}`], [`${INSTRUMENTOR.name}().instrument()`]];
  const lines = [...own[0]!, `from ${module} import ${setUp.item}`, `${setUp.item}()`, ...own[1]!].map((line) => source.unit + line);
  const text = ['', '', `@${signal}.connect(weak=False)`, `def ${NAME}(**kwargs):`, ...lines].map((line) => line + source.newline).join('');
  return imports && [...imports, { file, start: end, end, text: (/[\r\n]$/.test(source.text) ? '' : source.newline) + text }];
}

/** Do these items of a file, or functions of it that they call, use the name? A function beside them that does is not run. */
function comesTo(name: string, files: Files, file: Uri, items: readonly ItemKey[]): boolean {
  const reached = new Set(items);
  for (const item of reached) {
    for (const read of (files.facts(file)?.item(item)?.body ?? []).flatMap((statement) => [...namesRead(statement)])) {
      if (read === name) return true;
      reached.add(read);
    }
  }
  return false;
}
