// `--show-settings`: the settings that hold for a file, and where each comes from.
import type { Configuration } from '../core/config/configuration';
import { OPTIONS } from '../core/config/options';

/** @param from what to call the place that set it. @returns lines of TOML with comments */
export function writeSettings(configuration: Configuration, from: (place: string) => string): string {
  return OPTIONS.map(({ name }) => {
    const setting = configuration[name];
    return setting ? `${name} = ${toml(setting.value)}  # ${from(setting.from)}` : `# ${name} is not set`;
  }).join('\n');
}

function toml(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)} = ${toml(item)}`);
  return entries.length > 0 ? `{ ${entries.join(', ')} }` : '{}';
}
