// A pattern of excluded URLs fits every address: no request is traced.
import { EXCLUDED_URLS, FITS_EVERYTHING } from '../knowledge/otel-variables';
import { keeping, variableRule, type GivenValue, type Verdict } from './given-values';

export const excludedUrlsMatchEverything = variableRule(
  {
    id: 'excluded-urls-match-everything',
    severity: 'error',
    summary: 'A pattern of excluded URLs fits every request, so that none is traced.',
  },
  EXCLUDED_URLS,
  judge,
);

function judge({ name, value, readings }: GivenValue): Verdict | undefined {
  if (value.trim() === '' || (name !== EXCLUDED_URLS[0] && readings.some(({ variables }) => variables.get(EXCLUDED_URLS[0]!) !== 'unset'))) return undefined;
  const items = value.split(',').map((item) => item.trim());
  const all = items.find((item) => FITS_EVERYTHING.test(item));
  if (all === undefined) return undefined;
  return {
    severity: 'error',
    message: {
      what: all === '' ? `\`${name}\` has an empty pattern, which fits every request.` : `The pattern \`${all}\` in \`${name}\` fits every request.`,
      why: 'Patterns are searched anywhere in `http://host/path`, and requests that fit one are not traced: all were answered with 200, 0 spans came out of 4, and nothing was logged.',
      todo: all === '' ? 'Take the comma away.' : all === '/' ? 'To leave out the root alone, write `^https?://[^/]+/$`.' : 'Take the pattern away.',
    },
    fix: keeping(name, items.filter((item) => !FITS_EVERYTHING.test(item))),
  };
}
