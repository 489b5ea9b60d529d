// How an image, or the machine that a project runs on, is made: base images, and whether something is installed there that no file names.
import { isPlainImage } from '../knowledge/images';
import type { Uri } from '../text/span';
import { stagesIn, type StageInstalls } from './image-sets';
import { withoutHeredocs } from './heredocs';
import { asLines, installsIn } from './installs';
import { ANY, either, type Versions } from './versions';

/** A launch file or a script that may install packages. */
export interface BuildFile {
  /** Its name. */
  readonly name: string;
  readonly uri?: Uri;
  readonly text: string;
}

export interface Builds {
  /** Images that Python runs in, as FROM names them. */
  readonly images: readonly string[];
  /** Packages that commands install by name, canonical. */
  readonly names: ReadonlySet<string>;
  /** In which versions Dockerfiles install them; any, where something else installs them as well. */
  readonly versions: ReadonlyMap<string, Versions>;
  /** Lists that are installed, without their folders. */
  readonly lists: readonly string[];
  /** More may be installed than any file names. */
  readonly open: boolean;
  /** What stages of Dockerfiles install in exact versions. */
  readonly stages: readonly StageInstalls[];
  /** A build is seen that installs what the files of dependencies name: an image, or a platform's own. */
  readonly complete: boolean;
}

const isDockerfile = (name: string): boolean => /^(docker|container)file(\..*)?$|\.(docker|container)file$/i.test(name);

/** A platform makes the environment from the dependency files alone. */
const PLATFORM = /^(Procfile|app\.json|render\.ya?ml|railway\.(json|toml)|fly\.toml|app\.ya?ml)$/;

/** Installs what no file of dependencies names, or puts it on the path of Python. */
const UNREAD_INSTALLS = /\b(?:conda|mamba|micromamba|pixi|nix-env|nix-shell|easy_install|buildout)\b|\buvx?\b[^\n;&|]*\s--with(?:-\w+)?\b|\bpip(?:3(?:\.\d+)?)?\s+(?:-\S+\s+)*install\s[^\n;&|]*(?:\.\.?\/[\w-]|--extra-index-url|--index-url|-i\s|--find-links|\.whl\b|git\+)|setup\.py\s+(?:install|develop)|\b(?:apt|apt-get|apk|dnf|yum)\b[^\n]*\bpy(?:thon)?3?-opentelemetry|inject-python|otel-instrument\b|AWS_LAMBDA_EXEC_WRAPPER|autoinstrumentation-python/;

/** Makes a list of what a lock file has. */
const EXPORTS = /\b(?:poetry|pdm|uv|pipenv)\s[^\n]*\b(?:export|requirements|compile)\b/;

/** A program of the project in a RUN: what it does is known only where its text is at hand. */
const RUNS_FILE = /\b(?:ba|z|da)?sh\s+(?!-)(\S+)|(?:^|[\s"';&|])(\.?\/\S+\.(?:sh|py)|\.\/\S+)|\b(?:make|just|invoke|task)\s+[a-z]/g;

/** Images of stages that make assets or programs: no Python of the project runs there. */
const OTHER_STAGES = /(^|\/)(node|nginx|golang|rust|oven\/bun|caddy|uv|hadolint|scratch|busybox)(:|@|$)(?!.*python)/;

/** @param files launch files and scripts near a Django project, not those of CI */
export function buildsOf(files: readonly BuildFile[]): Builds {
  const docker = files.filter(({ name, text }) => (isDockerfile(name) || text.includes('dockerfile_inline')) && /python|pip|\buv\b|poetry|gunicorn|manage\.py/i.test(text));
  const names = new Set(files.map(({ name }) => name));
  const installs = files.map(({ text }) => installsIn(text));
  const parts = docker.map(({ text }) => withoutHeredocs(text));
  const images = parts.flatMap(({ instructions }) => [...imagesIn(instructions), ...copiedFrom(instructions)]);
  const open = images.some((image) => !isPlainImage(image)) || installs.some(({ unknown }) => unknown) || files.some(({ text }) => UNREAD_INSTALLS.test(asLines(text))) || parts.some((one) => runsUnread(one, names));
  const versions = new Map<string, Versions>();
  files.forEach(({ name }, i) => {
    for (const [one, given] of installs[i]!.versions) versions.set(one, either(versions.get(one) ?? [], isDockerfile(name) ? given : ANY));
  });
  const stages = docker.flatMap(({ uri, text }) => (uri === undefined ? [] : stagesIn(uri, text)));
  return { versions, stages, lists: files.some(({ text }) => EXPORTS.test(asLines(text))) ? [] : installs.flatMap(({ lists }) => lists), images: parts.flatMap(({ instructions }) => imagesIn(instructions)).filter((image) => !OTHER_STAGES.test(image)), names: new Set(installs.flatMap((one) => [...one.names])), open, complete: docker.length > 0 || files.some(({ name }) => PLATFORM.test(name)) };
}

const FROM = /^\ufeff?[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim;
const COPY_FROM = /^[ \t]*COPY[ \t]+(?:--\S+[ \t]+)*--from=(\S+)/gim;

/** Images that stages begin with; defaults of ARG are filled in. */
function imagesIn(text: string): string[] {
  return outside(text, [...text.matchAll(FROM)].map(([, image]) => image!));
}

function copiedFrom(text: string): string[] {
  return outside(text, [...text.matchAll(COPY_FROM)].map(([, image]) => image!).filter((image) => !/^\d+$/.test(image)));
}

/** Those that are no stage of the file. */
function outside(text: string, images: readonly string[]): string[] {
  const defaults = new Map([...text.matchAll(/^[ \t]*ARG[ \t]+(\w+)=["']?([^\s"']*)/gim)].map(([, name, value]) => [name!, value!]));
  const stages = new Set([...text.matchAll(FROM)].map(([, , name]) => name?.toLowerCase()));
  const filled = images.map((image) => image.replace(/\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g, (whole, braced?: string, other?: string, plain?: string) => defaults.get(braced ?? plain!) ?? other ?? whole));
  return filled.filter((image) => !stages.has(image.toLowerCase()));
}

function runsUnread({ instructions, runs: scripts }: ReturnType<typeof withoutHeredocs>, known: ReadonlySet<string>): boolean {
  const runs = [...scripts, ...[...instructions.matchAll(/^[ \t]*RUN\b((?:\\\r?\n(?:[ \t]*#[^\n]*\n)?|[^\n])*)/gim)].map(([, rest]) => rest!)];
  return runs.some((run) => [...run.matchAll(RUNS_FILE)].some(([, shell, file]) => !isHarmless(shell ?? file, known)));
}

function isHarmless(path: string | undefined, known: ReadonlySet<string>): boolean {
  const name = path?.replace(/["',;)\]]+$/, '').split('/').at(-1);
  return name !== undefined && (known.has(name) || name === 'manage.py');
}
