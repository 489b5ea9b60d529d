// The application that a server loads: a module by its name, or a file.
import type { Uri } from '../../text/span';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';

/** `file`: where it is known, or where the server loads it by path; it is not looked for then. */
export interface Served {
  readonly name: string;
  readonly file?: Uri;
}

/** Imports the application module as a server does: its packages first. @param application undefined: not known. @throws Raised */
export function loadApplication(m: Machine, application: Served | undefined): void {
  if (!application) return m.unknownEffect('the application');
  const { name, file } = application;
  if (!file) return void importModule(m, name, 'server');
  const parent = name.split('.').slice(0, -1).join('.');
  if (parent) importModule(m, parent, 'package', true);
  if (!m.modules.has(name)) runModule(m, name, file, false, 'server');
}

/** A file that is loaded by its path, under a name that no import has: nothing above it runs. @throws Raised */
export function loadFile(m: Machine, name: string, file: Uri): void {
  if (!m.modules.has(name)) runModule(m, name, file, false, 'server');
}
