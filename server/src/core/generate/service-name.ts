// The service name that is proposed: the first name around the project that says something.
import type { Uri } from '../text/span';
import { ancestors, basename } from '../text/uri';

const GENERIC = new Set(['', 'app', 'backend', 'code', 'conf', 'config', 'core', 'django', 'main', 'mysite', 'proj', 'project', 'server', 'service', 'settings', 'site', 'source', 'src', 'web', 'website', 'workspace']);

/** The package, else the folder of the project or one above it in the workspace, else the package after all. */
export function serviceNameFor(packageName: string, root: Uri, top: Uri): string {
  const names = [...packageName.split('.').reverse(), ...ancestors(`${root}/x`, top).map(basename)];
  return names.find((name) => !GENERIC.has(name.toLowerCase()) && !/[\u0000-\u001f]/.test(name)) ?? (packageName.split('.')[0] || 'django');
}
