// Lets tests that run from sources import rule pages as text, as the bundler does. Loaded with --require.
const { readFileSync } = require('node:fs');

require.extensions['.md'] = (module, file) => {
  module.exports = { __esModule: true, default: readFileSync(file, 'utf8') };
};
