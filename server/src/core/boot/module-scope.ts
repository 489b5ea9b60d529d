// The names of a module, which notes those that are asked for: a replay does not depend on the others.
import type { NamesRead } from '../project/notes';
import type { Scope, Value } from './value';

export class ModuleScope extends Map<string, Value> {
  constructor(private readonly read: NamesRead) {
    super();
  }

  override get(name: string): Value | undefined {
    this.read.add(name);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.read.add(name);
    return super.has(name);
  }

  override get size(): number {
    this.read.addAll();
    return super.size;
  }

  override forEach(each: (value: Value, name: string, scope: Map<string, Value>) => void): void {
    this.read.addAll();
    super.forEach(each);
  }

  override keys(): ReturnType<Scope['keys']> {
    this.read.addAll();
    return super.keys();
  }

  override values(): ReturnType<Scope['values']> {
    this.read.addAll();
    return super.values();
  }

  override entries(): ReturnType<Scope['entries']> {
    this.read.addAll();
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
