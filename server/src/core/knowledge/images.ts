// Container images of which it is known what they bring along.

/** Official images, and their mirrors: none has an entrypoint that sets variables or starts something else. */
const OFFICIAL = /^((docker\.io|public\.ecr\.aws\/docker|mirror\.gcr\.io|registry-1\.docker\.io)\/)?((\S+\/)?dependency_proxy\/containers\/|library\/)?(python|pypy|debian|ubuntu|alpine|fedora|centos|rockylinux|almalinux|amazonlinux|busybox|buildpack-deps|scratch|node|nginx)(:[^/]*)?$/;
const OTHERS = /^((docker\.io|ghcr\.io|quay\.io|mcr\.microsoft\.com)\/)?(astral-sh\/uv|astral\/uv|mambaorg\/micromamba|continuumio\/(miniconda3?|anaconda3)|condaforge\/(mambaforge|miniforge3)|osgeo\/gdal|(vscode\/)?devcontainers\/(python|base)|library\/python)(:[^/]*)?$/;

export function isPlainImage(image: string): boolean {
  const name = image.replace(/@[^/]*$/, '');
  return OFFICIAL.test(name) || OTHERS.test(name) || DISTROLESS_PYTHON.test(name);
}

/** The distroless images of Python have it as their entrypoint: CMD is its arguments. */
export const DISTROLESS_PYTHON = /^gcr\.io\/distroless\/python3/;

/** Folders in PATH of the images of Python and of Linux, into which Dockerfiles copy scripts. */
export const PROGRAM_FOLDERS: readonly string[] = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];
