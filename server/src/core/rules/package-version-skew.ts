// Packages of OpenTelemetry that are released together are pinned to versions that do not belong to each other.
import { spanOf } from '../dependencies/opentelemetry';
import type { Named } from '../dependencies/dependencies';
import { pinned } from '../dependencies/versions';
import { setVersion } from '../fix/requirements';
import { lineOf, matchingVersion, MOVES_WITH_OTHERS, releaseOf } from '../knowledge/release-lines';
import type { Fix, Message } from '../report';
import type { Found, Rule } from './rule';

/** An exact version of a package that moves with others. */
interface Pin {
  readonly named: Named;
  readonly version: string;
  readonly release: number;
}

interface Skewed extends Found {
  readonly pin: Pin;
  /** One of those that belong together. */
  readonly other: Pin;
  /** Exporters of its version stand beside it, and would have to change, too. */
  readonly bindsOthers: boolean;
}

export const packageVersionSkew: Rule<Skewed> = {
  id: 'package-version-skew',
  severity: 'warning',
  summary: 'Packages of OpenTelemetry are pinned to versions that do not belong together.',
  find: (project) => {
    const found = project.projects.flatMap(({ root }) => project.dependencies(root).sets.flatMap(skewed));
    return found.filter(({ pin }, i) => found.findIndex((other) => other.pin.named.file === pin.named.file && other.pin.named.entry.at.start === pin.named.entry.at.start) === i);
  },
  say: ({ pin, other }): Message => ({
    what: `\`${nameOf(pin)}\` ${pin.version} does not belong to \`${nameOf(other)}\` ${other.version}.`,
    why: 'pip refuses them in one installation (`ResolutionImpossible`). Where they are installed one after the other, what comes later replaces what the first needs: with 0.58b0 and 0.66b2 the import of the instrumentation failed (`cannot import name`), the project did not start, and where that error is caught or `opentelemetry-instrument` meets it, 0 spans came out of 4.',
    todo: `Pin one release of all of them${wanted(pin, other) === undefined ? '' : `: \`${nameOf(pin)}\` ${wanted(pin, other)}`}.`,
  }),
  fixes: ({ pin, other, bindsOthers }, { files }): Fix[] => {
    const version = wanted(pin, other);
    const edits = version === undefined || bindsOthers ? undefined : setVersion(files, pin.named, pin.version, version);
    return edits ? [{ title: `Change ${nameOf(pin)} to ${version}`, safety: 'review', edits }] : [];
  },
};

const nameOf = ({ named }: Pin): string => named.entry.name;

/** The version of the release to which the other belongs. */
function wanted(pin: Pin, other: Pin): string | undefined {
  return lineOf(nameOf(pin)) === lineOf(nameOf(other)) ? other.version : matchingVersion(other.version);
}

/** The release that most packages have is right; of two that are as frequent, the newer one. */
function skewed(set: readonly Named[]): Skewed[] {
  const pins = set.flatMap(pinOf);
  const counts = new Map<number, number>();
  for (const { release } of pins) counts.set(release, (counts.get(release) ?? 0) + 1);
  if (counts.size < 2) return [];
  const [right] = [...counts].sort(([a, few], [b, many]) => many - few || b - a)[0]!;
  return pins.filter(({ release }) => release !== right).map((pin) => {
    const belonging = pins.filter(({ release }) => release === right);
    const other = belonging.find((one) => lineOf(nameOf(one)) === lineOf(nameOf(pin))) ?? belonging[0]!;
    return { at: spanOf(pin.named), severity: 'warning', boots: [], related: [{ at: spanOf(other.named), message: `${nameOf(other)} ${other.version}.` }], pin, other, bindsOthers: set.some(({ entry }) => entry.name.includes('-exporter-') && pinned(entry.versions) === pin.version) };
  });
}

/**
 * A package that is named for some installations only may be of any version there. What a tool has resolved fits, whatever its
 * numbers: exporters asked for any SDK of 1.x for a long time.
 */
function pinOf(named: Named): Pin[] {
  const { entry, forDevelopment } = named;
  const version = pinned(entry.versions);
  const release = version === undefined ? undefined : releaseOf(version);
  if (named.kind !== 'list' || !MOVES_WITH_OTHERS.test(entry.name) || forDevelopment || entry.installed !== 'yes' || release === undefined || version === undefined) return [];
  return [{ named, version, release }];
}
