// Which editor runs the suites of the extension host.
import path from 'node:path';
import { hostProblem } from './harness/host';
import { repository } from './harness/paths';

export type Choice =
  | { readonly kind: 'given' | 'stand-in'; readonly executable: string }
  | { readonly kind: 'download'; readonly version: string };

/**
 * VSCODE_EXECUTABLE_PATH names an installed VS Code; FIRSTSPAN_EDITOR=download asks for a downloaded one (of VSCODE_VERSION, else
 * the newest). Otherwise the stand-in, which needs npm packages and Chromium only, where it can run; else a download.
 */
export function chooseEditor(environment: NodeJS.ProcessEnv, platform: string, arch: string): Choice {
  if (environment.VSCODE_EXECUTABLE_PATH) return { kind: 'given', executable: environment.VSCODE_EXECUTABLE_PATH };
  const wanted = environment.FIRSTSPAN_EDITOR === 'download';
  if (wanted || hostProblem(platform, arch)) return { kind: 'download', version: environment.VSCODE_VERSION ?? 'stable' };
  return { kind: 'stand-in', executable: path.join(repository, 'test/editor/stand-in/code') };
}
