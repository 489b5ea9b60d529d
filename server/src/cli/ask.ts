// Questions to a person at a terminal.
import { fail } from './failure';

export interface Asker {
  /** @returns what was typed, or `preset` for an empty line. */
  text(question: string, preset: string): Promise<string>;
  yes(question: string, preset: boolean): Promise<boolean>;
  /** @returns one of the choices, which are shown with numbers; the first is the preset. */
  oneOf<T>(question: string, choices: readonly T[], label: (choice: T) => string): Promise<T>;
}

/** @returns undefined where no person can answer. */
export function terminalAsker(): Asker | undefined {
  return process.stdin.isTTY && process.stdout.isTTY ? asker(process.stdin, process.stdout) : undefined;
}

/** Every question ends with a Failure when the input ends or is interrupted. */
export function asker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  const line = (question: string): Promise<string> => readLine(input, output, question);
  const self: Asker = {
    async text(question, preset) {
      return (await line(`${question} [${preset}]: `)) || preset;
    },
    async yes(question, preset) {
      const answer = (await line(`${question} [${preset ? 'Y/n' : 'y/N'}] `)).toLowerCase();
      return answer === '' ? preset : answer === 'y' || answer === 'yes';
    },
    async oneOf(question, choices, label) {
      output.write(`${question}\n${choices.map((choice, i) => `  ${i + 1}  ${label(choice)}\n`).join('')}`);
      const answer = Number((await line('Number [1]: ')) || '1');
      return choices[answer - 1] ?? self.oneOf(question, choices, label);
    },
  };
  return self;
}

async function readLine(input: NodeJS.ReadableStream, output: NodeJS.WritableStream, question: string): Promise<string> {
  const reader = process.getBuiltinModule('node:readline/promises').createInterface({ input, output });
  try {
    const gone = new Promise<never>((_, reject) => reader.once('close', () => reject(new Error('closed'))));
    return (await Promise.race([reader.question(question), gone])).trim();
  } catch {
    output.write('\n');
    return fail('Nothing was written.', 'The question was not answered.', 'Run the command again, or give the answers as options.');
  } finally {
    reader.close();
  }
}
