// One replayed execution: what has happened so far, unknown conditions, and the process that is running.
import type { Activation, UnknownEffect } from './activation';
import { undo, type Binding } from './bindings';
import type { BootEvent, BootStep, Frame, Possible, WeakReceiver } from './events';
import { BudgetExceeded, type Decisions } from './explore';
import type { Hook } from '../knowledge/registrations';
import type { NamesRead } from '../project/notes';
import type { ProjectView } from '../project/view';
import type { Anchor } from '../python/facts';
import type { Uri } from '../text/span';
import { boundTo, ModuleScope } from './module-scope';
import { ProcessState } from './process-state';
import { NotQuiet, NothingMoreToLearn, Raised } from './signals';
import type { Way } from './ways';
import { literal, NOT, type FunctionValue, type ModuleState, type Scope, type Value } from './value';

function refill<K, V>(map: Map<K, V>, from: ReadonlyMap<K, V>): void {
  map.clear();
  for (const [key, value] of from) map.set(key, value);
}

const MAX_DEPTH = 60;
/** Bodies and expressions inside one another, over all calls: JavaScript's own stack ends at some thousand. */
const MAX_NESTING = 500;
/** Bodies with more anchors share counters of unknown values. */
const MAX_ANCHORS = 2 ** 20;
/** A branch that takes more statements is not tried further. */
const MAX_TRIAL = 2_000;

export class Machine extends ProcessState {
  /** Bindings of the branch that is being tried, so that they can be taken back. */
  journal: Binding[] | undefined;
  /** The way that is being tried (`ways.ts`), with the journal of its own statements and what it has answered. */
  way: (Way & { readonly journal: readonly Binding[]; readonly known: Map<string, boolean> }) | undefined;
  /** What code that is not read may have done in the branch that is being tried: it may have, whichever side is taken. */
  effects: UnknownEffect[] = [];
  /** Bindings since the last `mark`. */
  private writes: Binding[] | undefined;
  /** The scopes of bodies that ran in what may be taken back as a whole. */
  private bodies: Set<Scope> | undefined;
  /** Which rounds of which loops are running. */
  round = '';
  /** How often an unknown condition was met. */
  choices = 0;
  private readonly assumed = new Map<string, boolean>();
  private readonly implied = new Map<string, { readonly answer: boolean; readonly parts: readonly string[] }>();
  private tried = 0;
  /** How many unknown values each place has given: by number, since every function that is defined asks. */
  private readonly unknowns = new Map<number, number>();
  /** What was bound to functions (`function.name = …`), by their ids: almost none has any. */
  private readonly attributes = new Map<string, Scope>();
  private readonly places = new Map<string, number>();

  constructor(readonly project: ProjectView, readonly decisions: Decisions) {
    super();
  }

  /** The process as it is now. @returns goes back to it, also after a fork: what was done since then belongs to the child */
  mark(): () => void {
    const { tried: _tried, nesting: _nesting, writes: _writes, bodies: _bodies, ...own } = this;
    const [modules, environment, unread, registered] = [new Map(this.modules), new Map(this.environment), [...this.unread], this.registered.length];
    const writes: Binding[] = [];
    this.writes = writes;
    return () => {
      undo(writes);
      Object.assign(this, own);
      refill(this.modules, modules);
      refill(this.environment, environment);
      this.unread.clear();
      for (const name of unread) this.unread.add(name);
      this.registered.length = registered;
    };
  }

  /**
   * Runs something that is taken back, as if it had not been, unless `keeps` accepts the steps that it has made. It may not decide anything.
   * @returns what it bound outside of its own bodies; undefined where it was taken back
   */
  provisionally(work: () => void, keeps: (steps: readonly BootStep[]) => boolean): Binding[] | undefined {
    const { writes: outer, bodies: outerBodies } = this;
    const count = this.steps.length;
    const back = this.mark();
    const [own, bodies] = [this.writes!, new Set<Scope>()];
    this.bodies = bodies;
    let kept = false;
    try {
      work();
      kept = keeps(this.steps.slice(count));
    } catch (error) {
      if (!(error instanceof NotQuiet || error instanceof Raised || error instanceof NothingMoreToLearn)) throw error;
    }
    if (!kept) {
      back();
      this.steps.length = count;
    }
    this.writes = outer;
    this.bodies = outerBodies;
    if (!kept) return undefined;
    outer?.push(...own);
    return own.filter(({ scope }) => !bodies.has(scope));
  }

  /** The same program starts again in a new process, which has the environment of this one and nothing else. @param start goes back to where it began */
  restart(start: () => void): void {
    const [environment, possiblyNamed] = [new Map(this.environment), this.settingsPossiblyNamed];
    start();
    refill(this.environment, environment);
    this.settingsPossiblyNamed = possiblyNamed;
    // What is unknown in the same place is the same here.
    this.unknowns.clear();
  }

