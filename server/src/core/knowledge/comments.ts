// How comments are written in files that are not Python, as far as a `#` begins them.

export interface CommentStyle {
  /** A comment may stand behind something; else only on a line of its own. */
  readonly behind: boolean;
  /** What is indented further belongs to the line above it. */
  readonly blocks?: boolean;
  /** A line of its own begins in the first column: further in, the line is part of a recipe or of the value above. */
  readonly flush?: boolean;
}

const ON_ITS_LINE: CommentStyle = { behind: false };
const IN_BLOCKS: CommentStyle = { behind: false, blocks: true, flush: true };

/** By the file's name; the first that fits. Sources: each format's reference. */
const STYLES: readonly (readonly [name: RegExp, style: CommentStyle | undefined])[] = [
  [/\.(json|jsonc|xml|py|bat|cmd|ps1|js|ts|tfvars|hcl|nomad|nix|j2|tpl|html|md|lock)$/i, undefined],
  // What CI runs and people read is looked through for scripts, and no finding stands there.
  [/(^|\/)(\.github\/workflows\/[^/]+|\.gitlab-ci\.ya?ml|Jenkinsfile|readme)$/i, undefined],
  [/\.ya?ml$|\.ebextensions\/[^/]+\.config$/i, { behind: true, blocks: true }],
  // Behind an instruction it is one of its words; a value of a variable may hold it.
  [/(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.(Docker|Container)file$/i, ON_ITS_LINE],
  [/(^|\/)(\.env(\.[\w.-]+)?|[\w.-]*\.env)$|(^|\/)\.envs\//, ON_ITS_LINE],
  [/\.service$|\.service\.d\/[^/]+\.conf$/, ON_ITS_LINE],
  [/\.(ini|conf|cfg|config)$/, IN_BLOCKS],
  [/(^|\/)(GNU)?[Mm]akefile$|\.mk$/, { behind: true, flush: true }],
  [/(^|\/)\.?[Jj]ustfile$|\.just$/, { behind: true, flush: true }],
  [/\.(toml|txt|in|sh|bash|ksh|zsh)$|(^|\/)(\.envrc|Pipfile|Procfile(\.[\w.-]+)?)$/, { behind: true }],
  // Scripts without an ending.
  [/(^|\/)[\w-]+$/, { behind: true }],
];

/** @param uri or path of a file. @returns undefined where a `#` begins no comment, or where that is not known */
export function commentStyleOf(uri: string): CommentStyle | undefined {
  return STYLES.find(([name]) => name.test(uri))?.[1];
}
