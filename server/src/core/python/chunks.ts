// Cuts a module into top-level statements by its text alone: brackets, strings and line ends are all that has to be known for that.
// So an edit parses one piece again, and what is broken in one piece leaves the others whole.

/** `[start, end)` of a text, UTF-16 offsets. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** False for what stands between statements: comments at the margin and empty lines. */
  readonly code: boolean;
}

/** A line at the margin that goes on with the statement above it. */
const GOES_ON = /(?:else|elif|except|finally)\b/y;
/** What cannot stand inside brackets: where it stands at the margin, the bracket above was never closed. */
const BEGINS = /(?:def|class|import|try|while|with|return|raise|pass|del|assert|global)\b(?!\s*=)|from\s+[\w.]+\s+import\b/y;

const [TAB, LINE_FEED, FORM_FEED, CARRIAGE_RETURN, SPACE, DOUBLE, HASH, SINGLE, OPEN, CLOSE, COLON, AT] = [9, 10, 12, 13, 32, 34, 35, 39, 40, 41, 58, 64];
const [OPEN_SQUARE, BACKSLASH, CLOSE_SQUARE, OPEN_CURLY, CLOSE_CURLY] = [91, 92, 93, 123, 125];

/** The pieces of a text in order; together they are the whole text. Every text has them, broken Python too. */
export function chunksOf(text: string): Chunk[] {
  return cut(text, 0, () => false).chunks;
}

/** The pieces of an edited text, and how many of them at its beginning and its end say what they said before. */
export interface Recut {
  readonly chunks: readonly Chunk[];
  readonly head: number;
  readonly tail: number;
}

/**
 * The pieces of an edited text, as `chunksOf` gives them: only the lines around the edit are read.
 * @param old the pieces of `before`
 */
export function chunksAfterEdit(before: string, old: readonly Chunk[], text: string): Recut {
  const { start: changed, oldEnd, newEnd } = difference(before, text);
  const by = newEnd - oldEnd;
  // What was changed may now go on with the code before it.
  let first = Math.max(0, firstNot(old, ({ end }) => end < changed) - 1);
  while (first > 0 && !old[first]!.code) first--;
  const beginning = (line: number): number => (line > newEnd ? codeAt(old, line - by) : -1);
  const from = old[first]?.start ?? 0;
  const { chunks, end } = cut(text, from, (line) => beginning(line) >= 0);
  const head = from === 0 ? 0 : first;
  const rest = end < text.length ? old.slice(beginning(end)) : [];
  const all = old.slice(0, head).concat(chunks);
  for (const { start, end: until, code } of rest) all.push({ start: start + by, end: until + by, code });
  return { chunks: all, head, tail: rest.length };
}

/** The index of the piece of code that begins at `start`, -1 where none does. */
function codeAt(chunks: readonly Chunk[], start: number): number {
  const found = firstNot(chunks, (chunk) => chunk.start < start);
  return chunks[found]?.start === start && chunks[found]!.code ? found : -1;
}

/** The index of the first piece that is not `before`, which those at the beginning are. */
function firstNot(chunks: readonly Chunk[], before: (chunk: Chunk) => boolean): number {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(chunks[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whole blocks are compared at once: comparing one by one takes as long as all the rest of an edit. */
const BLOCK = 2048;

const blockBefore = (text: string, tail: number): string => text.slice(text.length - tail - BLOCK, text.length - tail);

/** The smallest replaced range between two texts. */
function difference(before: string, after: string): { start: number; oldEnd: number; newEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + BLOCK <= shorter && before.slice(start, start + BLOCK) === after.slice(start, start + BLOCK)) start += BLOCK;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (tail + BLOCK <= shorter - start && blockBefore(before, tail) === blockBefore(after, tail)) tail += BLOCK;
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail++;
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}

/**
 * Cuts from the beginning of a piece on.
 * @param known asked at the beginning of every further piece: true where what follows is known
 */
function cut(text: string, from: number, known: (line: number) => boolean): { chunks: Chunk[]; end: number } {
  const chunks: Chunk[] = [];
  let start = from;
  // Where the code of the present piece ends; what follows belongs to nobody until more code comes.
  let codeEnd = from;
  let decorated = false;
  for (let line = from, next = from; line < text.length; line = next) {
    next = logicalLineEnd(text, line);
    const first = text.charCodeAt(line);
    if (isBlank(text, line, next) || first === HASH) continue;
    const indented = first === SPACE || first === TAB || first === FORM_FEED;
    if (!indented && !decorated && !startsWith(GOES_ON, text, line)) {
      add(chunks, start, codeEnd, line);
      if (known(line)) return { chunks, end: line };
      start = line;
    }
    if (!indented) decorated = first === AT;
    codeEnd = next;
  }
  add(chunks, start, codeEnd, text.length);
  return { chunks, end: text.length };
}

/** A piece of code from `start` to `codeEnd`, and what stands between it and the next one. */
function add(chunks: Chunk[], start: number, codeEnd: number, end: number): void {
  if (codeEnd > start) chunks.push({ start, end: codeEnd, code: true });
  const from = Math.max(start, codeEnd);
  if (end > from) chunks.push({ start: from, end, code: false });
}

function startsWith(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Nothing but white space in `[from, to)`. */
export function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB && code !== FORM_FEED) return false;
  }
  return true;
}

