// Chooses the command, and turns whatever goes wrong into exit code 2.
import { version } from '../../../package.json';
import { ParserAborted } from '../parsers/wasm';
import { check } from './check';
import { readArguments, type Command } from './command';
import { explain } from './explain';
import { fail, Failure, reasonOf } from './failure';
import { generate } from './generate';
import { lsp } from './lsp';
import { forgiveClosedPipes, print, printFailure } from './output';
import { rulesCommand } from './rules';
import { timeline } from './timeline';

const COMMANDS: readonly Command[] = [check, timeline, explain, rulesCommand, generate, lsp];

/** @param args without the program's name. @returns 0 clean, 1 errors or warnings were found, 2 failure. */
export async function main(args: readonly string[]): Promise<number> {
  forgiveClosedPipes();
  try {
    return await dispatch(args);
  } catch (error) {
    printFailure(partsOf(error));
    if (process.env.FIRSTSPAN_DEBUG && error instanceof Error) console.error(error.stack);
    return 2;
  }
}

async function dispatch([name, ...rest]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    print(version);
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name) ?? unknownCommand(name);
  const { values, positionals } = readArguments(command, rest);
  if (!values.help) return command.run(values, positionals);
  print(command.help);
  return 0;
}

function unknownCommand(name: string): never {
  const commands = COMMANDS.map((command) => command.name).join(', ');
  return fail(`'${name}' is no command of firstspan.`, `The commands are ${commands}.`, 'See firstspan --help.');
}

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const lines = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `First Span finds out, before anything runs, why a Django project will produce no OpenTelemetry traces.

Usage: firstspan COMMAND [ARGUMENT...]

${lines.join('\n')}

  --version  prints the version
  --help     prints this text; firstspan COMMAND --help says more about a command

Exit codes: 0 nothing found (information may be), 1 errors or warnings found, 2 the command could not do its work`;
}

function partsOf(error: unknown): Failure['parts'] {
  if (error instanceof Failure) return error.parts;
  if (error instanceof ParserAborted) {
    return { what: 'The parser stopped.', why: 'One of the files made it fail, and it cannot go on after that.', todo: 'Check the files one by one to find out which, and report it as a defect of First Span.' };
  }
  return {
    what: `First Span stopped: ${reasonOf(error)}`,
    why: 'This is a defect of First Span, or of the machine it runs on.',
    todo: 'Run the command again with FIRSTSPAN_DEBUG=1 and report what it prints.',
  };
}
