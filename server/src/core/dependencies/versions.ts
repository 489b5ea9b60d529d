// Which versions are possible: what a pin, a range or several files leave, and what can be said of all of them.
import { compareVersions, parseVersion, type Version } from './pep440';

export interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
}

/** Without a bound it is open on that side. */
export interface Interval {
  readonly from?: Bound;
  readonly to?: Bound;
}

/** Any version in any of the intervals; never empty. What is known too little makes it wider, never narrower. */
export type Versions = readonly Interval[];

export type Answer = 'yes' | 'no' | 'unknown';

/** Nothing is known. */
export const ANY: Versions = [{}];

/** One version. */
export function exactly(version: Version): Versions {
  const bound = { version, inclusive: true };
  return [{ from: bound, to: bound }];
}

/** Is every possible version this one or a newer one? `no`: every one is older. @param version a version as PEP 440 spells it */
export function isAtLeast(versions: Versions, version: string): Answer {
  const wanted = parseVersion(version);
  if (!wanted) return 'unknown';
  if (versions.every(({ from }) => from && compareVersions(from.version, wanted) >= 0)) return 'yes';
  return versions.every(({ to }) => to && before(to, wanted)) ? 'no' : 'unknown';
}

function before({ version, inclusive }: Bound, wanted: Version): boolean {
  const order = compareVersions(version, wanted);
  return order < 0 || (order === 0 && !inclusive);
}

/** The one version that is possible, as it is written. */
export function pinned(versions: Versions): string | undefined {
  const [first] = versions;
  const text = first?.from?.version.text;
  return versions.every(({ from, to }) => from && to && compareVersions(from.version, to.version) === 0 && compareVersions(from.version, first!.from!.version) === 0) ? text : undefined;
}

/** One or the other. */
export function either(a: Versions, b: Versions): Versions {
  if (a.some(isOpen) || b.some(isOpen)) return ANY;
  return [...a, ...b.filter((one) => !a.some((other) => same(one, other)))];
}

/** Both at once; where they contradict each other nothing is known. */
export function both(a: Versions, b: Versions): Versions {
  const found = a.flatMap((one) => b.flatMap((other) => overlapOf(one, other)));
  return found.length > 0 ? found : ANY;
}

function overlapOf(a: Interval, b: Interval): Interval[] {
  const from = stricter(a.from, b.from, 1);
  const to = stricter(a.to, b.to, -1);
  const order = from && to ? compareVersions(from.version, to.version) : -1;
  if (order > 0 || (order === 0 && !(from!.inclusive && to!.inclusive))) return [];
  return [{ ...(from && { from }), ...(to && { to }) }];
}

/** @param sign 1: the greater one, -1: the smaller one */
function stricter(a: Bound | undefined, b: Bound | undefined, sign: number): Bound | undefined {
  if (!a || !b) return a ?? b;
  const order = compareVersions(a.version, b.version) * sign;
  return order > 0 || (order === 0 && !a.inclusive) ? a : b;
}

const isOpen = ({ from, to }: Interval): boolean => !from && !to;

function same(a: Interval, b: Interval): boolean {
  return sameBound(a.from, b.from) && sameBound(a.to, b.to);
}

function sameBound(a: Bound | undefined, b: Bound | undefined): boolean {
  if (!a || !b) return a === b;
  return a.inclusive === b.inclusive && compareVersions(a.version, b.version) === 0;
}

/** For people: `0.62b1`, `>=1.2,<2`, `any version`. */
export function describeVersions(versions: Versions): string {
  const one = pinned(versions);
  if (one !== undefined) return one;
  const texts = versions.map(({ from, to }) => {
    if (from && to && sameBound(from, to)) return from.version.text;
    const parts = [...(from ? [`${from.inclusive ? '>=' : '>'}${from.version.text.replace(/\.dev0$/, '')}`] : []), ...(to ? [`${to.inclusive ? '<=' : '<'}${to.version.text.replace(/\.dev0$/, '')}`] : [])];
    return parts.join(',') || 'any version';
  });
  return texts.join(' or ');
}
