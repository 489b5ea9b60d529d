// The picture of docs/runs.md (the README has it as docs/images/runs.png): layouts by servers, as an SVG for light and for dark backgrounds.
import type { Observed } from '../observed';
import { expected, outcome, type Outcome } from '../outcome';
import { ownStack, type Scenario } from '../scenario';

/** Rows of the picture: a title, and the cases `page/case` that make it up. */
const ROWS: readonly [string, readonly string[]][] = [
  ['wsgi.py or asgi.py, before the application', ['wsgi-order/before-the-application', 'wsgi-servers/before-the-application', 'asgi-order/before-the-application']],
  ['after the application', ['wsgi-order/after-the-application', 'wsgi-servers/after-the-application', 'asgi-order/after-the-application']],
  ['before the settings module is named', ['wsgi-order/before-the-settings-module-is-named', 'wsgi-servers/before-the-settings-module-is-named', 'asgi-order/before-the-settings-module-is-named']],
  ['only in manage.py', ['manage-py/only-manage-py']],
  ['AppConfig.ready()', ['app-config/the-only-appconfig', 'asgi-layouts/appconfig-ready']],
  ['end of settings', ['settings/at-the-bottom', 'asgi-layouts/settings-at-the-bottom']],
  ['end of settings, MIDDLEWARE is a tuple', ['settings/at-the-bottom-a-tuple']],
  ['top of settings', ['settings/at-the-top']],
  ['URL configuration', ['request-code/in-the-url-configuration', 'asgi-layouts/in-the-url-configuration']],
  ['gunicorn post_fork, settings named', ['gunicorn-hooks/post-fork-with-the-settings', 'asgi-layouts/post-fork-under-the-uvicorn-worker']],
  ['gunicorn post_fork, settings not named', ['gunicorn-hooks/post-fork', 'asgi-layouts/post-fork-under-the-uvicorn-worker-no-settings']],
  ['provider in post_fork, instrument() in wsgi.py', ['gunicorn-hooks/the-provider-in-post-fork-instrumented-in-wsgi-py']],
  ['everything in @postfork', ['uwsgi-hooks/everything-in-postfork']],
  ['provider in @postfork, instrument() in wsgi.py', ['uwsgi-hooks/the-provider-in-postfork-instrumented-before-the-application']],
  ['opentelemetry-instrument, settings named', ['launcher/with-the-settings', 'launcher-asgi/with-the-settings', 'launcher-asgi/with-the-settings-more-servers']],
  ['opentelemetry-instrument, settings not named', ['launcher/without-the-settings', 'launcher-asgi/without-the-settings']],
];

const COLUMNS = ['runserver', 'gunicorn', 'gunicorn --preload', 'gunicorn gthread', 'gunicorn gevent', 'uwsgi', 'uwsgi --lazy-apps', 'granian wsgi', 'waitress', 'uvicorn', 'uvicorn --workers 2', 'uvicorn --reload', 'gunicorn uvicorn_worker', 'gunicorn asgi', 'daphne', 'hypercorn', 'granian asgi'];

interface Colours { readonly text: string; readonly none: string; readonly cell: Record<Outcome, string> }
export const LIGHT: Colours = { text: '#1f2328', none: '#eaeef2', cell: { all: '#2da44e', some: '#bf8700', none: '#cf222e' } };
export const DARK: Colours = { text: '#e6edf3', none: '#21262d', cell: { all: '#2ea043', some: '#bb8009', none: '#da3633' } };

/** Pixels. */
const CELL = 30;
const LEFT = 330;
const TOP = 150;

/** Spans for requests stand in each cell: colours alone do not tell everybody. */
export function grid(scenarios: readonly Scenario[], observed: Observed, colours: Colours): string {
  const width = LEFT + COLUMNS.length * CELL + 40;
  const height = TOP + ROWS.length * CELL + 10;
  const heads = COLUMNS.map((name, x) => `<text x="0" y="0" transform="translate(${LEFT + x * CELL + CELL / 2 + 4} ${TOP - 8}) rotate(-60)">${name}</text>`);
  const rows = ROWS.flatMap(([title, cases], y) => [
    `<text x="${LEFT - 10}" y="${TOP + y * CELL + 19}" text-anchor="end">${title}</text>`,
    ...COLUMNS.map((server, x) => cell(scenarios, observed, cases, server, LEFT + x * CELL, TOP + y * CELL, colours)),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Layouts by servers: spans for requests" font-family="system-ui, sans-serif" font-size="12" fill="${colours.text}">\n${[...heads, ...rows].join('\n')}\n</svg>\n`;
}

function cell(scenarios: readonly Scenario[], observed: Observed, cases: readonly string[], server: string, x: number, y: number, { cell: fills, none }: Colours): string {
  const scenario = scenarios.find(({ id }) => cases.some((name) => id === `${name} @ ${server}`));
  const seen = scenario && observed.runs[scenario.id]?.[ownStack(scenario)];
  const rect = (fill: string): string => `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${CELL - 2}" rx="4" fill="${fill}"/>`;
  if (!scenario || !seen) return rect(none);
  const text = `${expected(scenario, seen.after)}/${seen.statuses.length}`;
  return `${rect(fills[outcome(scenario, seen)])}<text x="${x + CELL / 2}" y="${y + 19}" text-anchor="middle" font-size="11" fill="#ffffff">${text}</text>`;
}
