// gaps.json: scenarios on which the checker and the runs disagree, with the reason of each. The list may only get shorter.
//   node --require ./test/markdown.cjs --import tsx test/runtime/gaps.ts     shows what disagrees, and takes away what agrees by now
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { judgeAll, type Judged } from './verdicts';

export interface Gap {
  readonly reason: string;
  readonly scenarios: readonly string[];
}

const FILE = path.join(__dirname, 'gaps.json');

export const readGaps = (): Gap[] => JSON.parse(readFileSync(FILE, 'utf8')) as Gap[];

/** One line for people: what was said, what was seen. */
export const sentence = ({ id, said, rules, seen }: Judged): string => `${id}: ${said}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}, seen: ${seen ?? 'not run'}`;

async function main(): Promise<void> {
  const judged = await judgeAll();
  const wrong = new Set(judged.filter((one) => !one.agrees).map(({ id }) => id));
  const left = readGaps().map(({ reason, scenarios }) => ({ reason, scenarios: scenarios.filter((id) => wrong.has(id)) })).filter(({ scenarios }) => scenarios.length > 0);
  writeFileSync(FILE, `${JSON.stringify(left, undefined, 2)}\n`);
  const known = new Set(left.flatMap(({ scenarios }) => scenarios));
  for (const one of judged.filter(({ id }) => wrong.has(id))) console.log(`${known.has(one.id) ? 'known' : 'NEW  '}  ${sentence(one)}`);
  console.log(`${judged.length} scenarios, ${wrong.size} disagree, ${known.size} of them known.`);
}

if (require.main === module) void main();
