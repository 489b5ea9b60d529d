// Lowered modules by file. Open documents keep their syntax tree, so that an edit re-parses only what it touches.
import { samePlainData } from './equal';
import { lowerModule } from './lower';
import type { LoweredModule } from './facts';
import type { PythonParser, SyntaxTree } from '../syntax/parser';
import { treeEdit } from '../syntax/tree-edit';
import type { Uri } from '../text/span';

interface Entry {
  readonly text: string;
  readonly module: LoweredModule;
  readonly tree?: SyntaxTree;
}

export class FactsStore {
  private readonly entries = new Map<Uri, Entry>();
  private readonly open = new Set<Uri>();

  constructor(private readonly parser: PythonParser) {}

  /**
   * The facts of a text. When they equal those of the file's last text, the very same `facts` object comes back:
   * callers compare by identity and replay nothing.
   */
  get(uri: Uri, text: string): LoweredModule {
    const known = this.entries.get(uri);
    if (known?.text === text) return known.module;
    const entry = this.lower(uri, text, known);
    this.entries.set(uri, entry);
    return entry.module;
  }

  /** Keeps the tree of this file from now on. */
  keepTree(uri: Uri): void {
    this.open.add(uri);
  }

  /** Frees the tree of this file. */
  dropTree(uri: Uri): void {
    this.open.delete(uri);
    const entry = this.entries.get(uri);
    if (!entry?.tree) return;
    entry.tree.delete();
    this.entries.set(uri, { text: entry.text, module: entry.module });
  }

  private lower(uri: Uri, text: string, known: Entry | undefined): Entry {
    known?.tree?.edit(treeEdit(known.text, text));
    const tree = this.parser.parse(text, known?.tree);
    try {
      const lowered = lowerModule(tree.rootNode, text);
      const facts = known && samePlainData(known.module.facts, lowered.facts) ? known.module.facts : lowered.facts;
      return { text, module: { ...lowered, facts }, ...(this.open.has(uri) ? { tree } : {}) };
    } finally {
      known?.tree?.delete();
      if (!this.open.has(uri)) tree.delete();
    }
  }
}
