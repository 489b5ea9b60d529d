// How deep a text may be nested. Parsers that call themselves run out of stack on what is deeper, and V8 then ends the process.

/** Deeper than any file that people write. */
export const DEEPEST = 200;

/** How deep brackets may be nested in a text of JSON, TOML or YAML; those within quotes and comments count too. */
export function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5b || char === 0x7b) deepest = Math.max(deepest, ++depth);
    else if ((char === 0x5d || char === 0x7d) && depth > 0) depth--;
  }
  return deepest;
}

/** How deep YAML may be nested without brackets: a level needs a column of indentation, or a `-`, `?` or `:` of its own. */
export function blockDepth(text: string): number {
  let deepest = 0;
  for (const [line] of text.matchAll(/^[^\n]*$/gm)) {
    if (line.length <= DEEPEST) continue;
    const indentation = line.length - line.trimStart().length;
    deepest = Math.max(deepest, indentation, line.match(/[-?:](?=\s)/g)?.length ?? 0);
  }
  return deepest;
}
