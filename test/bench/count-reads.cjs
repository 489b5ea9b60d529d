// `node --require`: writes which files below $READS_BELOW a program has opened to the file $READS_TO, when it ends.
'use strict';
const fs = require('node:fs');
const promises = require('node:fs/promises');
const path = require('node:path');

const { READS_BELOW: below, READS_TO: to } = process.env;
const opened = new Set();

for (const [module, names] of [[fs, ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']], [promises, ['open', 'readFile']]]) {
  for (const name of names) {
    const real = module[name];
    module[name] = function (file, ...rest) {
      if (typeof file === 'string' && path.resolve(file).startsWith(below + path.sep)) opened.add(path.relative(below, path.resolve(file)));
      return real.call(this, file, ...rest);
    };
  }
}

process.on('exit', () => fs.writeFileSync(to, JSON.stringify([...opened].sort())));
