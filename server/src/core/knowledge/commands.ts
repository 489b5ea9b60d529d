// What base classes of management commands and of gunicorn's application do with the methods of a subclass, and which calls serve an application
// (django/core/management/base.py and commands/runserver.py, Django 3.2 to 6.1; gunicorn/app/base.py; uvicorn/main.py).
// Run with Django 6.1, gunicorn 27.0.1 and uvicorn 0.54: instrument() in a runserver of one's own, in handle() above
// call_command("runserver"), uvicorn.run() and BaseApplication.run() gives a span for every request; below the import of the application, none.
import type { Action } from './calls';

/** Methods of library classes that go on with methods which subclasses define. Those of runserver call one another in this order. */
const TEMPLATE_METHODS: readonly { readonly path: RegExp; readonly action: Action }[] = [
  { path: /(^django\.core\.management\.(base\.)?\w*Command|\.management\.commands\.\w+\.Command)\.(run_from_argv|execute)$/, action: 'run-base-command' },
  { path: /\.runserver\.Command\.(handle|run|inner_run|get_handler)$/, action: 'run-base-command' },
  { path: /^gunicorn\.app\.(base\.(Base)?Application|wsgiapp\.WSGIApplication)\.run$/, action: 'run-gunicorn' },
];

/** What a method of a library class does with the object that it is called on. */
export function templateAction(path: string): Action | undefined {
  return TEMPLATE_METHODS.find((method) => method.path.test(path))?.action;
}

/** The class attribute with which a command says that it checks nothing before `handle()`; runserver's does so later. */
export const CHECKS = { attribute: 'requires_system_checks', default: /^django\.core\.management\.(base\.)?\w*Command\.requires_system_checks$/, value: '__all__' } as const;

/** What manage.py calls, and django-admin is. */
export const EXECUTE = 'django.core.management.execute_from_command_line';

/** The command that serves. */
export const RUNSERVER = 'runserver';

/** Packages with a runserver of their own, as INSTALLED_APPS names them: of several apps with the same command the first one counts. */
export const RUNSERVER_APPS = /^(django\.contrib\.staticfiles|daphne|channels|whitenoise\.runserver_nostatic|livereload|devserver|configurations)(\.apps\.\w+)?$/;

/** Functions that serve the application that they are given first, or its name such as `shop.asgi:application`, until the process ends. */
export const SERVERS: readonly string[] = ['uvicorn.run', 'uvicorn.main.run', 'waitress.serve', 'werkzeug.serving.run_simple', 'wsgiref.simple_server.make_server.serve_forever', 'gevent.pywsgi.WSGIServer.serve_forever'];

/** The name under which a process that a program spawns imports it (multiprocessing/spawn.py): not `__main__`. */
export const SPAWNED_MAIN = '__mp_main__';

/** Arguments by which a server starts other processes that import the application: nothing that was done in this one is there. */
export const IN_OTHER_PROCESSES = /^(workers|reload|processes|use_reloader|\*\*)$/;

/** Where an argument is not given, or None, its number comes from a variable (uvicorn/config.py 0.54; seen in a run). */
export const WORKERS_BY_VARIABLE: readonly { readonly server: RegExp; readonly argument: string; readonly variable: string }[] = [{ server: /^uvicorn\.(main\.)?run$/, argument: 'workers', variable: 'WEB_CONCURRENCY' }];
