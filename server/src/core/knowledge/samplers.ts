// What is known of samplers: how the SDK calls them, and things that look like the request and are not.

/** The SDK calls `should_sample` with these, by position, behind `self` (opentelemetry/sdk/trace/__init__.py, Tracer.start_span). */
export const SAMPLER_ARGUMENTS = 6;

/** The parameters of the SDK's own `Sampler.should_sample`. */
export const SAMPLER_PARAMETERS: readonly string[] = ['self', 'parent_context', 'trace_id', 'name', 'kind=None', 'attributes=None', 'links=None', 'trace_state=None'];

/** The SDK's sampler that drops every span. */
export const DROPS_ALL = 'opentelemetry.sdk.trace.sampling.ALWAYS_OFF';

/** What a provider reads that is made without a sampler (opentelemetry/sdk/trace/sampling.py). */
export const SAMPLER_VARIABLE = 'OTEL_TRACES_SAMPLER';
export const SAMPLER_ARGUMENT = 'OTEL_TRACES_SAMPLER_ARG';

/** @returns what a value of the variables does to the spans of a request, where it keeps none of its own */
export function dropsAll(sampler: string, argument: string | undefined): 'all' | 'all but those of sampled parents' | undefined {
  const [, parent, name] = /^(parentbased_)?(always_off|traceidratio)$/i.exec(sampler.trim()) ?? [];
  if (name === undefined || (name.toLowerCase() !== 'always_off' && !/^0+(\.0*)?$/.test(argument?.trim() ?? ''))) return undefined;
  return parent ? 'all but those of sampled parents' : 'all';
}

/** Names that a request has. */
const OF_REQUESTS = /^(headers|META|COOKIES|GET|POST|environ|path|user|session)$/;

/** Importable things called like a request: the attributes that they lack, and the error that reading one gives. */
const LOOKALIKES: Readonly<Record<string, { readonly lacks: RegExp; readonly error: string }>> = {
  ...Object.fromEntries(['requests.request', 'requests.api.request', 'requests.get', 'requests.post', 'httpx.request'].map((path) => [path, { lacks: /^(?!__)/, error: "AttributeError: 'function' object has no attribute '{}'" }])),
  ...Object.fromEntries(['urllib.request', 'django.http.request'].map((path) => [path, { lacks: OF_REQUESTS, error: `AttributeError: module '${path}' has no attribute '{}'` }])),
  'flask.request': { lacks: OF_REQUESTS, error: 'RuntimeError: Working outside of request context.' },
};

/** The error that reading `attribute` of something in a library gives; undefined where it has that, or may. */
export function errorOf(path: string, attribute: string): string | undefined {
  const found = Object.hasOwn(LOOKALIKES, path) ? LOOKALIKES[path] : undefined;
  return found?.lacks.test(attribute) ? found.error.replace('{}', attribute) : undefined;
}
