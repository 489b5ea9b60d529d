// Links that run a command of the client.
import type { Client } from './client';

/** @returns undefined where the client does not offer that command. */
export function commandLink({ commands }: Client, command: string, argument: string): string | undefined {
  return commands.includes(command) ? `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}` : undefined;
}
