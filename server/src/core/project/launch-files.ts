// The launch files below a workspace folder. Every analysis asks, and the names of a large workspace are thousands.
import type { Uri } from '../text/span';
import { isWithin, relative } from '../text/uri';
import { isLaunchFile } from './names';

const told = new WeakMap<readonly Uri[], Map<Uri, readonly Uri[]>>();

/** @param named a list that is never changed: what is found in it is kept with it */
export function launchFilesBelow(named: readonly Uri[], folder: Uri): readonly Uri[] {
  const folders = told.get(named) ?? new Map<Uri, readonly Uri[]>();
  told.set(named, folders);
  const known = folders.get(folder) ?? named.filter((uri) => isWithin(uri, folder) && isLaunchFile(relative(uri, folder)));
  folders.set(folder, known);
  return known;
}
