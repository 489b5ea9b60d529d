// What Django calls for each request.

/** How modules with `urlpatterns` are called. */
export const URL_MODULE = /(url|rout)[^/]*(\/__init__)?\.py$/i;

/** Functions that make a URL pattern; their second argument is the view. */
export const URL_PATTERNS: readonly string[] = ['path', 're_path', 'url'];

/** Methods of class-based views. */
export const HANDLER_METHODS: readonly string[] = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'dispatch', 'setup'];

/** Methods of a middleware that run in requests; `__init__` runs when the chain is built. */
export const MIDDLEWARE_METHODS: readonly string[] = ['__call__', 'process_request', 'process_view', 'process_response', 'process_exception', 'process_template_response'];
