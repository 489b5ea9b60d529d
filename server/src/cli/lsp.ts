// `firstspan lsp --stdio`: the language server, for editors that start it themselves.
import { usage, type Command } from './command';

const HELP = `Runs the language server; an editor starts it.

Usage: firstspan lsp --stdio

  --stdio                 speaks over standard input and output
  --clientProcessId PID   ends when the process with this id ends
  -h, --help              prints this text`;

export const lsp: Command = {
  name: 'lsp',
  summary: 'runs the language server for an editor',
  help: HELP,
  options: { stdio: { type: 'boolean' }, clientProcessId: { type: 'string' } },
  arguments: { min: 0, max: 0 },
  async run(values) {
    if (!values.stdio) usage(lsp, '--stdio is missing: the language server has no other channel here');
    // The connection reads --stdio and --clientProcessId from the process's arguments itself.
    await import('../node');
    return 0;
  },
};
