// Entry of the language server on Node: stdio or IPC, as the client's arguments say.
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './lsp/server';

/**
 * How long a function runs before V8 optimises it, in bytes of its code (V8's own choice is 135,168 in Node 20, counted from call to
 * call). It is optimised in another thread, which keeps the processor from whoever waits for the answer: of keystrokes one in ten took
 * 4 ms longer than its work. An analysis of many seconds takes an eighth longer with it.
 */
const INTERRUPT_BUDGET = 2_000_000;

// Not a flag of the command line: a Node that does not know it would not start, and other editors start the server in other ways.
setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);

startServer(createConnection(ProposedFeatures.all));
