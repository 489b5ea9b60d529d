// The names of a module, which notes those that are asked for: a replay does not depend on the others.
import type { NamesRead } from '../project/notes';
import { UnboundIsRead } from './signals';
import type { Scope, Value } from './value';

export class ModuleScope extends Map<string, Value> {
  /** @param unbound names that its body would bind, which was left out since nobody asked for them */
  constructor(private readonly read: NamesRead, private readonly unbound: ReadonlySet<string>) {
    super();
  }

  /** @throws UnboundIsRead */
  private note(name: string): void {
    this.read.add(name);
    if (this.unbound.has(name)) throw new UnboundIsRead();
  }

  /** @throws UnboundIsRead */
  private noteAll(): void {
    this.read.addAll();
    if (this.unbound.size > 0) throw new UnboundIsRead();
  }

  override get(name: string): Value | undefined {
    this.note(name);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.note(name);
    return super.has(name);
  }

  override get size(): number {
    this.noteAll();
    return super.size;
  }

  override forEach(each: (value: Value, name: string, scope: Map<string, Value>) => void): void {
    this.noteAll();
    super.forEach(each);
  }

  override keys(): ReturnType<Scope['keys']> {
    this.noteAll();
    return super.keys();
  }

  override values(): ReturnType<Scope['values']> {
    this.noteAll();
    return super.values();
  }

  override entries(): ReturnType<Scope['entries']> {
    this.noteAll();
    return super.entries();
  }

  override [Symbol.iterator](): ReturnType<Scope['entries']> {
    return this.entries();
  }
}

/** What a name is bound to, for those who only put it back. */
export function boundTo(scope: Scope, name: string): Value | undefined {
  return Map.prototype.get.call(scope, name) as Value | undefined;
}