  get current(): Activation {
    return this.stack.at(-1)!;
  }

  /** Goes one body or expression deeper. The caller counts `nesting` down again. @throws BudgetExceeded, NotQuiet while a branch is tried */
  deeper(): void {
    if (++this.nesting <= MAX_NESTING) return;
    // The caller's `finally` is not reached.
    this.nesting--;
    throw this.journal ? new NotQuiet() : new BudgetExceeded();
  }

  /** Counts a statement against the budget. @throws BudgetExceeded */
  tick(at: Anchor): void {
    this.current.statement = at;
    this.decisions.spend();
    if (!this.journal) this.tried = 0;
    else if (++this.tried > MAX_TRIAL) throw new NotQuiet();
    if (this.stack.length > MAX_DEPTH) throw new BudgetExceeded();
  }

  /** A value that is not known. It is named after its place, so that a process which starts again gives the same names to the same things. */
  fresh(): Value & { readonly kind: 'symbol' } {
    const last = this.stack.length - 1;
    const place = last < 0 ? 0 : this.placeAt(last) + 1;
    const statement = last < 0 ? 0 : this.stack[last]!.statement;
    // What is tried in vain must not change the names of what follows.
    const tried = this.journal ? 1 : 0;
    const counter = (place * MAX_ANCHORS + statement) * 2 + tried;
    const count = (this.unknowns.get(counter) ?? 0) + 1;
    this.unknowns.set(counter, count);
    return { kind: 'symbol', key: `unknown#${tried}.${place}.${statement}.${count}` };
  }

  /** A number for the body at this depth of the stack and the calls that lead there. */
  private placeAt(depth: number): number {
    const activation = this.stack[depth]!;
    if (activation.place !== undefined) return activation.place;
    const from = depth === 0 ? '' : `${this.placeAt(depth - 1)}.${this.stack[depth - 1]!.statement}`;
    const path = `${from}>${activation.module.file}:${activation.item}`;
    const known = this.places.get(path);
    activation.place = known ?? this.places.size;
    if (known === undefined) this.places.set(path, activation.place);
    return activation.place;
  }

  /** The answer to a condition on this path, or on the side of it that is being tried. */
  known(key: string): boolean | undefined {
    return this.assumed.get(key) ?? this.way?.known.get(key) ?? this.decisions.known(key);
  }

  /** The way of which the running statement is one, and not one of a branch that is tried in it. */
  get ownWay(): Machine['way'] {
    return this.way?.journal === this.journal ? this.way : undefined;
  }

  /** Runs one way of several: what is not known in it has the names that it has on the others. */
  alike<T>(work: () => T): T {
    if (!this.journal) this.tried = 0;
    const names = new Map(this.unknowns);
    try {
      return work();
    } finally {
      refill(this.unknowns, names);
    }
  }

  /** Takes one side of an unknown condition. */
  decide(key: string): boolean {
    this.choices++;
    const known = this.known(key);
    if (known !== undefined) return known;
    const way = this.ownWay;
    if (!way && (this.journal || this.bodies)) throw new NotQuiet();
    const answer = way ? way.answer() : this.decisions.decide(key);
    if (way) way.known.set(key, answer);
    for (const [other, follows] of this.following(key, answer)) if (this.known(other) === undefined) way ? way.known.set(other, follows) : this.decisions.assume(other, follows);
    return answer;
  }

  /** Where `condition` has this answer, so have the conditions that it is made of: `a and b`, where it is true. Conditions may be negated. */
  imply(condition: string, answer: boolean, parts: readonly string[]): void {
    this.implied.set(condition, { answer, parts });
  }

  private following(condition: string, answer: boolean): [string, boolean][] {
    const found = this.implied.get(condition);
    if (found?.answer !== answer) return [];
    return found.parts.flatMap((part): [string, boolean][] => {
      const [key, follows] = part.startsWith(NOT) ? [part.slice(NOT.length), !answer] : [part, answer];
      return [[key, follows], ...this.following(key, follows)];
    });
  }

  /** From here on the condition has this answer: the process ends where it has the other one. */
  settled(key: string, answer: boolean): void {
    if (this.bodies) throw new NotQuiet();
    if (!this.journal) this.decisions.assume(key, answer);
  }

  /** Tries one side of an unknown condition. */
  assuming<T>(key: string, answer: boolean, side: () => T): T {
    this.choices++;
    const fresh = [[key, answer] as const, ...this.following(key, answer)].filter(([other]) => this.known(other) === undefined);
    for (const [other, follows] of fresh) this.assumed.set(other, follows);
    try {
      return side();
    } finally {
      for (const [other] of fresh) this.assumed.delete(other);
    }
  }

  /** Runs one round of a loop: what can fail in it may fail in one round and not in another. */
  inRound<T>(round: string, work: () => T): T {
    const outer = this.round;
    this.round = round;
    try {
      return work();
    } finally {
      this.round = outer;
    }
  }

