// A systemd unit with its drop-ins: `shop.service` and what stands in `shop.service.d/`.
import { basename, dirname } from '../../text/uri';
import type { Uri } from '../../text/span';
import { commandsOfUnit, linesOfUnit } from '../readers/systemd';
import type { Command } from '../types';
import type { Repository } from './repository';

const DROP_IN = /^(.*\.service)\.d\/[^/]+\.conf$/;

/**
 * The commands of a unit, all places with their file. A drop-in alone changes a unit that is not seen, which may give any variable.
 * @param files the launch files of the repository
 */
export function unitCommands(file: Uri, files: readonly Uri[], repository: Repository): Command[] {
  const unit = DROP_IN.exec(file)?.[1];
  if (unit !== undefined && unitsOf(unit, files).length > 0) return [];
  const parts = [file, ...(unit === undefined ? dropInsOf(file, files) : [])];
  const texts = parts.map((part) => ({ part, found: repository.read(part) }));
  const commands = commandsOfUnit(texts.flatMap(({ part, found }) => (typeof found === 'object' ? linesOfUnit(found.text, part) : [])));
  const isOpen = unit !== undefined || texts.some(({ found }) => found === 'unknown');
  return isOpen ? commands.map((command) => ({ ...command, environment: [{ kind: 'unknown', at: { start: 0, end: 0, file } }, ...command.environment] })) : commands;
}

/** By the names of the files, as systemd reads them. */
function dropInsOf(unit: Uri, files: readonly Uri[]): Uri[] {
  const own = files.filter((file) => unitsOf(DROP_IN.exec(file)?.[1], files).includes(unit));
  return own.sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

/** The unit beside a folder of drop-ins, or those of its name anywhere: they come together where they are installed. */
function unitsOf(unit: Uri | undefined, files: readonly Uri[]): Uri[] {
  if (unit === undefined) return [];
  const named = files.filter((file) => basename(file) === basename(unit));
  const beside = named.filter((file) => dirname(file) === dirname(unit));
  return beside.length > 0 ? beside : named;
}
