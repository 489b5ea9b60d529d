// The instructions of a Dockerfile with places, by the dockerfile-ast package.
import { DockerfileParser as Library, type Copy, type Env, type Instruction as Parsed, type Property as ParsedProperty } from 'dockerfile-ast';
import type { DockerfileText, Heredoc, Instruction, Property } from '../core/syntax/dockerfile';

type Ranges = Exclude<ReturnType<Parsed['getRange']>, null>;
type Place = Instruction['at'];

/** Instructions that Docker reads heredocs of. */
const WITH_HEREDOCS = /^(RUN|COPY|ADD)$/;
const PROPERTIES: Readonly<Record<string, (parsed: Parsed) => readonly ParsedProperty[]>> = {
  ENV: (parsed) => (parsed as Env).getProperties(),
  ARG: (parsed) => (parsed as Env).getProperties(),
};

/** Reads a Dockerfile; never throws. */
export function parseDockerfile(text: string): DockerfileText {
  // The library takes a byte order mark for a part of the first word.
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  try {
    const place = places(text, shift);
    const file = Library.parse(text.slice(shift));
    return { instructions: file.getInstructions().map((each) => instructionOf(each, text, place)), escape: file.getEscapeCharacter() };
  } catch {
    return { instructions: [], escape: '\\' };
  }
}

function instructionOf(parsed: Parsed, text: string, place: (range: Ranges) => Place): Instruction {
  const at = place(parsed.getRange());
  // The library leaves flags such as `--from=` out of the arguments.
  const keyword = place(parsed.getInstructionRange());
  const start = keyword.end + /^\s*/.exec(text.slice(keyword.end, at.end))![0].length;
  return {
    keyword: parsed.getKeyword(),
    at,
    argumentsAt: start < at.end ? { start, end: at.end } : undefined,
    properties: PROPERTIES[parsed.getKeyword()]?.(parsed).map((each) => propertyOf(each, place)) ?? [],
    heredocs: WITH_HEREDOCS.test(parsed.getKeyword()) ? heredocsOf(parsed as Copy, place) : [],
  };
}

function propertyOf(parsed: ParsedProperty, place: (range: Ranges) => Place): Property {
  const value = parsed.getValueRange();
  return { name: parsed.getName(), at: place(parsed.getRange()), value: parsed.getValue() ?? undefined, valueAt: value ? place(value) : undefined };
}

function heredocsOf(parsed: Copy, place: (range: Ranges) => Place): Heredoc[] {
  // ADD knows no heredocs in this library.
  if (typeof parsed.getHeredocs !== 'function') return [];
  return parsed.getHeredocs().map((each) => {
    const lines = each.getContentRange();
    return { name: each.getName(), startAt: place(each.getStartRange()), at: lines ? place(lines) : undefined };
  });
}

/** Lines and characters as offsets of the text. */
function places(text: string, shift: number): (range: Ranges) => Place {
  const starts = [shift];
  for (const match of text.slice(shift).matchAll(/\r\n|\r|\n/g)) starts.push(shift + match.index + match[0].length);
  const offset = ({ line, character }: Ranges['start']): number => Math.min(text.length, (starts[line] ?? text.length) + character);
  return ({ start, end }) => ({ start: offset(start), end: Math.max(offset(start), offset(end)) });
}
