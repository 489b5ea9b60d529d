// Says of every place of a launch in which file it is.
import type { Uri } from '../../text/span';
import { settingIn, wordIn } from '../in-file';
import type { Launch, Option, Range, Target } from '../types';

/** @param file that of the places that do not say it */
export function launchIn(launch: Launch, file: Uri): Launch {
  const inFile = (at: Range): Range => (at.file === undefined ? { ...at, file } : at);
  const option = (one: Option): Option => ({ ...one, at: inFile(one.at), ...(one.valueAt && { valueAt: inFile(one.valueAt) }) });
  const target = (one: Target): Target => ({ ...one, at: inFile(one.at) });
  return {
    ...launch, at: inFile(launch.at), serverAt: inFile(launch.serverAt), target: launch.target && target(launch.target), options: launch.options.map(option), args: launch.args.map((word) => wordIn(word, file)),
    wrappers: launch.wrappers.map((wrapper) => ({ ...wrapper, at: inFile(wrapper.at), options: wrapper.options.map(option) })),
    environment: launch.environment.map((setting) => settingIn(setting, file)), late: launch.late.map((setting) => settingIn(setting, file)),
  };
}
