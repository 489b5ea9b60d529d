// Versions of Python packages, and their order (PEP 440). Local parts (`+cu118`) count for nothing.

export interface Version {
  /** As it was written, without blanks. */
  readonly text: string;
  readonly epoch: number;
  readonly release: readonly number[];
  /** Pre-release, post-release and development part, so that the order of numbers is the order of versions. */
  readonly parts: readonly [pre: number, preNumber: number, post: number, dev: number];
}

const VERSION = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;
const ONLY_DEV = 0;
const PRE: Readonly<Record<string, number>> = { a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, preview: 3 };
const FINAL = 4;

/** @returns undefined for what is no version */
export function parseVersion(written: string): Version | undefined {
  const text = written.trim();
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const [, epoch, release, pre, preNumber, dash, post, postNumber, dev, devNumber] = match;
  const isPost = dash !== undefined || post !== undefined;
  const rank = pre ? PRE[pre.toLowerCase()]! : dev && !isPost ? ONLY_DEV : FINAL;
  return {
    text, epoch: Number(epoch ?? 0), release: release!.split('.').map(Number),
    parts: [rank, Number(preNumber || 0), isPost ? Number(dash ?? (postNumber || 0)) : -1, dev ? Number(devNumber || 0) : Infinity],
  };
}

/** Negative: `a` is older; 0: they are the same version (`1.0` and `1.0.0`). */
export function compareVersions(a: Version, b: Version): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  for (let i = 0; i < Math.max(a.release.length, b.release.length); i++) {
    const difference = (a.release[i] ?? 0) - (b.release[i] ?? 0);
    if (difference !== 0) return difference;
  }
  for (let i = 0; i < a.parts.length; i++) if (a.parts[i] !== b.parts[i]) return a.parts[i]! < b.parts[i]! ? -1 : 1;
  return 0;
}

/** True for a pre-release or a development release. */
export function isPrerelease({ parts: [pre, , , dev] }: Version): boolean {
  return pre !== FINAL || dev !== Infinity;
}
