// What is typed: words at different places of the large entrypoint, one character at a time, as an editor sends them.
import type { Position, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** One change as the editor sends it, and the text that it makes. */
export interface Keystroke {
  readonly change: TextDocumentContentChangeEvent;
  readonly text: string;
  /** What comes between two words puts the text back and is no keystroke: it is waited for and not counted. */
  readonly counts: boolean;
}

interface Typing {
  /** The text goes to the end of the first line behind the place (a share of all lines) that the pattern fits. */
  readonly place: number;
  readonly line: RegExp;
  readonly text: string;
}

/** Editors close brackets and quotes by themselves, except where somebody switched that off: the last two. */
const TYPED: readonly Typing[] = [
  { place: 0, line: /^import re$/, text: '  # no fact' },
  { place: 0, line: /^import re$/, text: '\nimport json5' },
  { place: 0, line: /^logger = /, text: '\n\n\n\n' },
  { place: 0, line: /^DjangoInstrumentor/, text: '\nname = "x"' },
  { place: 0.2, line: /^ {4}"""Gives/, text: '\n    total = 10' },
  { place: 0.4, line: /^ {8}self\.seen = /, text: '\n        self.load()' },
  { place: 0.5, line: /^ {4}"""Keeps/, text: ' # words' },
  { place: 0.7, line: /^[A-Z_\d]+_LIMIT = /, text: '\nEXTRA = int("5")' },
  { place: 0.9, line: /^ {8}return int/, text: ' + options["a"]' },
  { place: 0.95, line: /^ {4}return default$/, text: '\nif value:' },
  { place: 0.3, line: /^[A-Z_\d]+_LIMIT = /, text: '\nlist((1,' },
  { place: 0.6, line: /^ {8}self\.retries/, text: '\n        "open' },
];

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '"': '"' };

/** Everything that is typed into `text`; it ends as it began. @throws when a place is not there */
export function keystrokes(text: string): Keystroke[] {
  return TYPED.flatMap((typing, i) => typeOne(text, typing, i < TYPED.length - 2));
}

function typeOne(text: string, { place, line, text: typed }: Typing, closes: boolean): Keystroke[] {
  let current = text;
  const result: Keystroke[] = [];
  const start = endOfLine(text, place, line);
  const apply = (from: number, to: number, inserted: string, counts: boolean): void => {
    const range = { start: position(current, from), end: position(current, to) };
    current = current.slice(0, from) + inserted + current.slice(to);
    result.push({ change: { range, text: inserted }, text: current, counts });
  };
  let at = start;
  for (const character of typed) {
    const over = closes && /["')\]]/.test(character) && current[at] === character;
    // Typing over a closing character that the editor has put there changes nothing.
    if (!over) apply(at, at, character + (closes ? (CLOSING[character] ?? '') : ''), true);
    at += 1;
  }
  apply(start, start + current.length - text.length, '', false);
  return result;
}

function endOfLine(text: string, place: number, pattern: RegExp): number {
  const lines = text.split('\n');
  const line = lines.findIndex((one, i) => i >= place * lines.length && pattern.test(one));
  if (line < 0) throw new Error(`No line fits ${String(pattern)}.`);
  return lines.slice(0, line + 1).join('\n').length;
}

function position(text: string, offset: number): Position {
  return TextDocument.create('', '', 0, text).positionAt(offset);
}
