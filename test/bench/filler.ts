// Python code of any length that looks like what people write: classes, functions, constants, with a mistake for linters now and then.

/** Gives whole numbers from 0 to `below` - 1. */
export type Random = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const WORDS = ['order', 'basket', 'price', 'stock', 'client', 'parcel', 'invoice', 'coupon', 'refund', 'tax', 'label', 'route'];

/** Exactly `lines` lines of Python that parse, the same for the same seed. */
export function filler(seed: number, lines: number): string[] {
  const next = random(seed + 1);
  const result: string[] = [];
  for (let n = 0; result.length < lines; n++) {
    const block = BLOCKS[next(BLOCKS.length)]!(`${WORDS[next(WORDS.length)]}_${n}`, next);
    // What no longer fits is filled with lines that may stand anywhere.
    if (result.length + block.length <= lines) result.push(...block);
    else while (result.length < lines) result.push(`LIMIT_${result.length} = ${next(1000)}`);
  }
  return result;
}

const BLOCKS: readonly ((name: string, next: Random) => string[])[] = [constants, helper, service, guarded, table];

function constants(name: string, next: Random): string[] {
  return [`${name.toUpperCase()}_LIMIT = int(os.environ.get('${name.toUpperCase()}', '${next(500)}'))`, `${name.toUpperCase()}_NAMES = ['${name}', "${WORDS[next(12)]}", f'{${next(9)}}-${name}']`, ''];
}

function helper(name: string, next: Random): string[] {
  return ['', `@functools.lru_cache(maxsize=${next(64)})`, `def ${name}(value, default=None, *rest, **options):`, `    """Gives the ${name} of a value."""`,
    `    if value == None or len(rest) > ${next(9)}:`, '        return default', `    unused_${next(9)} = [part for part in str(value).split('-') if part]`,
    '    try:', '        return int(value) + options.get("extra", 0)', '    except (TypeError, ValueError) as error:', `        logger.warning('no ${name}: %s', error)`, '    return default', ''];
}

function service(name: string, next: Random): string[] {
  const title = name.replace(/(^|_)(\w)/g, (_, _bar, letter: string) => letter.toUpperCase());
  const methods = Array.from({ length: 2 + next(6) }, (_, i) => method(`${WORDS[next(12)]}_${i}`, next)).flat();
  return ['', `class ${title}(object):`, `    """Keeps every ${name}."""`, `    label = '${name}'`, '', '    def __init__(self, client, *, retries=3):', '        self.client = client', '        self.retries = retries', '        self.seen = {}', '', ...methods];
}

function method(name: string, next: Random): string[] {
  return [`    def ${name}(self, key, amount=${next(99)}):`, `        with self.client.lock(key) as lock:`, `            for attempt in range(self.retries):`, `                result = self.client.post('/${name}', json={'key': key, 'amount': amount})`,
    "                if result.status == 200 and not lock.lost:", "                    self.seen[key] = result.json()['id']", '                    break', '            else:', `                raise RuntimeError(f'no {key} after {self.retries} tries')`, `        return self.seen[key] * ${1 + next(9)}`, ''];
}

function guarded(name: string, next: Random): string[] {
  return [`if ${name.toUpperCase()}_FLAG := os.environ.get('${name.toUpperCase()}_FLAG'):`, `    ${name}_level = re.sub(r'[^a-z]+', '', ${name.toUpperCase()}_FLAG)`, 'else:', `    ${name}_level = '${WORDS[next(12)]}'`, ''];
}

function table(name: string, next: Random): string[] {
  return [`${name.toUpperCase()} = {`, ...Array.from({ length: 3 + next(12) }, (_, i) => `    '${WORDS[i % 12]}_${i}': (${next(99)}, lambda value: value * ${next(9)}, '${name}'),`), '}', ''];
}
