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

export interface Colours {
  readonly text: string;
  /** A cell that was not run. */
  readonly none: string;
  /** Behind `number`, which has a contrast of at least 4.5 to 1 to each. */
  readonly cell: Record<Outcome, string>;
  readonly number: string;
}
export const LIGHT: Colours = { text: '#1f2328', none: '#eaeef2', cell: { all: '#1a7f37', some: '#9a6700', none: '#cf222e' }, number: '#ffffff' };
export const DARK: Colours = { text: '#e6edf3', none: '#30363d', cell: { all: '#238636', some: '#9e6a03', none: '#da3633' }, number: '#ffffff' };

/** Pixels. */
const CELL = 30;
const LEFT = 330;
const TOP = 150;
const LINE = 24;

/** Stands where no request was answered because the server ended before it listened. */
export const NOT_STARTED = '×';

/** What the cells say: a colour, what stands in it, and what that means. */
const LEGEND: readonly [Outcome | undefined, string, string][] = [
  ['all', '4/4', 'SERVER spans that arrived / requests: one for each'],
  ['some', '2/4', 'spans are lost, doubled, or in two layers'],
  ['none', '0/4', 'no span, or requests without an answer'],
  ['none', NOT_STARTED, 'the server did not start'],
  [undefined, '', 'not run'],
];

/** Spans for requests stand in each cell: colours alone do not tell everybody. */
export function grid(scenarios: readonly Scenario[], observed: Observed, colours: Colours): string {
  const width = LEFT + COLUMNS.length * CELL + 40;
  const bottom = TOP + ROWS.length * CELL + 16;
  const height = bottom + LEGEND.length * LINE;
  const heads = COLUMNS.map((name, x) => `<text x="0" y="0" transform="translate(${LEFT + x * CELL + CELL / 2 + 4} ${TOP - 8}) rotate(-60)">${name}</text>`);
  const rows = ROWS.flatMap(([title, cases], y) => [
    `<text x="${LEFT - 10}" y="${TOP + y * CELL + 19}" text-anchor="end">${title}</text>`,
    ...COLUMNS.map((server, x) => cell(scenarios, observed, cases, server, LEFT + x * CELL, TOP + y * CELL, colours)),
  ]);
  const legend = LEGEND.map(([seen, text, meaning], y) => `${box(LEFT, bottom + y * LINE, LINE, seen, text, colours)}<text x="${LEFT + CELL + 8}" y="${bottom + y * LINE + 16}">${meaning}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Layouts by servers: spans for requests" font-family="system-ui, sans-serif" font-size="12" fill="${colours.text}">\n${[...heads, ...rows, ...legend].join('\n')}\n</svg>\n`;
}

function cell(scenarios: readonly Scenario[], observed: Observed, cases: readonly string[], server: string, x: number, y: number, colours: Colours): string {
  const scenario = scenarios.find(({ id }) => cases.some((name) => id === `${name} @ ${server}`));
  const seen = scenario && observed.runs[scenario.id]?.[ownStack(scenario)];
  if (!scenario || !seen) return box(x, y, CELL, undefined, '', colours);
  const text = seen.statuses.length === 0 ? NOT_STARTED : `${expected(scenario, seen.after)}/${seen.statuses.length}`;
  return box(x, y, CELL, outcome(scenario, seen), text, colours);
}

function box(x: number, y: number, height: number, seen: Outcome | undefined, text: string, { cell: fills, none, number }: Colours): string {
  const rect = `<rect x="${x + 1}" y="${y + 1}" width="${CELL - 2}" height="${height - 2}" rx="4" fill="${seen ? fills[seen] : none}"/>`;
  return text === '' ? rect : `${rect}<text x="${x + CELL / 2}" y="${y + height / 2 + 4}" text-anchor="middle" font-size="11" fill="${number}">${text}</text>`;
}
