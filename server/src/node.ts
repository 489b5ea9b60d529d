// Entry of the language server on Node: stdio or IPC, as the client's arguments say.
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server';

/**
 * How much of a function runs before V8 optimises it, by the first version of Node that has the flag: thirty times V8's own choice, of
 * bytes of its code (67,584) and of calls (3,000). It is optimised in another thread, which keeps the processor from whoever waits for
 * the answer: one keystroke in ten took 4 ms longer than its work. An analysis of many seconds takes up to a fifth longer.
 */
const OPTIMISES_LATER: readonly (readonly [node: number, flag: string])[] = [[22, '--invocation-count-for-turbofan=90000'], [20, '--interrupt-budget=2000000']];

// Not flags of the command line: a Node that does not know one would not start, and other editors start the server in other ways.
const [, flag] = OPTIMISES_LATER.find(([node]) => Number.parseInt(process.versions.node) >= node) ?? [];
if (flag) setFlagsFromString(flag);

startServer(createConnection(ProposedFeatures.all));
