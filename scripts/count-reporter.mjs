// A node:test reporter that writes one JSON object: how many tests passed and failed, and which files ran no test.

/** @param {AsyncIterable<{ type: string, data: any }>} events of node:test. */
export default async function* countReporter(events) {
  const counts = { passed: 0, failed: 0, skipped: 0, empty: [] };
  for await (const { type, data } of events) {
    if (type === 'test:pass' || type === 'test:fail') count(counts, type, data);
  }
  yield `${JSON.stringify(counts)}\n`;
}

function count(counts, type, data) {
  if (data.details?.type === 'suite') return;
  if (data.skip !== undefined || data.todo !== undefined) counts.skipped++;
  else if (type === 'test:fail') counts.failed++;
  // A file without tests is reported as one test that bears the file's name.
  else if (data.nesting === 0 && /\.test\.ts$/.test(data.name)) counts.empty.push(data.name);
  else counts.passed++;
}
