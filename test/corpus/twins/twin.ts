// Reads a page of twins: a project that works and the same one broken, written as the difference between them.
//
//   ## A shape                      one project: that of the folder `shop`, and the code blocks below
//   ```diff title="Dockerfile"      a file: lines with `-` are in the broken twin alone, lines with `+` in the working one alone
//    ^^^^ rule-id                   below a line of the broken twin: where a finding is. The first column is that of the signs
//   ```text title=".env"            a file that both twins have as it is
//   ```text fixed="Dockerfile"      where the fix mends the broken twin in another way: the files that it changes, after it
//   Also found: RULE PLACE          a finding in a file of the folder `shop`, as `shop/wsgi.py:7:1-37`
//   No fix: a reason                nothing is offered, and why

export interface Mark {
  readonly file: string;
  /** 0-based, as all columns here. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

export interface Twin {
  readonly name: string;
  readonly working: ReadonlyMap<string, string>;
  readonly broken: ReadonlyMap<string, string>;
  /** What the fix changes in the broken twin, where that does not come to the working one. */
  readonly fixed: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
  /** Why no fix is offered. */
  readonly noFix: string | undefined;
}

const MARK = /^ ( *)(\^+) ([a-z-]+)$/;

/** The twins of a page, in order. */
export function readTwins(page: string): Twin[] {
  return page.split(/^## /m).slice(1).map(readTwin);
}

function readTwin(text: string): Twin {
  const [working, broken, fixed, marks] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>(), [] as Mark[]];
  for (const [, language, what, file, body] of text.matchAll(/^```(\w*) (title|fixed)="([^"]+)"\n([^]*?)^```$/gm) as Iterable<string[]>) {
    if (what === 'fixed') fixed.set(file!, body!);
    else if (language === 'diff') readDiff(file!, body!);
    else for (const twin of [working, broken]) twin.set(file!, body!);
  }
  function readDiff(file: string, body: string): void {
    const lines = body.split('\n').slice(0, -1);
    const own = (sign: string) => lines.filter((line) => (line === '' || line.startsWith(' ') || line.startsWith(sign)) && !MARK.test(line)).map((line) => `${line.slice(1)}\n`).join('');
    const absent = { '+': lines.every((line) => line.startsWith('-') || MARK.test(line)), '-': lines.every((line) => line.startsWith('+')) };
    if (!absent['+']) working.set(file, own('+'));
    if (!absent['-']) broken.set(file, own('-'));
    let line = -1;
    for (const one of lines) {
      const mark = MARK.exec(one);
      if (mark) marks.push({ file, line, start: mark[1]!.length, end: mark[1]!.length + mark[2]!.length, rule: mark[3]! });
      else if (!one.startsWith('+')) line++;
    }
  }
  for (const [, rule, file, line, start, end] of text.matchAll(/^Also found: ([a-z-]+) (\S+):(\d+):(\d+)-(\d+)$/gm)) marks.push({ file: file!, line: Number(line) - 1, start: Number(start) - 1, end: Number(end) - 1, rule: rule! });
  return { name: text.slice(0, text.indexOf('\n')), working, broken, fixed, marks, noFix: /^No fix: (.+)$/m.exec(text)?.[1] };
}
