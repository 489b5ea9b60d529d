// The instructions of a Dockerfile as plain data with places, whatever library parsed it.

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A heredoc of an instruction (`COPY <<EOF /start.sh`). */
export interface Heredoc {
  readonly name: string;
  /** `<<EOF`. */
  readonly startAt: Place;
  /** Its lines; undefined where it has none. */
  readonly at: Place | undefined;
}

/** `NAME=value` of ENV and ARG. */
export interface Property {
  readonly name: string;
  readonly at: Place;
  /** Quotes and escapes removed, variables left as they are; undefined where there is none. */
  readonly value: string | undefined;
  readonly valueAt: Place | undefined;
}

export interface Instruction {
  /** In capitals: `FROM`, `ENV`, `CMD`. */
  readonly keyword: string;
  /** The whole instruction, continued lines included. */
  readonly at: Place;
  /** Everything behind the keyword, continued lines and the comments between them included; undefined where nothing stands there. */
  readonly argumentsAt: Place | undefined;
  readonly heredocs: readonly Heredoc[];
  /** Of ENV and ARG. */
  readonly properties: readonly Property[];
}

export interface DockerfileText {
  readonly instructions: readonly Instruction[];
  /** The character that continues a line: a backslash unless `# escape=` says otherwise. */
  readonly escape: string;
}

/** Reads a Dockerfile; never throws. */
export type DockerfileParser = (text: string) => DockerfileText;
