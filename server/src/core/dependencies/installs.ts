// What commands install beside the files of dependencies: `pip install gunicorn` in a Dockerfile, `opentelemetry-bootstrap -a install`.
import { canonicalName } from './source';

export interface Installs {
  /** Canonical; what is asked for with an extra also as `name[extra]`. */
  readonly names: ReadonlySet<string>;
  /** Something is installed that is not named there. */
  readonly unknown: boolean;
}

const COMMAND = /\b(?:pip3?|pipx|uv|poetry|pdm|pipenv|conda|mamba)\s+(?:pip\s+)?(?:install|add)\b((?:\\\r?\n|[^\n;&|])*)/g;
/** Installs what fits to the packages that are there. */
const BOOTSTRAP = /opentelemetry-bootstrap|edot-bootstrap|splunk-py-trace-bootstrap/;
/** Options whose value is no package. */
const WITH_VALUE = /^(-r|-c|-e|-i|-f|-t|--requirement|--constraint|--index-url|--extra-index-url|--find-links|--target|--group|--extra|--only|--with|--without|--timeout|--retries|--python|--trusted-host|--prefix|--root)$/;

/** @param text of a launch file or a script, whatever its form */
export function installsIn(text: string): Installs {
  const names = new Set<string>();
  let unknown = BOOTSTRAP.test(text);
  for (const [, rest] of text.matchAll(COMMAND)) {
    const words = rest!.replace(/\\\r?\n/g, ' ').split(/[\s"',\]]+/).filter((word) => word !== '' && word !== '\\');
    words.forEach((word, i) => {
      if (word.startsWith('-') || (i > 0 && WITH_VALUE.test(words[i - 1]!))) return;
      const [, name, extra] = /^([A-Za-z0-9][\w.-]*?)(?:\[([\w.-]*).*|[=<>!~@].*)?$/.exec(word) ?? [];
      if (name !== undefined && !/\.(txt|whl|gz|zip)$/.test(word)) {
        names.add(canonicalName(name));
        if (extra) names.add(`${canonicalName(name)}[${canonicalName(extra)}]`);
      }
      else if (/\$|\.whl|\.gz|\.zip|:\/\//.test(word)) unknown = true;
    });
  }
  return { names, unknown };
}
