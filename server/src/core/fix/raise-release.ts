// Raises every pinned package of OpenTelemetry to one release, or none: a part of them would not fit together.
import { spanOf } from '../dependencies/opentelemetry';
import type { Dependencies, Named } from '../dependencies/dependencies';
import { pinned } from '../dependencies/versions';
import { BRINGS } from '../knowledge/distributions';
import { ANY_NUMBER, lineOf, matchingVersion, releaseOf } from '../knowledge/release-lines';
import type { Files } from '../project/view';
import type { ReplaceEdit } from '../text/edits';
import { setVersion } from './requirements';

/**
 * @param to a version of either line; the other line gets the one that belongs to it
 * @returns undefined where a package is bound in another way than by `==` in a list, or may ask for a release of its own
 */
export function raiseRelease(files: Files, { sets }: Dependencies, to: string): ReplaceEdit[] | undefined {
  const pins = sets.flat().filter((named, i, all) => all.findIndex((other) => samePlace(other, named)) === i && isOfOpenTelemetry(named));
  const edits = pins.map((named) => (isFree(named) ? [] : raised(files, named, to)));
  return edits.every((one) => one !== undefined) && edits.flat().length > 0 ? edits.flat() : undefined;
}

/** What such a fix is called: with the numbers of both lines. */
export function raisingTo(version: string): string {
  const [stable, beta] = [version, matchingVersion(version)].sort().reverse();
  return `Raise OpenTelemetry to ${stable} and ${beta}`;
}

const isOfOpenTelemetry = ({ entry: { name } }: Named): boolean => /opentelemetry|otel/.test(name) || Object.hasOwn(BRINGS, name);

/** Any release does for it. */
const isFree = ({ entry: { name, versions } }: Named): boolean => ANY_NUMBER.test(name) || (lineOf(name) !== undefined && versions.every(({ from, to }) => !from && !to));

function raised(files: Files, named: Named, to: string): ReplaceEdit[] | undefined {
  const line = lineOf(named.entry.name);
  const [from, wanted] = [pinned(named.entry.versions), line === lineOfVersion(to) ? to : matchingVersion(to)];
  const [is, becomes] = [from === undefined ? undefined : releaseOf(from), wanted === undefined ? undefined : releaseOf(wanted)];
  if (line === undefined || from === undefined || wanted === undefined || is === undefined || becomes === undefined) return undefined;
  return is >= becomes ? undefined : setVersion(files, named, from, wanted);
}

const lineOfVersion = (version: string): 'stable' | 'beta' => (version.startsWith('0.') ? 'beta' : 'stable');

function samePlace(a: Named, b: Named): boolean {
  const [one, other] = [spanOf(a), spanOf(b)];
  return one.file === other.file && one.start === other.start;
}
