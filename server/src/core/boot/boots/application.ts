// The application that a server loads: a module by its name, or a file.
import type { Uri } from '../../text/span';
import { importModule, runModule } from '../imports';
import type { Machine } from '../machine';

/** What a server loads. */
export interface Served {
  readonly name: string;
  /** Where it is known: it is not looked for then. */
  readonly file?: Uri;
  /** The server runs the file under a name that no import has: no package above it runs. */
  readonly byPath?: boolean;
}

/** Imports the application module as a server does: its packages first. @param application undefined: not known. @throws Raised */
export function loadApplication(m: Machine, application: Served | undefined): void {
  if (!application) return m.unknownEffect('the application');
  const { name, file, byPath } = application;
  if (byPath && file) return loadFile(m, `file ${name}`, file);
  if (!file) return void importModule(m, name, 'server');
  const parent = name.split('.').slice(0, -1).join('.');
  if (parent) importModule(m, parent, 'package', true);
  if (!m.modules.has(name)) runModule(m, name, file, false, 'server');
}

function loadFile(m: Machine, name: string, file: Uri): void {
  if (!m.modules.has(name)) runModule(m, name, file, false, 'server');
}
