// Suppression comments of files that are not Python: `# firstspan: ignore[rule-id] reason` in a Dockerfile, a script, a unit.
import type { CommentStyle } from '../knowledge/comments';
import { directivesIn, SUPPRESSION_MARK, type Suppression } from '../python/suppressions';

/** A line with its offsets (UTF-16); `next` is where the line below it starts. */
interface Line {
  readonly text: string;
  readonly start: number;
  readonly next: number;
}

/** Every suppression comment of a text, and the lines that it stands for. One above everything else stands for the whole file. */
export function lineSuppressions(text: string, style: CommentStyle): Suppression[] {
  if (!SUPPRESSION_MARK.test(text)) return [];
  const lines = linesOf(text);
  const first = lines.findIndex((line) => isCode(line));
  return directivesIn(text).flatMap((directive): Suppression[] => {
    const at = lines.findIndex(({ next }) => directive.start < next || next === text.length);
    const line = lines[at]!;
    const before = line.text.slice(0, directive.start - line.start);
    const alone = /^\s*(#.*)?$/.test(before);
    if (!alone && !(style.behind && /\s(#.*)?$/.test(before))) return [];
    const [from, to] = !alone ? [startOf(lines, at), directive.start] : first < 0 || at < first ? [0, text.length + 1] : below(lines, at, style);
    return [{ ...directive, from, to }];
  });
}

/** Where the line begins that goes on to line `at` by backslashes. */
function startOf(lines: readonly Line[], at: number): number {
  let first = at;
  while (first > 0 && goesOn(lines[first - 1]!)) first--;
  return lines[first]!.start;
}

/** The line of code below line `at` with everything that belongs to it; nothing below an empty line. */
function below(lines: readonly Line[], at: number, { blocks }: CommentStyle): [number, number] {
  const first = lines.findIndex((line, i) => i > at && !isComment(line));
  const head = lines[first];
  if (!head || head.text.trim() === '') return [lines[at]!.next, lines[at]!.next];
  let last = first;
  // Docker leaves out comments between the lines of an instruction.
  for (let i = first + 1; i < lines.length && (goesOn(lines[last]!) || (blocks && isWithin(lines[i]!, head))); i++) if (isCode(lines[i]!)) last = i;
  return [head.start, lines[last]!.next];
}

/** Indented further, or an empty line between lines that are; the items of a YAML list may begin where their key does. */
function isWithin(line: Line, head: Line): boolean {
  const bare = line.text.trim();
  const depth = (text: string) => text.length - text.trimStart().length;
  return bare === '' || depth(line.text) > depth(head.text) || (/^- /.test(bare) && depth(line.text) === depth(head.text) && /:\s*(#.*)?$/.test(head.text));
}

const goesOn = ({ text }: Line): boolean => /\\\s*$/.test(text);
const isComment = ({ text }: Line): boolean => /^\s*[#;]/.test(text);
const isCode = (line: Line): boolean => line.text.trim() !== '' && !isComment(line);

function linesOf(text: string): Line[] {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return [...text.slice(start).matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g)].map((match) => ({ text: match[1]!, start: start + match.index, next: start + match.index + match[0].length }));
}
