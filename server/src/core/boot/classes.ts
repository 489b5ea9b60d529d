// Python's object model as far as start-up needs it: attributes along the bases, properties, `__new__`, `__init_subclass__`, `with`.
import { callExternal, callFunction, callValue, type Keywords } from './calls';
import type { Machine } from './machine';
import { NONE, type ClassValue, type Value } from './value';

type ObjectValue = Value & { readonly kind: 'object' };

/** What a class or one of its bases defines: the project's own classes first, then a base that is not read. */
function lookUp(owner: ClassValue, name: string): Value | undefined {
  const own = owner.attributes.get(name);
  if (own) return own;
  for (const base of owner.bases) {
    const found = base.kind === 'class' ? lookUp(base, name) : undefined;
    if (found && found.kind !== 'external') return found;
  }
  for (const base of owner.bases) {
    if (base.kind === 'external') return { kind: 'external', path: `${base.path}.${name}` };
    const found = base.kind === 'class' ? lookUp(base, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `object.name`: methods are bound, properties run. @throws Raised */
export function objectAttribute(m: Machine, object: ObjectValue, name: string): Value {
  const own = object.attributes.get(name);
  if (own) return own;
  const found = lookUp(object.class, name);
  const self = object.self ?? object;
  if (found?.kind === 'function') return { ...found, self };
  if (found?.kind === 'instance' && found.holds && /property$/i.test(found.path)) return found.holds.kind === 'function' ? callFunction(m, { ...found.holds, self }, [], new Map()) : unknown(m);
  return (found && ofClass(object.class, found)) ?? m.fresh();
}

/** `super()` inside a method, or `super(Class, self)`: what the bases of the class that defines the method have. */
export function superOf(m: Machine, named: Value | undefined): Value {
  const { item, facts, scopes } = m.current;
  const first = facts.items[item]!.parameters[0];
  const self = first && scopes[0]!.get(first.name);
  if (self?.kind !== 'object') return m.fresh();
  const owner = named?.kind === 'class' ? named : definedAs(self.class, item.split('.').at(-2)?.replace(/#\d+$/, ''));
  if (!owner) return m.fresh();
  // At the end of known bases stands `object`, whose methods do nothing.
  const bases: readonly Value[] = isKnown(owner) ? [...owner.bases, { kind: 'external', path: 'builtins.object' }] : owner.bases;
  const name = `super of ${owner.name}`;
  return { kind: 'object', id: `${name} ${self.id}`, class: { kind: 'class', name, id: owner.id, bases, attributes: new Map() }, attributes: new Map(), self };
}

/** Is every base known, at least by name? */
function isKnown({ bases }: ClassValue): boolean {
  return bases.every((base) => base.kind === 'external' || (base.kind === 'class' && isKnown(base)));
}

/** The class called `name` among a class and its bases; behind several bases it is not known what comes next. */
function definedAs(from: ClassValue, name: string | undefined): ClassValue | undefined {
  if (from.name === name) return from;
  const [base, more] = from.bases;
  return base?.kind === 'class' && !more ? definedAs(base, name) : undefined;
}

/** `Class.name`. */
export function classAttribute(m: Machine, owner: ClassValue, name: string): Value {
  const found = lookUp(owner, name);
  return (found && ofClass(owner, found)) ?? m.fresh();
}

/** Class methods are bound to the class, static ones to nothing. */
function ofClass(owner: ClassValue, value: Value): Value {
  if (value.kind !== 'instance' || value.holds?.kind !== 'function') return value;
  if (value.path === 'builtins.classmethod') return { ...value.holds, self: owner };
  return value.path === 'builtins.staticmethod' ? value.holds : value;
}

function unknown(m: Machine): Value {
  m.unknownEffect('a property');
  return m.fresh();
}

/** An object of a class that nothing has been done with. */
export function newObject(m: Machine, of: ClassValue): ObjectValue {
  return { kind: 'object', id: m.fresh().key, class: of, attributes: new Map() };
}

/** `Class(…)`. @throws Raised */
export function construct(m: Machine, callee: ClassValue, args: readonly Value[], keywords: Keywords): Value {
  const make = lookUp(callee, '__new__');
  const made = make?.kind === 'function' ? callFunction(m, make, [callee, ...args], keywords) : undefined;
  const self: ObjectValue = made?.kind === 'object' ? made : newObject(m, callee);
  const init = objectAttribute(m, self, '__init__');
  if (init.kind === 'function') callFunction(m, init, args, keywords);
  else if (init.kind === 'external') callExternal(m, init.path.replace(/\.__init__$/, ''), args, keywords);
  return self;
}

/** A class that is defined tells the nearest base that wants to know. @throws Raised */
export function announce(m: Machine, defined: ClassValue): void {
  const told = lookUp({ ...defined, attributes: new Map() }, '__init_subclass__');
  if (told?.kind === 'function') callFunction(m, told, [defined], new Map());
}

/** `with manager:` runs its `__enter__`, and `__exit__` behind the block. @returns what `as` binds. @throws Raised */
export function enter(m: Machine, manager: Value): Value {
  if (manager.kind === 'object') return callValue(m, objectAttribute(m, manager, '__enter__'), [], new Map());
  return manager.kind === 'instance' ? manager : m.fresh();
}

/** @throws Raised */
export function exit(m: Machine, manager: Value): void {
  if (manager.kind === 'object') callValue(m, objectAttribute(m, manager, '__exit__'), [NONE, NONE, NONE], new Map());
}
