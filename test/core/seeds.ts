// The projects of the rule pages, as seeds for property tests: they have findings, so the properties are about something.
import { rules } from '../../server/src/core/rules/registry';
import { rulePage } from '../../server/src/host/rule-pages';
import { readPage, type Case } from '../rules/page';

const cases: readonly Case[] = rules.flatMap(({ id }) => readPage(rulePage(id)));

/** Cases in which something is reported. */
export const reported: readonly Case[] = cases.filter(({ section }) => section === 'Reported');

/** Cases in which nothing is. */
export const silent: readonly Case[] = cases.filter(({ section }) => section === 'Not reported');

/** Every Python text of the pages, each once. */
export const pythonTexts: readonly string[] = [...new Set(cases.flatMap(({ files }) => [...files].filter(([name]) => name.endsWith('.py')).map(([, text]) => text)))];

/** Runs of a property are the same every time; a failure prints the seed and its smallest example. FIRSTSPAN_SEED and FIRSTSPAN_FUZZ (a factor) look further. */
export const bounded = (numRuns: number) => ({ seed: Number(process.env.FIRSTSPAN_SEED ?? 20_260), numRuns: numRuns * Number(process.env.FIRSTSPAN_FUZZ ?? 1) });
