// The files of a scenario as a person writes them: with the ports that OTLP has and a host of its own, where a run takes free ports of this machine.

const PORTS = { HTTP: '4318', GRPC: '4317' } as const;

/** How a scenario names the ports of its receiver: in a launch file, and in an f-string. */
const NAMED = /\$COLLECTOR_(HTTP|GRPC)_PORT|\$\{COLLECTOR_(HTTP|GRPC)_PORT\}|\{os\.environ\['COLLECTOR_(HTTP|GRPC)_PORT'\]\}/g;

/** The text that the checker reads: nobody's real project says what the scenarios have to say. */
export function asWritten(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([name, text]) => [name, text.replace(NAMED, (_, ...groups: (keyof typeof PORTS)[]) => PORTS[groups.slice(0, 3).find(Boolean)!])]));
}

/** @returns the files with the receiver where they name the host `collector`, as the network of a compose file or a name server has it */
export function asRun(files: ReadonlyMap<string, string>, { httpPort, grpcPort }: { readonly httpPort: number; readonly grpcPort: number }): Map<string, string> {
  return new Map([...files].map(([name, text]) => [name, text.replaceAll('//collector:4318', `//127.0.0.1:${httpPort}`).replaceAll('//collector:4317', `//127.0.0.1:${grpcPort}`)]));
}

/**
 * What became of the files as a person writes them, with the receiver's ports again.
 * @param files of the scenario @param edited of the same with `asWritten`
 */
export function asNamed(files: ReadonlyMap<string, string>, edited: ReadonlyMap<string, string>): Map<string, string> {
  const written = asWritten(files);
  return new Map([...edited].map(([name, text]) => [name, text === written.get(name) ? files.get(name)! : text.split('\n').map(lineNamed(files.get(name) ?? '', written.get(name) ?? '')).join('\n')]));
}

/** A line that nothing has changed as it was, in any other the ports as that file names them. */
function lineNamed(file: string, written: string): (line: string) => string {
  const lines = file.split('\n');
  const old = new Map(written.split('\n').map((line, i) => [line, lines[i]!]));
  const [named] = file.match(NAMED) ?? [];
  return (line) => old.get(line) ?? (named === undefined ? line : line.replace(/(127\.0\.0\.1:)431(7|8)\b/g, (_, host: string, last: string) => host + named.replace(/HTTP|GRPC/, last === '8' ? 'HTTP' : 'GRPC')));
}
