// One finding for each place, whatever boots lead there.
import type { Found, Place } from './rule';

const keyOf = (at: Place): string => ('item' in at ? `${at.file} ${at.item} ${at.statement}` : `${at.file} ${at.start} ${at.end}`);

/** @returns the first finding of each place, with the boots and launches of all */
export function byPlace<F extends Found>(found: readonly F[]): F[] {
  const places = new Map<string, F>();
  for (const one of found) {
    const known = places.get(keyOf(one.at));
    places.set(keyOf(one.at), known ? { ...known, ...merged(known, one) } : one);
  }
  return [...places.values()];
}

function merged(a: Found, b: Found): Pick<Found, 'boots' | 'launches'> {
  const launches = [...new Set([...(a.launches ?? []), ...(b.launches ?? [])])];
  return { boots: [...new Set([...a.boots, ...b.boots])], ...(launches.length > 0 && { launches }) };
}
