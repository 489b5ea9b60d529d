// What commands install beside the files of dependencies: `pip install gunicorn` in a Dockerfile, `opentelemetry-bootstrap -a install`.
import { canonicalName } from './source';
import { parseSpecifiers } from './specifiers';
import { ANY, either, type Versions } from './versions';

export interface Installs {
  /** Canonical; what is asked for with an extra also as `name[extra]`. */
  readonly names: ReadonlySet<string>;
  /** In which versions: those of all commands that name it. */
  readonly versions: ReadonlyMap<string, Versions>;
  /** Lists that are installed (`-r`), without their folders. */
  readonly lists: readonly string[];
  /** Something is installed that is not named there. */
  readonly unknown: boolean;
}

const COMMAND = /\b(?:pip(?:3(?:\.\d+)?)?|pipx|uv|poetry|pdm|pipenv|conda|mamba)\s+(?:-\S+\s+)*(?:pip\s+)?(?:-\S+\s+)*(?:install|add)\b((?:\\\r?\n|[^\n;&|])*)/g;
/** Words that stand in a list, as `RUN ["pip", "install", "x"]`. */
const BETWEEN = /(["'])[ \t]*,[ \t]*\1/g;
/** Lines that nobody runs. */
const COMMENT = /^[ \t]*#.*$/gm;
/** Installs what fits to the packages that are there. */
const BOOTSTRAP = /opentelemetry-bootstrap|edot-bootstrap|splunk-py-trace-bootstrap/;
/** Options whose value is no package. */
const WITH_VALUE = /^(-r|-c|-e|-i|-f|-t|--requirement|--constraint|--index-url|--extra-index-url|--find-links|--target|--group|--extra|--only|--with|--without|--timeout|--retries|--python|--trusted-host|--prefix|--root)$/;

/** Commands that are lists of words as lines of a shell. */
export const asLines = (text: string): string => text.replace(BETWEEN, ' ');

/** @param text of a launch file or a script, whatever its form */
export function installsIn(text: string): Installs {
  const names = new Set<string>();
  const lists: string[] = [];
  const versions = new Map<string, Versions>();
  let unknown = BOOTSTRAP.test(text);
  for (const [, rest] of asLines(text.replace(COMMENT, '')).matchAll(COMMAND)) {
    const words = rest!.replace(/\\\r?\n/g, ' ').split(/[\s"',\]]+/).filter((word) => word !== '' && word !== '\\');
    words.forEach((word, i) => {
      const list = /^(?:-r|--requirements?)$/.test(words[i - 1] ?? '') ? word : /^(?:-r|--requirements?=)(\S+)$/.exec(word)?.[1];
      if (list !== undefined) lists.push(list.slice(list.lastIndexOf('/') + 1));
      if (word.startsWith('-') || (i > 0 && WITH_VALUE.test(words[i - 1]!))) return;
      const [, name, extra, own] = /^([A-Za-z0-9][\w.-]*?)(?:\[([\w.-]*).*|([=<>!~@].*))?$/.exec(word) ?? [];
      if (name !== undefined && !/\.(txt|whl|gz|zip)$/.test(word)) {
        names.add(canonicalName(name));
        const given = versionsOf(own ?? (extra === undefined ? undefined : words[i + 1]));
        const known = versions.get(canonicalName(name));
        versions.set(canonicalName(name), known ? either(known, given) : given);
        if (extra) names.add(`${canonicalName(name)}[${canonicalName(extra)}]`);
      }
      else if (/\$|\.whl|\.gz|\.zip|:\/\//.test(word)) unknown = true;
    });
  }
  return { names, versions, lists, unknown };
}

/** What stands behind a name; a version that a variable names is not known. */
const versionsOf = (text: string | undefined): Versions => (text === undefined || !/^[=<>!~]/.test(text) || /[$*{]/.test(text) ? ANY : parseSpecifiers(text) ?? ANY);
