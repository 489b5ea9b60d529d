// One requirement as PEP 508 spells it: `name[extra] >=1,<2 ; marker`, `name @ url`.
import { evaluateMarker } from './markers';
import { canonicalName, type Entry, type Range } from './source';
import { parseSpecifiers } from './specifiers';
import { ANY, type Versions } from './versions';

const NAME = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;

/**
 * @param at the place of the text
 * @param python the versions of Python that are possible
 * @returns undefined for what is no requirement, and for one that never holds on Linux
 */
export function parseRequirement(text: string, at: Range, python: Versions): Entry | undefined {
  const named = NAME.exec(text);
  if (!named) return undefined;
  const [requirement, ...markers] = splitMarker(text.slice(named[0].length));
  const url = /^\s*@/.test(requirement);
  const versions = url ? versionInUrl(requirement) : parseSpecifiers(requirement.replace(/^\s*\(([^)]*)\)\s*$/, '$1'));
  if (!versions) return undefined;
  const holds = markers.length > 0 ? evaluateMarker(markers.join(';'), python) : 'yes';
  if (holds === 'no') return undefined;
  const extras = (named[2] ?? '').split(',').map((extra) => canonicalName(extra.trim())).filter((extra) => extra !== '');
  return { name: canonicalName(named[1]!), extras, versions, installed: holds, at };
}

/** In front of a URL's marker there is a blank. */
function splitMarker(text: string): [string, ...string[]] {
  const at = /^\s*@/.test(text) ? text.search(/\s;/) : text.indexOf(';');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(text.indexOf(';', at) + 1)];
}

/** The version in the name of a wheel. */
function versionInUrl(url: string): Versions {
  const version = /\/[\w.]+-([^-/]+)-[^/]+\.whl\b/.exec(url)?.[1];
  return (version && parseSpecifiers(`==${version}`)) || ANY;
}
