// How messages and titles name a statement: by the call or the import that stands in it, as the file spells it.
import type { Frame } from '../boot/events';
import type { Files } from '../project/view';

const textOf = (files: Files, at: Frame): string => {
  const { start, end } = files.span(at);
  return files.text(at.file)!.slice(start, end);
};

/** Is it DjangoInstrumentor's own call that stands in the statement, and not a function or a vendor's set-up? @param at where the event itself is */
export const callsInstrument = (files: Files, at: Frame): boolean => /\binstrument\s*\(/.test(textOf(files, at));

/** `get_wsgi_application()`, `super().get_handler()`, `the import of shop.asgi`. @returns undefined where the statement has neither a call nor an import */
export function nameOfBuilder(files: Files, at: Frame): string | undefined {
  const text = textOf(files, at);
  const imported = /^(?:from|import)\s+([\w.]+)/.exec(text)?.[1];
  if (imported) return `the import of ${imported}`;
  const called = /\b(get_[aw]sgi_application)\s*\(/.exec(text)?.[1] ?? /((?:\w+(?:\(\))?\.)*\w+)\s*\(/.exec(text)?.[1];
  return called && `${called}()`;
}
