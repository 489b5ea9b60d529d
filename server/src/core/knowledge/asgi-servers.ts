// Which servers call an application by ASGI.

/** Servers that serve nothing else than ASGI applications, or one where their options say so: the option and what its value fits. */
export const ASGI_SERVERS: Readonly<Record<string, { readonly option: string; readonly value: RegExp } | 'always' | 'where the application is one'>> = {
  uvicorn: 'where the application is one', daphne: 'always', hypercorn: 'where the application is one',
  gunicorn: { option: 'worker-class', value: /uvicorn|hypercorn|^asgi$/i },
  granian: { option: 'interface', value: /^asgi(nl)?$/ },
};

/** Packages that are installed to serve ASGI. */
export const ASGI_SERVER_PACKAGES: readonly string[] = ['uvicorn', 'daphne', 'hypercorn', 'uvicorn-worker'];
