// Wraps get_asgi_application() in an application that answers the ASGI lifespan and flushes; its functions get a module of their own.
import type { Frame } from '../boot/events';
import { lifespanModule } from '../generate/template';
import type { ApplicationModule } from '../project/django-projects';
import { rangeOf } from '../python/facts';
import { expressionsOf } from '../python/walk';
import type { Files } from '../project/view';
import type { Edit } from '../text/edits';
import type { Uri } from '../text/span';
import { dirname, join } from '../text/uri';
import { importLine } from './import-line';
import { locate, outermost, statementOf } from './locate';
import { Source } from './source';

/** The module that gets the functions, beside the application module. */
export const lifespanFile = (application: Uri): Uri => join(dirname(application), 'lifespan.py');

/** @returns undefined where the application is not built by a plain call at module level, or there is a lifespan.py */
export function wrapInLifespan(files: Files, at: Frame, application: ApplicationModule): Edit[] | undefined {
  const place = locate(files, at);
  const statement = place && statementOf(place);
  const build = statement?.kind === 'assign' ? statement.value : undefined;
  const isPlain = build?.kind === 'call' && expressionsOf(statement!).filter(({ kind }) => kind === 'call').length === 1;
  const created = lifespanFile(at.file);
  if (!place || !isPlain || build.kind !== 'call' || build.args.length > 0 || files.state(created) !== 'absent') return undefined;
  const module = [...application.name.split('.').slice(0, -1), 'lifespan'].join('.');
  const imports = importLine(files, at.file, module, 'flush_on_shutdown', outermost(place));
  const { start, end } = rangeOf(files.spans(at.file)!, at.item, build.at);
  const source = new Source(files.text(at.file)!);
  return imports && [{ create: created, text: lifespanModule().replaceAll('\n', source.newline) }, ...imports, { file: at.file, start, end, text: `flush_on_shutdown(${source.text.slice(start, end)})` }];
}
