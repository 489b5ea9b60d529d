// Where the editor tests find and keep their files.
import path from 'node:path';

/** The checkout. */
export const repository = path.resolve(__dirname, '../../..');

/** The editor as an npm package of its own; `node_modules` appears inside on demand. */
export const hostFolder = path.join(repository, 'test/editor/host');

/** Everything that the tests leave behind: screenshots, compiled suites, logs. Ignored by git. */
export const outFolder = path.join(repository, 'test/editor/out');

export const screenshotFolder = path.join(outFolder, 'screenshots');
