// The files of a scenario as a person writes them: with the ports that OTLP has, where a run takes free ones.

const PORTS = { HTTP: '4318', GRPC: '4317' } as const;

/** How a scenario names the ports of its receiver: in a launch file, and in an f-string. */
const NAMED = /\$COLLECTOR_(HTTP|GRPC)_PORT|\$\{COLLECTOR_(HTTP|GRPC)_PORT\}|\{os\.environ\['COLLECTOR_(HTTP|GRPC)_PORT'\]\}/g;

/** The text that the checker reads: nobody's real project says what the scenarios have to say. */
export function asWritten(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...files].map(([name, text]) => [name, text.replace(NAMED, (_, ...groups: (keyof typeof PORTS)[]) => PORTS[groups.slice(0, 3).find(Boolean)!])]));
}
