// Commands and settings that instrument Django before the project's own code runs.

/** `opentelemetry-instrument …`, its folder on PYTHONPATH, or the Kubernetes operator's annotation; not a package name such as `opentelemetry-instrumentation-django`. */
export const AUTO_INSTRUMENTATION = /opentelemetry-instrument(?![\w-])|auto_instrumentation|instrumentation\.opentelemetry\.io\/inject-python/;
