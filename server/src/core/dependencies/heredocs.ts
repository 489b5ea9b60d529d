// Here-documents of a Dockerfile (`RUN <<EOF`), by text alone: what stands in them are no instructions.

interface Heredocs {
  /** The instructions, with blanks for what here-documents hold: places stay. */
  readonly instructions: string;
  /** What is run while the image is built. COPY and ADD write into files. */
  readonly runs: readonly string[];
}

const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
const INSTRUCTION = /^[ \t]*(RUN|COPY|ADD)\b/i;
const BEGIN = /(?<=\s\d*)<<-?(["']?)([A-Za-z_]\w*)\1(?=\s|$)/g;

/** @param text of a Dockerfile */
export function withoutHeredocs(text: string): Heredocs {
  const runs: string[] = [];
  let instructions = '';
  /** The instruction that stands above, while its line goes on. */
  let above: string | undefined;
  let keyword = '';
  /** Names that end what is open. */
  const open: string[] = [];
  for (const [line] of text.matchAll(LINE)) {
    const inside = above === undefined && open.length > 0;
    instructions += inside ? line.replace(/[^\r\n]/g, ' ') : line;
    if (inside && keyword === 'RUN') runs.push(line);
    if (inside && line.trim() === open[0]) open.shift();
    // Comments may stand between the lines of an instruction.
    if (inside || (above !== undefined && /^\s*(#|$)/.test(line))) continue;
    keyword = above ?? INSTRUCTION.exec(line)?.[1]!.toUpperCase() ?? '';
    if (keyword !== '') open.push(...[...line.matchAll(BEGIN)].map(([, , name]) => name!));
    above = keyword !== '' && /\\\s*$/.test(line) ? keyword : undefined;
  }
  return { instructions, runs };
}
