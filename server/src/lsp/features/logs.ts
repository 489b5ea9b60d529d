// One line in the log for an analysis that saw something new.
import { notChecked } from '../../core/report';
import type { Context } from '../context';

export function register({ connection, session }: Context): void {
  let last = '';
  session.onAnalysis(({ report, snapshot, took }) => {
    const files = [...snapshot.files.values()].filter(({ kind }) => kind === 'loaded').length;
    const line = [`${count(files, 'file')}, ${count(report.boots.length, 'way')} to start, ${count(report.findings.length, 'finding')}`, ...notChecked(snapshot, report).map(([uri, why]) => `not read: ${uri}: ${why}`)].join('; ');
    if (line !== last) connection.console.info(`Checked ${line} (${Math.round(took)} ms).`);
    last = line;
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
