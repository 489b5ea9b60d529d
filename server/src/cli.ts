// The command line, `firstspan`: dist/cli.js.
import { main } from './cli/main';

// Not process.exit: what is still on its way to a pipe has to arrive.
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
