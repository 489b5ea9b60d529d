// Environment markers (PEP 508): does a requirement hold on Linux with CPython, where projects run?
import { parseVersion } from './pep440';
import { isAtLeast, type Answer, type Versions } from './versions';

/** What is assumed of the machine that the project runs on. */
const MACHINE: Readonly<Record<string, string>> = { sys_platform: 'linux', os_name: 'posix', platform_system: 'Linux', implementation_name: 'cpython', platform_python_implementation: 'CPython' };

const TOKEN = /\s*(\(|\)|(?:===|==|~=|!=|<=|>=|<|>)|"[^"]*"|'[^']*'|[\w.]+)/y;

/** @param python the versions of Python that are possible; a marker that it does not parse is unknown */
export function evaluateMarker(text: string, python: Versions): Answer {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) tokens.push(match[1]!);
  const state = { tokens, at: 0, python, depth: 0 };
  const answer = anyOf(state);
  return state.at === tokens.length ? answer : 'unknown';
}

interface State {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
  readonly python: Versions;
}

function anyOf(state: State): Answer {
  let answer = allOf(state);
  while (state.tokens[state.at] === 'or') {
    state.at++;
    const other = allOf(state);
    answer = answer === 'yes' || other === 'yes' ? 'yes' : answer === 'no' && other === 'no' ? 'no' : 'unknown';
  }
  return answer;
}

function allOf(state: State): Answer {
  let answer = one(state);
  while (state.tokens[state.at] === 'and') {
    state.at++;
    const other = one(state);
    answer = answer === 'no' || other === 'no' ? 'no' : answer === 'yes' && other === 'yes' ? 'yes' : 'unknown';
  }
  return answer;
}

function one(state: State): Answer {
  if (state.tokens[state.at] === '(' && state.depth < 50) {
    state.at++;
    state.depth++;
    const answer = anyOf(state);
    state.depth--;
    state.at++;
    return answer;
  }
  const left = state.tokens[state.at++] ?? '';
  const sign = state.tokens[state.at] === 'not' ? `not ${state.tokens[++state.at]}` : (state.tokens[state.at] ?? '');
  const right = state.tokens[++state.at] ?? '';
  state.at++;
  return /^["']/.test(left) ? compare(right, MIRRORED[sign] ?? sign, left.slice(1, -1), state) : compare(left, sign, right.slice(1, -1), state);
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', in: 'contains', 'not in': 'lacks' };

function compare(name: string, sign: string, value: string, { python }: State): Answer {
  if (name === 'python_version' || name === 'python_full_version') return comparePython(name, sign, value, python);
  const known = MACHINE[name];
  const holds = known === undefined ? undefined : HOLDS[sign]?.(known, value);
  return holds === undefined ? 'unknown' : holds ? 'yes' : 'no';
}

const HOLDS: Readonly<Record<string, (known: string, value: string) => boolean>> = {
  '==': (known, value) => known === value, '!=': (known, value) => known !== value,
  in: (known, value) => value.includes(known), 'not in': (known, value) => !value.includes(known),
  contains: (known, value) => known.includes(value), lacks: (known, value) => !known.includes(value),
};

/** `python_version` has two numbers: 3.12.1 is not greater than 3.12. */
function comparePython(name: string, sign: string, value: string, python: Versions): Answer {
  const version = parseVersion(value);
  if (!version) return 'unknown';
  const isShort = name === 'python_version';
  const after = isShort && version.release.length >= 2 ? `${version.release[0]}.${version.release[1]! + 1}.dev0` : undefined;
  if (sign === '>=' || sign === '<') return flip(isAtLeast(python, `${value}${isShort ? '.dev0' : ''}`), sign === '<');
  if ((sign === '>' || sign === '<=') && after) return flip(isAtLeast(python, after), sign === '<=');
  if ((sign === '==' || sign === '!=') && after) {
    const inside = isAtLeast(python, `${value}.dev0`);
    const beyond = isAtLeast(python, after);
    const equal = inside === 'no' || beyond === 'yes' ? 'no' : inside === 'yes' && beyond === 'no' ? 'yes' : 'unknown';
    return flip(equal, sign === '!=');
  }
  return 'unknown';
}

function flip(answer: Answer, really: boolean): Answer {
  if (!really || answer === 'unknown') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}
