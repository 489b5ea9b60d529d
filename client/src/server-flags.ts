// How Node is started for the language server; the benchmark starts it the same way.

/**
 * `--max-semi-space-size`: room for young objects, in MB (V8's own choice is 16): after typing the server holds 15 MB less, and a
 * keystroke takes as long. Measured with 1, 4 and 8: less than 4 takes longer and saves nothing.
 * `--v8-pool-size`: threads beside the one that answers (Node's own choice is 4): with 1 it holds 7 MB less, and a keystroke takes
 * as long.
 * `--always-sparkplug`, tried in turn with this, took longer to open and to answer, and held more.
 */
export const SERVER_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--v8-pool-size=1'];
