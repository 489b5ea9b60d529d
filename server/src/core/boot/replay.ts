// From Django projects to replayed boots. Boots whose files have not changed are kept.
import { dirname, isWithin, relative } from '../text/uri';
import type { Uri } from '../text/span';
import type { ApplicationModule, DjangoProject } from '../project/django-projects';
import { ProjectView, type Files } from '../project/view';
import type { ModuleFacts } from '../python/facts';
import { settingsLiterals } from '../project/settings-literals';
import type { Boot, Path } from './boot';
import { loadApplication } from './boots/application';
import { servedApplication, startGunicorn } from './boots/gunicorn';
import { explore } from './explore';
import { SETTINGS_VARIABLE } from './effects';
import { runModule } from './imports';
import { Machine, Raised } from './machine';

interface Kept {
  readonly key: string;
  readonly read: ReadonlyMap<Uri, ModuleFacts | string>;
  readonly paths: readonly Path[];
  readonly application: Uri | undefined;
}

/** Replays boots and keeps them while nothing that they read has changed. */
export class BootReplayer {
  private kept = new Map<string, Kept>();

  /** How many boots were really replayed since the start; the rest came from memory. */
  replays = 0;

  replay(files: Files, projects: readonly DjangoProject[]): Boot[] {
    const before = this.kept;
    this.kept = new Map();
    const gunicorns = projects.flatMap((project) => project.configurations.map((entry) => this.gunicorn(files, project, projects, entry, before)));
    const served = new Set(gunicorns.map(({ application }) => application));
    const unserved = gunicorns.filter(({ application }) => !application).map(({ entry }) => entry);
    const others = projects.flatMap((project) => [
      ...project.manage.map((entry) => this.keep(files, project, 'manage', entry, before, (m) => void runModule(m, '__main__', entry, false, 'server'))),
      ...project.applications.map((application) => ({ ...this.application(files, project, application, unserved, before), claimed: !served.has(application.file) })),
    ]);
    return [...others, ...gunicorns];
  }

  private application(files: Files, project: DjangoProject, application: ApplicationModule, configurations: readonly Uri[], before: Map<string, Kept>): Boot {
    // A configuration whose application is unknown may serve this one, and then what it names holds here.
    const named = configurations.some((entry) => isWithin(application.file, dirname(entry)) && settingsLiterals(files.facts(entry)!).length > 0);
    return this.keep(files, project, application.interface, application.file, before, (m) => loadApplication(m, application), named);
  }

  private gunicorn(files: Files, project: DjangoProject, projects: readonly DjangoProject[], entry: Uri, before: Map<string, Kept>): Boot {
    const applications = new Set<Uri | undefined>();
    const boot = this.keep(files, project, 'gunicorn', entry, before, (m) => {
      try {
        startGunicorn(m, entry, project, projects);
      } finally {
        applications.add(servedApplication(m.modules.get('__config__')?.scope ?? new Map(), entry, project, projects)?.file);
      }
    }, false, () => (applications.size === 1 ? [...applications][0] : undefined));
    return boot;
  }

  private keep(files: Files, project: DjangoProject, kind: Boot['kind'], entry: Uri, before: Map<string, Kept>, start: (m: Machine) => void, named = false, application: () => Uri | undefined = () => undefined): Boot {
    const name = `${kind}:${relative(entry, project.folder)}`;
    const key = JSON.stringify([project, named, kind === 'gunicorn' ? files.snapshot.named : []]);
    const known = before.get(`${name} ${entry}`);
    const valid = known?.key === key && [...known.read].every(([uri, facts]) => this.current(files, uri) === facts);
    const kept = valid ? known : this.run(files, project, key, start, named || project.namedIn.length > 0, application);
    this.kept.set(`${name} ${entry}`, kept);
    return { name, kind, entry, claimed: true, root: project.root, paths: kept.paths, settingsModules: project.settingsModules, ...(kept.application ? { application: kept.application } : {}) };
  }

  private current(files: Files, uri: Uri): ModuleFacts | string {
    const state = files.state(uri);
    return state === 'loaded' ? files.facts(uri)! : state;
  }

  private run(files: Files, project: DjangoProject, key: string, start: (m: Machine) => void, named: boolean, application: () => Uri | undefined): Kept {
    this.replays++;
    const view = new ProjectView(files, project.importRoots, project.settingsModules);
    const { value: paths, read } = files.record(() => explore((decide) => {
      const m = new Machine(view, decide);
      if (named) {
        m.environment.set(SETTINGS_VARIABLE, { kind: 'symbol', key: `env:"${SETTINGS_VARIABLE}"` });
        m.emit({ kind: 'settings-named', by: 'launch-file' });
      }
      try {
        start(m);
      } catch (error) {
        // The process would stop here; what happened until then stays.
        if (!(error instanceof Raised)) throw error;
      }
      return m.steps;
    }));
    return { key, read, paths, application: application() };
  }
}
