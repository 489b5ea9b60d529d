// A throw-away user of the editor: own settings, extensions and home, nothing shared with the person who runs the tests.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Profile {
  readonly root: string;
  readonly data: string;
  readonly extensions: string;
  readonly home: string;
}

export type Settings = Readonly<Record<string, unknown>>;

/** Quiet and offline: nothing is downloaded, reported, recommended or opened by itself. */
export const quietSettings: Settings = {
  'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'update.showReleaseNotes': false,
  'extensions.autoUpdate': false, 'extensions.autoCheckUpdates': false, 'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none', 'workbench.tips.enabled': false, 'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden', 'chat.disableAIFeatures': true, 'chat.commandCenter.enabled': false,
  'git.enabled': false, 'git.openRepositoryInParentFolders': 'never', 'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true, 'npm.fetchOnlinePackageInfo': false, 'remote.autoForwardPorts': false,
};

/** What the tests need on top: dialogs that a page can reach, no surprise saves, no preview tabs that are replaced. */
export const testSettings: Settings = {
  ...quietSettings,
  'editor.minimap.enabled': false, 'files.autoSave': 'off', 'files.hotExit': 'off', 'files.simpleDialog.enable': true,
  'window.dialogStyle': 'custom', 'editor.hover.delay': 100, 'workbench.editor.enablePreview': false,
};

/**
 * Creates the folders and the settings files.
 * @param settings written only where no settings exist yet.
 * @param dirs user data and extensions folders that somebody else chose.
 */
export function makeProfile(settings: Settings, dirs: { data?: string; extensions?: string } = {}): Profile {
  const root = mkdtempSync(path.join(os.tmpdir(), 'first-span-editor-'));
  const data = dirs.data ?? path.join(root, 'data');
  const extensions = dirs.extensions ?? path.join(root, 'extensions');
  const home = path.join(root, 'home');
  for (const scope of ['User', 'Machine']) {
    mkdirSync(path.join(data, scope), { recursive: true });
    const file = path.join(data, scope, 'settings.json');
    if (!existsSync(file)) writeFileSync(file, JSON.stringify(settings, null, 2));
  }
  mkdirSync(extensions, { recursive: true });
  mkdirSync(home, { recursive: true });
  return { root, data, extensions, home };
}

/** Removes what makeProfile made; retries because processes that were just ended may still write. */
export function removeProfile(profile: Profile): void {
  rmSync(profile.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** The environment of the editor: no variable of an editor that the tests are started from, and no extension gallery. */
export function profileEnvironment(profile: Profile): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|PASSWORD$|PORT$|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: profile.home,
    XDG_CONFIG_HOME: path.join(profile.home, '.config'),
    XDG_DATA_HOME: path.join(profile.home, '.local/share'),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' }),
  };
}
