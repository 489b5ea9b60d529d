// What a module imports and whether it says anything about tracing, read off its text: for modules that need no replay, a parse would cost ten times more.
import { APP_CONFIG_WORD, COMMAND_WORDS, INSTRUMENT_WORD, SET_UP_WORDS, TRACING_WORDS } from '../knowledge/tracing-words';

/** One import, as written. */
export interface ScannedImport {
  /** Dots before the name. */
  readonly level: number;
  readonly module: string;
  /** What `from … import` names. */
  readonly names: readonly string[];
}

export interface ModuleScan {
  /** Everything that may be an import, in functions and even in texts: too many do no harm. */
  readonly imports: readonly ScannedImport[];
  /** In a settings module: what may be the name of an app, a middleware or a URL configuration. */
  readonly named: readonly string[];
  /** Something here may instrument Django, install a provider or import by a computed name. */
  readonly mentionsTracing: boolean;
  readonly mentionsAppConfig: boolean;
  readonly mentionsInstrument: boolean;
  /** Something here may instrument Django or install a provider. */
  readonly mentionsSetUp: boolean;
  /** As a management command it may set tracing up, or serve. */
  readonly mentionsCommand: boolean;
}

export type Mention = keyof ModuleScan & `mentions${string}`;

// A line ends where no backslash stands before its end: what follows an unfinished import is none.
const FROM = /(?:^|[;:])[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)(?:[ \t]|\\\r?\n)+import\b(?:[ \t]|\\\r?\n)*(?:\(([^)]*)\)|((?:[^;\\\r\n]|\\\r?\n|\\)*))/gm;
const IMPORT = /(?:^|[;:])[ \t]*import(?:[ \t]|\\\r?\n)+((?:[^;\\\r\n]|\\\r?\n|\\)*)/gm;

/** `include("shop.urls")` in a URL configuration imports that module. */
const INCLUDE = /\binclude\(\s*\(?\s*["']([\w.]+)["']/g;

const SETTINGS = /^(?:INSTALLED_APPS|MIDDLEWARE|ROOT_URLCONF)\b/m;
const QUOTED_NAME = /["']([A-Za-z_]\w*(?:\.\w+)*)["']/g;

/** What one piece of a module says; `named` counts only where the module is one of settings. */
export interface PartScan extends Omit<ModuleScan, 'imports'> {
  /** `from …`, `import …` and `include(…)`; empty where there are none. */
  readonly written: readonly (readonly ScannedImport[])[];
  readonly isSettings: boolean;
}

/** @param text a Python file, broken or not */
export function scanModule(text: string): ModuleScan {
  return joinScans([scanPart(text)]);
}

/** @param text a piece of a file that begins and ends with lines */
export function scanPart(text: string): PartScan {
  const froms = [...text.matchAll(FROM)].map(([, dots, module, inBrackets, plain]): ScannedImport => ({ level: dots!.length, module: module!, names: namesIn(inBrackets ?? plain ?? '') }));
  const whole = (module: string): ScannedImport => ({ level: 0, module, names: [] });
  const plain = [...text.matchAll(IMPORT)].flatMap(([, list]) => namesIn(list!).map(whole));
  const included = [...text.matchAll(INCLUDE)].map(([, module]) => whole(module!));
  const written = [froms, plain, included];
  return {
    written: written.some(({ length }) => length > 0) ? written : [], isSettings: SETTINGS.test(text),
    get named() {
      return [...text.matchAll(QUOTED_NAME)].map(([, name]) => name!);
    },
    mentionsTracing: TRACING_WORDS.test(text), mentionsAppConfig: APP_CONFIG_WORD.test(text), mentionsInstrument: INSTRUMENT_WORD.test(text), mentionsSetUp: SET_UP_WORDS.test(text), mentionsCommand: COMMAND_WORDS.test(text),
  };
}

/** What the pieces of a module say together, however it was cut. A long module has hundreds, most of which say nothing. */
export function joinScans(parts: readonly PartScan[]): ModuleScan {
  const { written, isSettings, ...mentions } = gather(parts);
  return { imports: written.flat(), named: isSettings ? parts.flatMap(({ named }) => named) : [], ...mentions };
}

/** Do these pieces say what those said in their place, whatever stands around them? */
export function sayAlike(parts: readonly PartScan[], others: readonly PartScan[]): boolean {
  const [one, other] = [parts, others].map((all) => JSON.stringify([gather(all), all.flatMap(({ named }) => named)]));
  return one === other;
}

function gather(parts: readonly PartScan[]): Omit<ModuleScan, 'imports' | 'named'> & Pick<PartScan, 'written' | 'isSettings'> {
  const written: ScannedImport[][] = [[], [], []];
  const said = { isSettings: false, mentionsTracing: false, mentionsAppConfig: false, mentionsInstrument: false, mentionsSetUp: false, mentionsCommand: false };
  for (const part of parts) {
    part.written.forEach((imports, way) => written[way]!.push(...imports));
    said.isSettings ||= part.isSettings;
    said.mentionsTracing ||= part.mentionsTracing;
    said.mentionsAppConfig ||= part.mentionsAppConfig;
    said.mentionsInstrument ||= part.mentionsInstrument;
    said.mentionsSetUp ||= part.mentionsSetUp;
    said.mentionsCommand ||= part.mentionsCommand;
  }
  return { written, ...said };
}

/** `a as b, c  # comment` is `a` and `c`. */
function namesIn(list: string): string[] {
  const plain = list.replace(/#[^\n]*/g, '').replaceAll('\\', ' ');
  return plain.split(',').map((part) => /^\s*([\w.]+|\*)/.exec(part)?.[1]).filter((name): name is string => name !== undefined);
}

/** Two scans that say the same. */
export function sameScan(a: ModuleScan, b: ModuleScan): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