/**
 * The offset behind the line end that ends the logical line which begins at `i`.
 * @param indented what cannot stand inside brackets ends the line wherever it is indented, and not only at the margin
 */
export function logicalLineEnd(text: string, i: number, indented = false): number {
  for (let depth = 0; i < text.length; ) {
    switch (text.charCodeAt(i)) {
      case LINE_FEED:
        i++;
        if (depth <= 0 || startsWith(BEGINS, text, indented ? behindIndent(text, i) : i)) return i;
        break;
      case HASH: i = lineEnd(text, i); break;
      case DOUBLE: case SINGLE: i = stringEnd(text, i); break;
      case OPEN: case OPEN_SQUARE: case OPEN_CURLY: depth++; i++; break;
      case CLOSE: case CLOSE_SQUARE: case CLOSE_CURLY: depth--; i++; break;
      case BACKSLASH: i += text.charCodeAt(i + 1) === CARRIAGE_RETURN && text.charCodeAt(i + 2) === LINE_FEED ? 3 : 2; break;
      default: i++;
    }
  }
  return text.length;
}

/** The offset behind the last character of the logical line `[i, end)` that is no comment and no white space. */
export function codeEnd(text: string, i: number, end: number): number {
  let last = i;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code === HASH) i = lineEnd(text, i);
    else if (code === DOUBLE || code === SINGLE) last = i = stringEnd(text, i);
    else if (code === BACKSLASH) i += 1;
    else if (code === SPACE || code === TAB || code === CARRIAGE_RETURN || code === LINE_FEED || code === FORM_FEED) i++;
    else last = ++i;
  }
  return last;
}

function behindIndent(text: string, i: number): number {
  while (text.charCodeAt(i) === SPACE || text.charCodeAt(i) === TAB) i++;
  return i;
}

function lineEnd(text: string, i: number): number {
  const end = text.indexOf('\n', i);
  return end < 0 ? text.length : end;
}

/** The offset behind the string whose first quote stands at `i`. One that is not closed ends with its line, or with the text. */
function stringEnd(text: string, i: number): number {
  const quote = text.charCodeAt(i);
  const triple = text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote;
  const formatted = isFormatted(text, i);
  for (i += triple ? 3 : 1; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code === quote && (!triple || (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote))) return i + (triple ? 3 : 1);
    if (code === LINE_FEED && !triple) return i;
    if (code === BACKSLASH) i += text.charCodeAt(i + 1) === CARRIAGE_RETURN && text.charCodeAt(i + 2) === LINE_FEED ? 3 : 2;
    else if (code === OPEN_CURLY && formatted) i = text.charCodeAt(i + 1) === OPEN_CURLY ? i + 2 : fieldEnd(text, i + 1, quote, triple);
    else i++;
  }
  return text.length;
}

/** Is `f` or `t` among the letters before the quote? */
function isFormatted(text: string, quote: number): boolean {
  for (let i = quote - 1; i >= quote - 2 && i >= 0; i--) {
    const letter = text[i]!.toLowerCase();
    if (letter === 'f' || letter === 't') return true;
    if (letter !== 'r') return false;
  }
  return false;
}

/**
 * The offset behind the replacement field that begins at `i`, or that of the quote or line end that comes before it is closed.
 * Strings with the same quote may stand in it since Python 3.12; behind its colon stands text again.
 */
function fieldEnd(text: string, i: number, quote: number, triple: boolean): number {
  let depth = 0;
  let inText = false;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === CLOSE_CURLY && depth === 0) return i + 1;
    if (code === LINE_FEED && !triple && (inText || startsWith(BEGINS, text, i + 1))) return i;
    if (code === quote && (inText || !closes(text, i, quote, triple))) return i;
    if (inText) i = code === OPEN_CURLY ? fieldEnd(text, i + 1, quote, triple) : i + 1;
    else if (code === DOUBLE || code === SINGLE) i = stringEnd(text, i);
    else if (code === HASH) i = lineEnd(text, i);
    else {
      if (code === OPEN || code === OPEN_SQUARE || code === OPEN_CURLY) depth++;
      if (code === CLOSE || code === CLOSE_SQUARE || code === CLOSE_CURLY) depth--;
      if (code === COLON && depth === 0) inText = true;
      i++;
    }
  }
  return text.length;
}

/** Does the string that would begin at `i` end on its line? If not, the quote closes the string around the field. */
function closes(text: string, i: number, quote: number, triple: boolean): boolean {
  if (triple) return true;
  const end = stringEnd(text, i);
  return end > i + 1 && text.charCodeAt(end - 1) === quote && text.charCodeAt(end) !== LINE_FEED;
}
