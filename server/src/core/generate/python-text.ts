// Small readings of Python source text: plain strings and dotted names.

/** The value of a plain string literal without escapes; undefined for anything else. */
export function stringValue(source: string): string | undefined {
  const match = /^[rRuU]?("""|'''|"|')([^\\\n]*)\1$/.exec(source.trim());
  return match && !match[2].includes(match[1][0]) ? match[2] : undefined;
}

/** A callee as one dotted name: white space removed, arguments of calls inside it reduced to `()`, the first name resolved by `aliases`. */
export function dotted(source: string, aliases: ReadonlyMap<string, string>): string {
  const flat = source.replace(/\s+/g, '').replace(/\((?:[^()]|\([^()]*\))*\)/g, '()');
  const first = /^[^.(]*/.exec(flat)![0];
  return (aliases.get(first) ?? first) + flat.slice(first.length);
}

/** The last name of a dotted one: `get_wsgi_application` of `django.core.wsgi.get_wsgi_application`. */
export function lastName(callee: string): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}

/** The line end that a text uses; the first one decides, as it does for black. */
export function lineEnd(text: string): '\n' | '\r\n' | '\r' {
  const match = /\r\n|\n|\r/.exec(text);
  return (match?.[0] ?? '\n') as '\n' | '\r\n' | '\r';
}

/** The quotes that a text uses for its strings; double ones when undecided. */
export function quoteOf(text: string): '"' | "'" {
  const singles = text.match(/'/g)?.length ?? 0;
  const doubles = text.replace(/"""/g, '').match(/"/g)?.length ?? 0;
  return singles > doubles ? "'" : '"';
}
