// The module that `extensionTestsPath` names: VS Code calls run() inside the extension host.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { log } from './log';

/** Runs every `*.test.js` beside this file. @throws when a test fails or none ran. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 180_000, reporter: 'spec' });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.js')).sort()) mocha.addFile(path.join(__dirname, file));
  Mocha.reporters.Base.consoleLog = log;
  const stats = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => (runner.stats ? resolve(runner.stats) : reject(new Error('mocha counted nothing'))));
  });
  const report = { passed: stats.passes, failed: stats.failures };
  if (process.env.FIRSTSPAN_TEST_REPORT) writeFileSync(process.env.FIRSTSPAN_TEST_REPORT, JSON.stringify(report));
  if (report.failed > 0 || report.passed === 0) throw new Error(`${report.passed} passed, ${report.failed} failed`);
}
