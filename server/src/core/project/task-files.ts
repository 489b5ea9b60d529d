// Files of task runners: package.json, pyproject.toml and the like. Their commands are launches; what they say of variables counts for
// their own tasks alone, so for everything else they are no launch files. Nearly every project has one, and most start nothing.
import { dirname, isWithin, relative } from '../text/uri';
import type { Uri } from '../text/span';
import { isTaskFile } from './names';

/** Words of what starts Django, and scripts, which may. */
const STARTS = /manage\.py|django|runserver|gunicorn|uvicorn|hypercorn|daphne|granian|uwsgi|waitress|mod_wsgi|celery|opentelemetry-instrument|\.(sh|bash|ksh|zsh)\b|["'\s]\.\/\w/;
/** Sections of TOML in which tasks stand. */
const TASKS = /^\s*\[\[?\s*(tool\.(poe\.tasks|pdm\.scripts|hatch\.envs|rye\.scripts|taskipy)|scripts)\b/m;

/** @param text of a file of a task runner */
export function mayStart(file: Uri, text: string): boolean {
  return STARTS.test(text) && (!/(\.toml|Pipfile)$/.test(file) || TASKS.test(text));
}

/**
 * @param named files of the snapshot
 * @param roots of the Django projects: those of a front end beside them are not looked at
 */
export function taskFilesAbove(named: readonly Uri[], folder: Uri, roots: readonly Uri[]): readonly Uri[] {
  return named.filter((uri) => isTaskFile(uri) && roots.some((root) => isWithin(root, dirname(uri))) && isWithin(uri, folder) && isTaskFile(relative(uri, folder)));
}
