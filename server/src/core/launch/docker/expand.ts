// Variables in instructions of a Dockerfile, as Docker fills them in.

/** The values of variables so far; undefined: there is one, and its value is not known. */
export type Known = ReadonlyMap<string, string | undefined>;

const VARIABLE = /\\\$|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^{}]*))?\})/g;

/**
 * @param raw as it is written, quotes included, escapes taken back or not
 * @returns undefined where a variable is not known, or is written in a way that Docker has and this does not
 */
export function expandVariables(raw: string, known: Known): string | undefined {
  let sure = true;
  const text = raw.replace(VARIABLE, (whole, plain?: string, braced?: string, operator?: string, other = '') => {
    if (whole === '\\$') return '\u0000';
    const name = plain ?? braced!;
    const value = known.get(name);
    if (operator?.endsWith('+')) {
      sure &&= known.has(name) && value !== undefined && !String(other).includes('$');
      return value ? other : '';
    }
    if (value !== undefined && (value !== '' || !operator?.startsWith(':'))) return value.replaceAll('$', '\u0000');
    if (operator?.endsWith('-') && !known.has(name)) return other;
    sure = false;
    return '';
  });
  return sure && !text.includes('$') ? text.replaceAll('\u0000', '$') : undefined;
}
