// Launch files of which nobody knows what they start: rules that argue "no launch does this" are silent beside them.
import type { Uri } from '../text/span';
import { isWithin } from '../text/uri';
import type { Project } from './rule';

/** May a Django project be started by a file that is not followed, because it starts too much (`launch/bounds.ts`) or cannot be read? @param root of the project */
export function hasUnknownLaunches({ files, projects, passedOver }: Project, root: Uri): boolean {
  const { folder, launchFiles } = projects.find((one) => one.root === root)!;
  return passedOver.some(([file]) => isWithin(file, folder)) || launchFiles.some((file) => files.state(file) === 'unreadable');
}
