// Procfile: a process type and its command line on each line, which a shell runs.
import { linesOf } from '../ini';
import { merged } from '../launch-file';
import { part } from '../piece';
import { readShellLine } from '../shell/shell';
import type { LaunchFile, LaunchParsers } from '../types';

/** Of Heroku, honcho, foreman, Elastic Beanstalk and others. `release:` is there as well. */
export function readProcfile(text: string, parsers: LaunchParsers): LaunchFile {
  return merged(linesOf(text).flatMap((line) => {
    const [whole, where] = /^([\w.-]+):\s*(?=\S)/.exec(line.text) ?? [];
    if (whole === undefined) return [];
    const { commands, references, problems } = readShellLine(part(line, whole.length), parsers, { where: where! });
    return [{ commands, references, problems }];
  }));
}
