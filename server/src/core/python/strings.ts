// Decodes Python string literals as far as names and paths need it.
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '\n': '', a: '\x07', b: '\b', f: '\f', v: '\v', '0': '\0' };

/**
 * The value of a string literal without interpolation.
 * @param source the literal as written, prefix and quotes included
 * @returns undefined for bytes, which are no names
 */
export function stringValue(source: string): string | undefined {
  const match = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source);
  if (!match) return undefined;
  const [, prefix, , written] = match;
  if (/b/i.test(prefix!)) return undefined;
  // Python reads every line end as \n.
  const body = written!.replace(/\r\n?/g, '\n');
  if (/r/i.test(prefix!)) return body;
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g, (whole, escape: string) => {
    if (escape.length > 2) return String.fromCharCode(parseInt(escape.slice(1), 16));
    return ESCAPES[escape] ?? whole;
  });
}

/** A Python string literal with this value. @param quote the project's own quote character */
export function stringLiteral(value: string, quote: '"' | "'" = '"'): string {
  return quote + value.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}
