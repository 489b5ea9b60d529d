// Which protocol servers speak with the application that they load.

/** Servers that only serve ASGI applications; granian and hypercorn say it in an option or find out. */
export const ASGI_SERVERS: readonly string[] = ['uvicorn', 'daphne'];

/** gunicorn's option that decides. */
export const WORKER_OPTION = 'worker-class';
