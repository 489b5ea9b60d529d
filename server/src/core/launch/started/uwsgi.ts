// uWSGI's command line with the configuration files that it names.
import type { Uri } from '../../text/span';
import { relative } from '../../text/uri';
import { launchesOf } from '../argv';
import { readerOf } from '../readers';
import type { Launch, Option } from '../types';
import { launchIn } from './launch-in';
import { firstOf, type Disk, type Repository } from './repository';

/** Options that name a configuration file. */
const CONFIGURATIONS: readonly string[] = ['ini', 'yaml', 'yml', 'json', 'xml', 'include', 'inherit'];
/** Options that change where what follows begins. */
const FOLDERS: readonly string[] = ['chdir', 'chdir2'];

/** The launch, with what its configuration files add; one that is not in the repository leaves it open. */
export function withConfiguration(launch: Launch, disk: Disk, repository: Repository): { launch: Launch; files: readonly Uri[] } {
  if (launch.server !== 'uwsgi') return { launch, files: [] };
  const files: Uri[] = [];
  const follow = (into: Launch, options: readonly Option[]): Launch => options.filter(({ name }) => CONFIGURATIONS.includes(name)).reduce<Launch>((left, option) => {
    const found = typeof option.value === 'string' ? firstOf(disk.sourcesAt(option.value.replace(/:[\w-]+$/, ''), left.cwd), repository) : 'unknown';
    // It may set any variable that is not set here.
    if (typeof found !== 'object') return { ...left, open: true, environment: [{ kind: 'unknown', at: option.valueAt ?? option.at }, ...left.environment] };
    if (files.includes(found.file)) return left;
    files.push(found.file);
    const commands = readerOf(relative(found.file, repository.folder))?.(found.text, repository.parsers).commands ?? [];
    return commands.flatMap((command) => launchesOf(command, repository.parsers)).map((own) => launchIn(own, found.file)).reduce((one, own) => follow(added(one, own), own.options), left);
  }, into);
  const whole = follow(launch, launch.options);
  return { launch: { ...whole, ...folder(whole) }, files };
}

function added(launch: Launch, own: Launch): Launch {
  const options = own.options.map((option): Option => ({ ...option, from: 'file' }));
  return { ...launch, options: [...launch.options, ...options], environment: [...launch.environment, ...own.environment], target: launch.target ?? own.target, open: launch.open || own.open };
}

function folder({ options, cwd }: Launch): Pick<Launch, 'cwd'> {
  const named = options.findLast(({ name }) => FOLDERS.includes(name));
  return { cwd: named ? (typeof named.value === 'string' ? named.value : undefined) : cwd };
}
