// The report of a run: a table with ratios and aims.
import { isMet, limitOf, type Row } from './statistics';

/** The rows as a table for people. */
export function table(rows: readonly Row[]): string {
  return rows.map(line).join('\n');
}

/** The rows as data, with what follows from them. */
export function json(rows: readonly Row[]): string {
  return JSON.stringify(rows.map((row) => ({ ...row, limit: limitOf(row), met: isMet(row) })), undefined, 2);
}

function line(row: Row): string {
  const beside = Object.entries(row.beside).map(([name, value]) => `${name} ${amount(value, row)} (${(row.firstspan / value).toFixed(2)}x)`);
  return `${row.what.padEnd(34)} ${amount(row.firstspan, row).padStart(9)}   ${beside.join(', ')}${aim(row)}`;
}

function aim(row: Row): string {
  if (!row.aim) return '';
  const { factor, of } = row.aim;
  const allowed = of === undefined ? amount(factor, row) : factor === 1 ? `no more than ${of}` : factor < 1 ? `${Math.round(1 / factor)} times faster than ${of}` : `${factor} times ${of}`;
  return `   aim: ${allowed}: ${isMet(row) ? 'met' : 'NOT MET'}`;
}

function amount(value: number, { unit }: Row): string {
  return `${value < 10 && unit !== 'files' ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
