// Python's object model as far as start-up needs it: attributes along the bases, properties, `__new__`, `__init_subclass__`, `with`.
import { TEMPLATES } from '../knowledge/calls';
import { templateAction } from '../knowledge/commands';
import { GLOBAL_SETTINGS } from '../knowledge/global-settings';
import { resolve, settle } from './branches';
import { callExternal, callFunction, callValue, type Keywords } from './calls';
import type { Machine } from './machine';
import { NONE, OTHERS, type ClassValue, type Scope, type Value } from './value';

type ObjectValue = Value & { readonly kind: 'object' };

/** What a class or one of its bases defines: the project's own classes first, then a base that is not read. */
function lookUp(m: Machine, owner: ClassValue, name: string): Value | undefined {
  const own = resolve(m, owner.attributes.get(name));
  if (own) return settle(m, own);
  for (const base of owner.bases) {
    const found = base.kind === 'class' ? lookUp(m, base, name) : undefined;
    if (found && found.kind !== 'external') return found;
  }
  for (const base of owner.bases) {
    if (base.kind === 'external') return { kind: 'external', path: `${base.path}.${name}` };
    const found = base.kind === 'class' ? lookUp(m, base, name) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Does `object` have an attribute, as far as that is known without running anything? */
export function attributeIn(m: Machine, object: Value, name: string): 'present' | 'absent' | 'unknown' {
  const bound = (scope: Scope, open: boolean): 'present' | 'absent' | 'unknown' => {
    const value = resolve(m, scope.get(name));
    if (value) return value.kind === 'choice' ? 'unknown' : 'present';
    return open || /^__/.test(name) ? 'unknown' : 'absent';
  };
  switch (object.kind) {
    case 'function': return bound(m.attributesOf(object), false);
    case 'module': return bound(object.module.scope, isOpen(object.module.scope) || object.module.scope.has('__getattr__') || m.modules.has(`${object.module.name}.${name}`));
    case 'class': return inClass(m, object, name) ? 'present' : bound(new Map(), !isClosed(object));
    case 'object': return bound(object.attributes, inClass(m, object.class, name) || !isClosed(object.class) || lookUp(m, object.class, '__getattr__') !== undefined);
    case 'external':
      if (object.path !== 'django.conf.settings' || !m.settingsScope || isOpen(m.settingsScope) || GLOBAL_SETTINGS.has(name)) return 'unknown';
      return bound(m.settingsScope, false);
    default: return 'unknown';
  }
}

/** May it have names that are not known: from a star import, or bound under a computed name? */
const isOpen = (scope: Scope): boolean => scope.has('*') || scope.has(OTHERS);

const inClass = (m: Machine, owner: ClassValue, name: string): boolean => lookUp(m, owner, name) !== undefined;

/** Is every base a class of the project? */
function isClosed({ bases }: ClassValue): boolean {
  return bases.every((base) => base.kind === 'class' && isClosed(base));
}

/** Is it a class of classes? */
export function isMetaclass({ bases }: ClassValue): boolean {
  return bases.some((base) => (base.kind === 'class' ? isMetaclass(base) : base.kind === 'external' && base.path === 'builtins.type'));
}

/** Is `of` the class `asked` or below it? Undefined where a base is not known. */
export function isKindOf(of: ClassValue, asked: ClassValue): boolean | undefined {
  if (of === asked) return true;
  const answers = of.bases.map((base) => (base.kind === 'class' ? isKindOf(base, asked) : base.kind === 'external' ? false : undefined));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** `object.name`: methods are bound, properties run. @throws Raised */
export function objectAttribute(m: Machine, object: ObjectValue, name: string): Value {
  const own = resolve(m, object.attributes.get(name));
  if (own) return own.kind === 'choice' && !(own.yes && own.no) ? m.fresh() : own;
  const self = object.self ?? object;
  const inherited = lookUp(m, object.class, name);
  const template = inherited?.kind === 'external' && TEMPLATES.find(({ path }) => path.test(inherited.path));
  // What a base that is not read does here is to call a method that the project's class has.
  const hook = template ? lookUp(m, self.kind === 'object' ? self.class : object.class, template.calls) : undefined;
  const found = hook?.kind === 'function' ? hook : inherited;
  if (found?.kind === 'function') return { ...found, self };
  if (found?.kind === 'instance' && found.holds && /property$/i.test(found.path)) return found.holds.kind === 'function' ? callFunction(m, { ...found.holds, self }, [], new Map()) : unknown(m);
  if (found?.kind === 'external' && templateAction(found.path)) return { ...found, of: self };
  return (found && ofClass(object.class, found)) ?? m.fresh();
}

/** `super()` inside a method, or `super(Class, self)`: what the bases of the class that defines the method have. */
export function superOf(m: Machine, named: Value | undefined): Value {
  const { module, item, scopes } = m.current;
  const first = m.project.files.parameters(module.file, item)![0];
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
  const found = lookUp(m, owner, name);
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
  const make = lookUp(m, callee, '__new__');
  const made = make?.kind === 'function' ? callFunction(m, make, [callee, ...args], keywords) : undefined;
  const self: ObjectValue = made?.kind === 'object' ? made : newObject(m, callee);
  const init = objectAttribute(m, self, '__init__');
  if (init.kind === 'function') callFunction(m, init, args, keywords);
  else if (init.kind === 'external') callExternal(m, init.path.replace(/\.__init__$/, ''), args, keywords);
  return self;
}

/** A class that is defined tells the nearest base that wants to know. @throws Raised */
export function announce(m: Machine, defined: ClassValue): void {
  const told = lookUp(m, { ...defined, attributes: new Map() }, '__init_subclass__');
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
