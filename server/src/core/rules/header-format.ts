// Headers for the exporter that OpenTelemetry cannot read: they are left out, and the backend refuses the spans.
import { HEADER_VARIABLES } from '../knowledge/otel-variables';
import { variableRule, type GivenValue, type Verdict } from './given-values';

export const headerFormat = variableRule(
  {
    id: 'header-format',
    severity: 'warning',
    summary: 'Headers for the exporter are written in a form that OpenTelemetry leaves out.',
  },
  HEADER_VARIABLES,
  judge,
);

/** As opentelemetry/util/re.py reads them: `name=value`, the name a token, both percent-decoded; no quotes, semicolons and backslashes. */
const HEADER = /^\s*[!#-'*+\-.0-9A-Z^-z|~]+[ \t]*=[ !#-+\--:<-[\]-~]*$/;
const COLON = /^\s*([\w-]+)\s*:\s*([^,=]*?)\s*$/;

function judge({ name, value }: GivenValue): Verdict | undefined {
  const items = value.split(',').filter((item) => item.trim() !== '');
  const wrong = items.find((item) => !HEADER.test(item));
  if (wrong === undefined || /[${}<>]/.test(wrong)) return undefined;
  const mended = items.map((item) => (HEADER.test(item) ? item : COLON.exec(item)));
  const right = mended.every((item) => item !== null) ? mended.map((item) => (typeof item === 'string' ? item : `${item![1]}=${item![2]!.replaceAll(' ', '%20')}`)).join(',') : undefined;
  return {
    severity: 'warning',
    message: {
      what: 'This header has not the form `name=value`.',
      why: 'It is left out with the warning `Header format invalid! Header values in environment variables must be URL encoded`: the spans leave without it, and a backend that asks for it refuses them.',
      todo: 'Write `name=value`, without quotes around it, a space as `%20`, several with commas between them.',
    },
    ...(right === undefined ? {} : { fix: { title: 'Write it as name=value', name, value: right } }),
  };
}