  /** Something beyond binding names happens. @throws NotQuiet while a branch is tried */
  act(): void {
    if (this.journal) throw new NotQuiet();
  }

  /** Binds a name. */
  write(scope: Scope, name: string, value: Value): void {
    if (this.journal || this.writes) {
      const binding = { scope, name, before: boundTo(scope, name) };
      this.journal?.push(binding);
      this.writes?.push(binding);
    }
    scope.set(name, value);
  }

  /** The attributes that a function was given, to read them or to bind more. */
  attributesOf({ id }: FunctionValue): Scope {
    let attributes = this.attributes.get(id);
    if (!attributes) this.attributes.set(id, (attributes = new Map()));
    return attributes;
  }

  /** @param chain where it happens, if not in the statement that is running */
  emit(event: BootEvent, chain: readonly Frame[] = this.chain()): void {
    this.act();
    this.steps.push({ event, chain, process: this.process, ...(chain.length === 0 && this.place ? { place: this.place } : {}) });
  }

  /** The import and call stack of the statement that is running, outermost first. */
  chain(): Frame[] {
    return this.stack.map((activation): Frame => ({
      file: activation.module.file, item: activation.item, statement: activation.statement, entered: activation.entered, ...(activation.hook ? { hook: activation.hook } : {}),
    }));
  }

  /** A function that a server calls later. One that this server never calls is nothing. */
  register(hook: Hook, callee: FunctionValue, weak?: WeakReceiver): void {
    if (!this.hooks.includes(hook)) return;
    this.emit({ kind: 'hook-registered', hook, function: { file: callee.module.file, item: callee.item }, ...(weak ? { weak } : {}) });
    this.registered.push({ hook, callee });
  }

  /** Something that needs the app registry. */
  needApps(): void {
    if (!this.appsLoaded) this.emit({ kind: 'models-too-early' });
  }

  /** Records that code which is not read ran here. */
  unknownEffect(because: string, may: readonly Possible[] = ['settings-named', 'instrumented', 'provider-installed', 'processor-added', 'application-built'], chain: readonly Frame[] = this.chain()): void {
    if (may.includes('settings-named')) this.settingsPossiblyNamed = true;
    if (may.includes('instrumented')) this.instrumentedPossible = true;
    if (may.includes('provider-installed')) this.providerPossible = true;
    if (this.journal) return void this.effects.push({ because, may, chain });
    this.emit({ kind: 'unknown', may, because }, chain);
    if (this.endsAtUnknown && may.includes('instrumented') && may.includes('provider-installed')) throw new NothingMoreToLearn();
  }

  /**
   * Something that can fail is about to happen: inside a `try` that catches it, the path where it fails is tried as well. @throws Raised
   * @param type what it would raise; anything when it is left out
   * @param about what decides that: the same answer wherever it is asked
   */
  mayRaise(type?: string, about?: string): void {
    const attempt = this.attempts.findLast(({ catches, example }) => (type ? catches(type) : example));
    const known = about === undefined ? undefined : this.known(about);
    if (!attempt || (known === undefined && (attempt.used || attempt.forced === 'pass'))) return;
    const fails = known === undefined ? attempt.forced === 'fail' || !this.decide(about ?? attempt.key) : !known;
    attempt.used = true;
    if (fails) throw new Raised(type ?? attempt.example!);
  }

  /** Runs `body` one level deeper on the stack. */
  within<T>(activation: Activation, body: () => T): T {
    this.stack.push(activation);
    this.bodies?.add(activation.scopes[0]!);
    try {
      return body();
    } finally {
      this.stack.pop();
    }
  }

  /** Runs `body` in a scope of its own that is no frame of its own. */
  inside<T>(scope: Scope, body: () => T): T {
    this.bodies?.add(scope);
    const outer = this.stack.pop()!;
    const scopes = outer.isClass ? outer.scopes.slice(1) : outer.scopes;
    this.stack.push({ ...outer, scopes: [scope, ...scopes], isClass: false, elsewhere: undefined, outside: outer.outside ?? outer });
    try {
      return body();
    } finally {
      this.stack.pop();
      this.stack.push(outer);
    }
  }

  /**
   * A new module, known under its name from now on, before its body runs (import cycles see it half-run).
   * @param read notes the names that anybody asks it for
   */
  enterModule(name: string, file: Uri, isPackage: boolean, read: NamesRead): ModuleState {
    this.act();
    const module: ModuleState = { name, file, isPackage, running: true, scope: new ModuleScope(read) };
    module.scope.set('__name__', literal(name));
    module.scope.set('__package__', literal(isPackage ? name : name.split('.').slice(0, -1).join('.')));
    module.scope.set('__file__', { kind: 'symbol', key: `file:${file}` });
    this.modules.set(name, module);
    return module;
  }
}
