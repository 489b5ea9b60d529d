// The tracer provider of a process: made, set once, read through its getter, given span processors.
import { PROVIDER_ARGUMENTS, PROXY_ATTRIBUTES, PROXY_PROVIDER } from '../knowledge/provider';
import { DROPS_ALL } from '../knowledge/samplers';
import { mayName, SERVICE_NAME } from '../knowledge/service-name';
import type { Keywords } from './calls';
import type { Machine } from './machine';
import { Raised } from './signals';
import { samplerProblem, type SamplerProblem } from './sampler';
import { keyOf, NONE, OTHERS, stringOf, type Value } from './value';
import { writtenVariables } from './written';

/** What a provider that this process has made is known to be. */
export interface ProviderState {
  /** Made without a span processor. */
  readonly bare: boolean;
  /** No code has named the service that its spans belong to. */
  readonly nameless: boolean;
  /** Its sampler fails whenever a span is made. */
  readonly sampler: SamplerProblem | undefined;
  /** Undefined: a sampler of its own that may keep spans. */
  readonly sampling: 'environment' | 'never' | undefined;
  /** What code had written into variables when it was made. */
  readonly written: ReturnType<typeof writtenVariables>;
}

const GETTER = 'opentelemetry.trace.get_tracer_provider';

/** `TracerProvider(…)`: an object of its own each time. */
export function createProvider(m: Machine, args: readonly Value[], keywords: Keywords): Value {
  const { key } = m.fresh();
  const sampler = keywords.get('sampler') ?? args[0];
  m.providers.set(key, { bare: !keywords.has('active_span_processor') && !keywords.has(OTHERS), nameless: isNameless(m, args, keywords), sampler: samplerProblem(m, sampler), sampling: samplingOf(sampler, keywords), written: writtenVariables(m) });
  return { kind: 'instance', path: 'opentelemetry.sdk.trace.TracerProvider', key };
}

/** The SDK reads the variables of samplers where none is given. */
function samplingOf(sampler: Value | undefined, keywords: Keywords): ProviderState['sampling'] {
  if (!sampler) return keywords.has(OTHERS) ? undefined : 'environment';
  return sampler.kind === 'external' && sampler.path === DROPS_ALL ? 'never' : undefined;
}

/** `Resource.create(…)`, without or with attributes. */
export function createResource(m: Machine, args: readonly Value[], keywords: Keywords): Value {
  const { key } = m.fresh();
  const attributes = args[0] ?? keywords.get('attributes');
  const names = attributes?.kind === 'dict' ? [...attributes.items.keys()] : attributes || keywords.has(OTHERS) ? [OTHERS] : [];
  if (!names.includes(OTHERS) && !names.includes(SERVICE_NAME.attribute)) m.nameless.add(key);
  return { kind: 'instance', path: 'opentelemetry.sdk.resources.Resource', key };
}

/** Neither its resource nor a variable that is known by now gives spans the name of a service. */
function isNameless(m: Machine, args: readonly Value[], keywords: Keywords): boolean {
  const resource = keywords.get('resource') ?? keywords.get(OTHERS) ?? args[1];
  const isOpen = resource !== undefined && !(resource.kind === 'instance' && m.nameless.has(resource.key));
  return !isOpen && !SERVICE_NAME.variables.some((name) => m.environment.has(name) && mayName(name, stringOf(m.environment.get(name))));
}

/** The key of a provider that is known as an object. */
export function providerKey(m: Machine, value: Value | undefined): string | undefined {
  return value?.kind === 'instance' && m.providers.has(value.key) ? value.key : undefined;
}

/** `set_tracer_provider(…)`: the first one stays. */
export function installProvider(m: Machine, given: Value | undefined): Value {
  const provider = providerKey(m, given);
  const named = provider === undefined ? {} : { provider };
  const state = provider === undefined ? undefined : m.providers.get(provider)!;
  if (m.provider) m.emit({ kind: 'provider-refused', ...named });
  else m.emit({ kind: 'provider-installed', ...named, bare: state?.bare === true, ...(state?.nameless && { nameless: true }), ...(state?.sampling && { sampling: state.sampling }), ...state?.written });
  if (!m.provider) useProvider(m, provider);
  m.provider ??= given ?? m.fresh();
  return NONE;
}

/** Spans are made with this provider from now on. */
export function useProvider(m: Machine, provider: string | undefined): void {
  const problem = provider === undefined ? undefined : m.providers.get(provider)?.sampler;
  if (problem) m.emit({ kind: 'sampler-broken', ...problem });
}

/** `get_tracer_provider()`: what was set, else the proxy; or either where code that is not read may have set one. */
export function currentProvider(m: Machine): Value {
  if (m.provider) return { kind: 'instance', path: `${GETTER}.TracerProvider`, key: providerKey(m, m.provider) ?? 'provider:set' };
  return m.providerPossible ? { kind: 'instance', path: `${GETTER}.AnyProvider`, key: 'provider:possible' } : { kind: 'instance', path: PROXY_PROVIDER, key: 'provider:proxy' };
}

export function addProcessor(m: Machine, owner: Value | undefined, given: Value | undefined, to: 'own' | 'current'): undefined {
  const provider = providerKey(m, owner);
  const processor = given?.kind === 'instance' && !keyOf(given).includes('unknown#') ? keyOf(given) : undefined;
  m.emit({ kind: 'processor-added', to, ...(provider === undefined ? {} : { provider }), ...(processor === undefined ? {} : { processor }), ...writtenVariables(m) });
}

/** A vendor's set-up that sets a provider only when it is asked to. */
export function installsByArgument(m: Machine, keywords: Keywords): undefined {
  if ([...keywords.keys()].some((name) => PROVIDER_ARGUMENTS.test(name))) m.unknownEffect("a vendor's set-up", ['provider-installed']);
}

/** A call that is not read gets a provider: it may add a processor. */
export function passProvider(m: Machine, path: string, given: readonly Value[]): void {
  if (given.some((value) => providerKey(m, value) !== undefined)) m.unknownEffect(`a provider passed to ${path}()`, ['processor-added']);
}

/** Does this object certainly not have an attribute? True for the proxy, which has little more than `get_tracer`. */
export function lacks(object: Value, attribute: string): boolean {
  return object.kind === 'instance' && object.path === PROXY_PROVIDER && !PROXY_ATTRIBUTES.test(attribute);
}

/** Reads an attribute that an object lacks. @throws Raised */
export function readMissing(m: Machine, attribute: string): never {
  m.act();
  if (!m.attempts.some(({ catches }) => catches('AttributeError'))) m.emit({ kind: 'proxy-used', attribute });
  throw new Raised('AttributeError');
}
