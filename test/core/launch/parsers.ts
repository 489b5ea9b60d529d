// The parsers that launch readers are given.
import type { LaunchParsers } from '../../../server/src/core/launch/types';
import { loadLaunchParsers } from '../../../server/src/parsers/launch';

let loaded: Promise<LaunchParsers> | undefined;

/** All of them, loaded once. */
export function launchParsers(): Promise<LaunchParsers> {
  return (loaded ??= loadLaunchParsers());
}
