// Carries out VS Code's command line with the server of code-server, and headless Chromium as the window.
import { installHost } from '../harness/host';
import { makeProfile, removeProfile, testSettings, type Profile } from '../harness/profile';
import { installVsix } from '../harness/server';
import { parseArguments, type Arguments } from './arguments';
import { runExtensionTests } from './run-extension-tests';

/** Sets the process's exit code: 0, what the tests gave, 124 when they gave nothing in time, 70 when the editor failed. */
export async function main(argv: readonly string[]): Promise<void> {
  const args = parseArguments(argv);
  let profile: Profile | undefined;
  try {
    installHost((line) => console.error(line));
    profile = makeProfile(testSettings, { data: args.userDataDir, extensions: args.extensionsDir });
    process.exitCode = await carryOut(args, profile);
  } catch (error) {
    console.error(error);
    process.exitCode = 70;
  } finally {
    if (profile) removeProfile(profile);
  }
}

async function carryOut(args: Arguments, profile: Profile): Promise<number> {
  for (const vsix of args.installExtension) process.stdout.write(await installVsix(profile, vsix));
  if (args.extensionTestsPath) return runExtensionTests(args, profile);
  if (args.installExtension.length > 0) return 0;
  throw new Error('The stand-in only installs extensions and runs extension tests.');
}
