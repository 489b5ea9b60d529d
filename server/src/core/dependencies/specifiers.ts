// Version specifiers -> the versions that they allow: those of PEP 440, and the carets, tildes and alternatives of Poetry.
import { isPrerelease, parseVersion, type Version } from './pep440';
import { ANY, both, either, exactly, type Interval, type Versions } from './versions';

/**
 * `>=1.2,<2`, `==1.2.*`, `~=1.4.2`. What excludes single versions (`!=`) is left out: the answer is wider than the truth.
 * @returns undefined for what is no specifier
 */
export function parseSpecifiers(text: string): Versions | undefined {
  let versions = ANY;
  for (const clause of text.split(',').map((part) => part.trim())) {
    const match = /^(===|==|~=|!=|<=|>=|<|>)\s*([^\s<>=!~]+)$/.exec(clause);
    const allowed = clause === '' ? ANY : match ? clauseOf(match[1]!, match[2]!) : undefined;
    if (!allowed) return undefined;
    versions = both(versions, allowed);
  }
  return versions;
}

/** Poetry's: also `^1.2`, `~1.2`, `1.2.*`, `*`, a bare version, blanks for commas and `||`. */
export function parsePoetrySpecifiers(text: string): Versions | undefined {
  const alternatives = text.split(/\|\|?/).map(poetryAlternative);
  return alternatives.some((one) => one === undefined) ? undefined : alternatives.map((one) => one!).reduce((a, b) => either(a, b));
}

function poetryAlternative(text: string): Versions | undefined {
  let versions = ANY;
  for (const clause of text.trim().replace(/([<>=!~^])\s+/g, '$1').split(/[\s,]+/).filter((part) => part !== '')) {
    const [, sign = '', written = ''] = /^(\^|~(?!=)|===|==|~=|!=|<=|>=|<|>|=)?(.+)$/.exec(clause) ?? [];
    const allowed = sign === '^' || sign === '~' ? upTo(written, sign) : written === '*' ? ANY : clauseOf(sign === '' || sign === '=' ? '==' : sign, written);
    if (!allowed) return undefined;
    versions = both(versions, allowed);
  }
  return versions;
}

function clauseOf(sign: string, written: string): Versions | undefined {
  const wildcard = /^(.+)\.\*$/.exec(written)?.[1];
  const version = parseVersion(wildcard ?? written);
  if (!version) return undefined;
  if (sign === '!=') return ANY;
  if (wildcard) return [below(next(version, version.release.length - 1), { from: first(version) })];
  if (sign === '==' || sign === '===') return exactly(version);
  if (sign === '~=') return version.release.length < 2 ? undefined : [below(next(version, version.release.length - 2), { from: { version, inclusive: true } })];
  if (sign === '>=' || sign === '>') return [{ from: { version, inclusive: sign === '>=' } }];
  // `<2` leaves out the pre-releases of 2, unless it names one.
  return sign === '<=' || isPrerelease(version) ? [{ to: { version, inclusive: sign === '<=' } }] : [below(version, {})];
}

/** `^`: the first number that is not 0 stays; `~`: the second number stays. */
function upTo(written: string, sign: '^' | '~'): Versions | undefined {
  const version = parseVersion(written);
  if (!version) return undefined;
  const significant = version.release.findIndex((number) => number > 0);
  const position = sign === '~' ? Math.min(1, version.release.length - 1) : significant < 0 ? version.release.length - 1 : significant;
  return [below(next(version, position), { from: { version, inclusive: true } })];
}

/** The version in which the number at `position` is one greater. */
function next({ epoch, release }: Version, position: number): Version {
  const numbers = release.slice(0, position + 1).map((number, i) => (i === position ? number + 1 : number));
  return parseVersion(`${epoch > 0 ? `${epoch}!` : ''}${numbers.join('.')}`)!;
}

/** Everything older than a version and its pre-releases. */
function below(version: Version, interval: Interval): Interval {
  return { ...interval, to: { version: parseVersion(`${version.text}.dev0`) ?? version, inclusive: false } };
}

/** The first version that begins with these numbers: its pre-releases are older. */
function first(version: Version): { version: Version; inclusive: true } {
  return { version: parseVersion(`${version.text}.dev0`) ?? version, inclusive: true };
}
