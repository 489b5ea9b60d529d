// What is kept between analyses: facts of files, replayed boots, settings that were read.
import { BootReplayer } from './boot/replay';
import type { TomlParser } from './config/node';
import { SettingsFiles } from './config/settings-files';
import type { LaunchParsers } from './launch/types';
import type { DependencyMemory } from './project/dependencies-near';
import type { LaunchMemory } from './project/launches';
import { FactsStore } from './python/store';
import type { PythonParser } from './syntax/parser';

export interface Memory {
  readonly store: FactsStore;
  readonly replayer: BootReplayer;
  readonly settings: SettingsFiles;
  readonly dependencies: DependencyMemory;
  readonly toml: TomlParser | undefined;
  readonly launch: LaunchParsers | undefined;
  readonly launches: LaunchMemory;
}

/**
 * @param toml undefined: pyproject.toml is not read.
 * @param launch undefined: launch files are not read.
 * @param below what it knows of files and boots holds here too, and is not changed from here
 */
export function newMemory(parser: PythonParser, toml?: TomlParser, launch?: LaunchParsers, below?: Memory): Memory {
  return { store: new FactsStore(parser, below?.store), replayer: new BootReplayer(below?.replayer), settings: new SettingsFiles(toml), dependencies: new Map(), toml, launch, launches: new Map() };
}
