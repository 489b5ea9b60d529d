// A rule: find places on the timelines, say it, mend it. One file each, one page each, one line in the registry.
import type { Boot } from '../boot/boot';
import type { Frame } from '../boot/events';
import type { Dependencies } from '../dependencies/dependencies';
import type { DjangoProject } from '../project/django-projects';
import type { LaunchParsers } from '../launch/types';
import type { ProjectLaunch } from '../project/launches';
import type { Files } from '../project/view';
import type { Fix, Message, Report, Severity } from '../report';
import type { Span, Uri } from '../text/span';

/** What rules look at. */
export interface Project {
  readonly files: Files;
  readonly projects: readonly DjangoProject[];
  /** What the launch files start of them. */
  readonly launches: readonly ProjectLaunch[];
  /** Launch files whose commands are not followed: `hasUnknownLaunches`. */
  readonly passedOver: Report['passedOver'];
  /** Undefined: launch files are not read, and there are no launches. */
  readonly launchParsers: LaunchParsers | undefined;
  /** Boots that are claimed, and those that only fixes look at. */
  readonly boots: readonly Boot[];
  /** Boots of tests: they are shown, and no rule says anything of them, as tests set tracing up in any way they like. */
  readonly tests: readonly Boot[];
  /** What is installed where a Django project runs. @param root the folder of the project */
  readonly dependencies: (root: Uri) => Dependencies;
}

/** Where something stands: the statement that a frame stands on, or a range of any loaded file (a launch file, a requirement). */
export type Place = Frame | Span;

/** A related place. */
export interface RelatedFrame {
  readonly at: Place;
  readonly message: string;
}

/** What every found place has; rules add what they need for words and fixes. */
export interface Found {
  /** What has to change. */
  readonly at: Place;
  readonly severity: Severity;
  /** Those whose order is wrong: a fix has to make them right. */
  readonly boots: readonly Boot[];
  /** Launches whose environment or packages it is about: their boots are named as well, and a fix need not change what they do. */
  readonly launches?: readonly ProjectLaunch[];
  readonly related: readonly RelatedFrame[];
}

/** A place in Python code. */
export interface FoundStatement extends Found {
  /** The statement that has to change. */
  readonly at: Frame;
}

/** What lists say of a rule; its page (`host/rule-pages.ts`) is documentation and tests. */
export interface RuleInfo {
  readonly id: string;
  /** The worst that it reports. */
  readonly severity: Severity;
  /** Off, unless the settings name it: in `select` or with a severity. */
  readonly byName?: true;
  /** One line for lists. */
  readonly summary: string;
}

export interface Rule<F extends Found = Found> extends RuleInfo {
  find(project: Project): F[];
  say(found: F, project: Project): Message;
  /** Proposals, best first; they are tried before anybody sees them. */
  fixes(found: F, project: Project): Fix[];
}
