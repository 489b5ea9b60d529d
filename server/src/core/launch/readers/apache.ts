// Apache with mod_wsgi: the scripts that it serves. SetEnv is left out: it gives variables to requests, never to os.environ (run).
import { linesOf } from '../ini';
import { NOTHING } from '../launch-file';
import { place } from '../piece';
import type { Command, LaunchFile, Piece, Word } from '../types';

/** `WSGIScriptAlias / /srv/shop/wsgi.py process-group=shop`. */
export function readApache(text: string): LaunchFile {
  const lines = linesOf(text).map(directiveOf);
  const homes = lines.flatMap((words) => (is(words, 'WSGIDaemonProcess') ? [valueOf(words, 'home')] : []));
  const commands = lines.flatMap((words): Command[] => {
    if (!is(words, 'WSGIScriptAlias') && !is(words, 'WSGIScriptAliasMatch')) return [];
    const [name, , script] = words;
    if (!script) return [];
    const home = homes.length === 1 ? homes[0] : undefined;
    return [{ words: [{ text: 'mod_wsgi', at: name!.at }, script], at: { start: name!.at.start, end: script.at.end }, environment: [], cwd: home, where: 'Apache' }];
  });
  return { ...NOTHING, commands };
}

function directiveOf(line: Piece): Word[] {
  if (/^\s*#/.test(line.text)) return [];
  return [...line.text.matchAll(/"((?:\\.|[^"])*)"|[^\s"]+/g)].map((match) => {
    const text = match[1] ?? match[0];
    return { text: /[$%]\{/.test(text) ? undefined : text, at: place(line, match.index, match.index + match[0].length) };
  });
}

function is(words: readonly Word[], directive: string): boolean {
  return words[0]?.text?.toLowerCase() === directive.toLowerCase();
}

function valueOf(words: readonly Word[], key: string): string | undefined {
  return words.find(({ text }) => text?.startsWith(`${key}=`))?.text?.slice(key.length + 1);
}
