// Which modules need no replay once apps are being set up: nothing that they import, however far, mentions tracing.
import { isInert, isNeverInProject } from '../knowledge/packages';
import type { Mention, ScannedImport } from '../python/scan';
import type { Uri } from '../text/span';
import type { ProjectView, ResolvedModule } from './view';

/**
 * `relevant`: something in reach mentions tracing, or is not known yet: it has to be replayed.
 * `quiet`: importing it, and calling anything in it, does nothing that matters here.
 * `unread`: the same, but it uses packages that are not read.
 */
export type Reach = 'relevant' | 'quiet' | 'unread';

/** What one module leads to. */
interface Edges {
  readonly modules: readonly Found[];
  readonly relevant: boolean;
  readonly unread: boolean;
}

interface Found extends ResolvedModule {
  readonly name: string;
}

/** Answers for one project view; keeps what it has found. */
export class ModuleSurvey {
  private readonly edges = new Map<Uri, Edges>();
  private readonly reached = new Map<Uri, Reach>();
  private readonly byName = new Map<string, Reach>();

  /** @param relevant any of these makes a module worth replaying */
  constructor(private readonly view: ProjectView, private readonly relevant: readonly Mention[]) {}

  /** What importing the dotted `name`, with its packages, can reach. */
  reach(name: string): Reach {
    const known = this.byName.get(name);
    if (known) return known;
    const start = this.along(name);
    const reach = start === 'unknown' ? 'relevant' : this.search(start.modules);
    this.byName.set(name, reach);
    return reach;
  }

  private search(start: readonly Found[]): Reach {
    const queue = [...start];
    const seen = new Set(queue.map(({ file }) => file));
    let unread = false;
    for (let found = queue.pop(); found; found = queue.pop()) {
      const known = this.reached.get(found.file);
      if (known === 'quiet') continue;
      const edges = known ? undefined : this.edgesOf(found);
      if (known === 'relevant' || edges?.relevant) return this.remember(start, 'relevant');
      unread ||= known === 'unread' || edges!.unread;
      for (const next of edges?.modules ?? []) if (!seen.has(next.file)) seen.add(next.file) && queue.push(next);
    }
    if (!unread) for (const file of seen) this.reached.set(file, 'quiet');
    return this.remember(start, unread ? 'unread' : 'quiet');
  }

  /** A single start only: of several, each may reach less. */
  private remember(start: readonly Found[], reach: Reach): Reach {
    if (start.length === 1) this.reached.set(start[0]!.file, reach);
    return reach;
  }

  private edgesOf(found: Found): Edges {
    const known = this.edges.get(found.file);
    if (known) return known;
    const edges = this.isRelevant(found) ? { modules: [], relevant: true, unread: false } : this.follow(found);
    this.edges.set(found.file, edges);
    return edges;
  }

  private isRelevant({ file }: Found): boolean {
    return this.relevant.some((what) => this.view.files.mentions(file, what) !== false);
  }

  private follow(from: Found): Edges {
    const modules: Found[] = [];
    let [relevant, unread] = [false, false];
    for (const name of this.view.files.scan(from.file)!.imports.flatMap((written) => importedModules(written, from.name, from.isPackage))) {
      const found = this.along(name.module, name.optional);
      if (found === 'unknown') relevant = true;
      else modules.push(...found.modules);
      unread ||= found !== 'unknown' && found.unread;
    }
    return { modules, relevant, unread };
  }

  /** @param below `name` may as well be something inside its module */
  private along(name: string, below = false): { modules: readonly Found[]; unread: boolean } | 'unknown' {
    const parts = name.split('.');
    if (isNeverInProject(parts[0]!)) return { modules: [], unread: false };
    const modules: Found[] = [];
    for (let i = 1; i <= parts.length; i++) {
      const prefix = parts.slice(0, i).join('.');
      const found = this.view.resolve(prefix);
      if (found === 'unknown') return 'unknown';
      if (found !== 'absent') modules.push({ ...found, name: prefix });
      else if (i === 1 && isInert(name)) return { modules: [], unread: false };
    }
    return { modules, unread: modules.length === 0 && !below };
  }
}

/** Every module that an import may run: `optional` ones may as well be names inside a module. */
export function importedModules({ level, module, names }: ScannedImport, importer: string, isPackage: boolean): { module: string; optional: boolean }[] {
  const base = absoluteModule(level, module, importer, isPackage);
  if (base === '') return [];
  return [{ module: base, optional: false }, ...names.filter((name) => name !== '*').map((name) => ({ module: `${base}.${name}`, optional: true }))];
}

/** What `from ..module import` names. @param importer the dotted name of the module that imports. @returns empty above the top */
export function absoluteModule(level: number, module: string, importer: string, isPackage: boolean): string {
  const parts = importer.split('.');
  const parents = parts.slice(0, Math.max(parts.length - level + (isPackage ? 1 : 0), 0));
  return level === 0 ? module : [...parents, ...(module ? [module] : [])].join('.');
}
