// Versions, ranges and markers. The expected values are those of Python's own `packaging` 25, unless a case says otherwise.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluateMarker } from '../../../server/src/core/dependencies/markers';
import { compareVersions, parseVersion } from '../../../server/src/core/dependencies/pep440';
import { parsePoetrySpecifiers, parseSpecifiers } from '../../../server/src/core/dependencies/specifiers';
import { ANY, both, describeVersions, either, exactly, isAtLeast, pinned, type Versions } from '../../../server/src/core/dependencies/versions';

const version = (text: string): Versions => exactly(parseVersion(text)!);
const allows = (range: Versions, text: string): boolean => pinned(both(version(text), range)) !== undefined;

describe('versions', () => {
  const ORDER = [
    ['0.0.4'], ['0.62b1'], ['0.63b0.dev', '0.63b0.dev0'], ['0.63b0'], ['0.63'], ['1.0.dev3'], ['1.0a1.dev1'], ['1.0a1'], ['1.0.a.2', '1.0-alpha_2'], ['1.0b2'], ['1.0b2.post345.dev456'], ['1.0rc1', '1.0c1'], ['1.0c2', '1.0pre2'],
    ['1.0', '1.0.0', '1', '1.0+local', 'v1.0'], ['1.0.post1.dev2'], ['1.0.post1', '1.0-1', '1.0.r1'], ['1.1.0alpha'], ['1.1'], ['1.9'], ['1.10'], ['2.0.0preview1'], ['3.12.9'], ['3.13.0rc1'], ['3.13'], ['1!0.5'],
  ];
  it('are in the order of PEP 440', () => {
    const all = ORDER.flatMap((group, rank) => group.map((text) => ({ text, rank })));
    for (const a of all) for (const b of all) assert.equal(Math.sign(compareVersions(parseVersion(a.text)!, parseVersion(b.text)!)), Math.sign(a.rank - b.rank), `${a.text} and ${b.text}`);
  });
  it('are nothing else', () => {
    for (const text of ['', 'x', '1.x', '1..2', '1.0-', '$VERSION', '1.0+', '==1']) assert.equal(parseVersion(text), undefined, text);
  });
});

describe('specifiers', () => {
  const CASES: [string, string[], string[]][] = [
    ['==1.2', ['1.2', '1.2.0', '1.2+x'], ['1.2.1', '1.2rc1', '1.2.post1']], ['===1.2', ['1.2'], ['1.3']], ['==1.2.*', ['1.2', '1.2.9', '1.2.0rc1'], ['1.3', '1.1.9', '1.3.dev0']],
    ['~=1.4.2', ['1.4.2', '1.4.9'], ['1.5', '1.4.1', '2']], ['~=1.4', ['1.4', '1.9.9'], ['2.0', '1.3']], ['>=0.62b0', ['0.62b0', '0.63b0', '1'], ['0.61b0']],
    ['<0.63', ['0.62b1', '0.62'], ['0.63b0', '0.63']], ['<0.63b0', ['0.62b1'], ['0.63b0', '0.63']], ['<=2', ['2', '2.0.0', '2rc1'], ['2.0.1']], ['>1,<2', ['1.1'], ['1.0', '2', '2b1']], [' >= 1 , != 1.5 ', ['1.4'], ['0.9']], ['', ['1', '2b1'], []],
  ];
  for (const [text, inside, outside] of CASES) {
    it(`${text || '(none)'}`, () => {
      const range = parseSpecifiers(text)!;
      for (const one of inside) assert.ok(allows(range, one), one);
      for (const one of outside) assert.ok(!allows(range, one), one);
    });
  }
  it('that are none', () => {
    for (const text of ['1.2', '^1.2', '>= ', '== x', '>=1;', '~=1', 'latest', '>=1 <2']) assert.equal(parseSpecifiers(text), undefined, text);
  });
});

describe("Poetry's specifiers (its documentation's examples)", () => {
  const CASES: [string, string[], string[]][] = [
    ['^1.2.3', ['1.2.3', '1.9'], ['2.0', '1.2.2', '2.0b1']], ['^0.2.3', ['0.2.9'], ['0.3.0']], ['^0.0.3', ['0.0.3'], ['0.0.4']], ['^0.0', ['0.0.9'], ['0.1']], ['^0', ['0.9'], ['1.0']], ['^0.63b0', ['0.63b0', '0.63'], ['0.64b0', '0.62b1']],
    ['~1.2.3', ['1.2.9'], ['1.3']], ['~1.2', ['1.2.9'], ['1.3']], ['~1', ['1.9'], ['2']], ['1.*', ['1.9'], ['2.0']], ['*', ['1', '99'], []], ['1.2.3', ['1.2.3'], ['1.2.4']],
    ['>=1.2,<1.5', ['1.2', '1.4'], ['1.5']], ['>=3.10 <3.14', ['3.13'], ['3.14', '3.9']], ['^1.0 || ^3.0', ['1.5', '3.1'], ['2.0']], ['>= 1', ['1'], ['0.9']], ['~=1.4.2', ['1.4.3'], ['1.5']],
  ];
  for (const [text, inside, outside] of CASES) {
    it(text, () => {
      const range = parsePoetrySpecifiers(text)!;
      for (const one of inside) assert.ok(allows(range, one), one);
      for (const one of outside) assert.ok(!allows(range, one), one);
    });
  }
  it('that are none', () => assert.deepEqual(['^', 'x', '^x', '~'].map(parsePoetrySpecifiers), [undefined, undefined, undefined, undefined]));
});

describe('what can be said of several versions', () => {
  it('is what holds for all of them', () => {
    assert.equal(isAtLeast(version('0.63b0'), '0.63b0'), 'yes');
    assert.equal(isAtLeast(parseSpecifiers('<0.63b0')!, '0.63b0'), 'no');
    assert.equal(isAtLeast(parseSpecifiers('<0.63')!, '0.63b0'), 'no');
    assert.equal(isAtLeast(parseSpecifiers('<=0.63b0')!, '0.63b0'), 'unknown');
    assert.equal(isAtLeast(ANY, '1'), 'unknown');
    assert.equal(isAtLeast(either(version('1'), version('3')), '2'), 'unknown');
    assert.equal(isAtLeast(either(version('1'), ANY), '2'), 'unknown');
  });
  it('is nothing where they contradict each other', () => assert.equal(describeVersions(both(version('1'), version('2'))), 'any version'));
  it('is shown to people', () => {
    assert.deepEqual(['==0.62b1', '>=1.2,<2', '>1', '==3.12.*', ''].map((text) => describeVersions(parseSpecifiers(text)!)), ['0.62b1', '>=1.2,<2', '>1', '>=3.12,<3.13', 'any version']);
    assert.equal(describeVersions(either(version('1.0'), version('2.0'))), '1.0 or 2.0');
  });
});

describe('markers', () => {
  const python = parseSpecifiers('==3.12.*')!;
  const CASES: [string, string][] = [
    ["sys_platform == 'win32'", 'no'], ['"linux" in sys_platform', 'yes'], ['platform_system != "Windows"', 'yes'], ['python_version >= "3.8"', 'yes'], ['python_version < "3.12"', 'no'], ['python_version == "3.12"', 'yes'], ['python_version > "3.12"', 'no'],
    ['python_version <= "3.12"', 'yes'], ['"3.11" <= python_version', 'yes'], ['python_full_version < "3.12.4"', 'unknown'], ['python_full_version >= "3.12.0"', 'unknown'], ['extra == "dev"', 'unknown'], ['extra == "dev" and os_name == "nt"', 'no'],
    ['extra == "dev" or os_name == "posix"', 'yes'], ['(python_version < "3.9" or python_version >= "3.13") and sys_platform == "linux"', 'no'], ["'dev' in dependency_groups", 'unknown'], ['platform_machine == "x86_64"', 'unknown'], ['python_version', 'unknown'], ['', 'unknown'], ['((((', 'unknown'],
    ['python_version in "3.12 3.13"', 'unknown'],
  ];
  for (const [text, expected] of CASES) it(`${text} is ${expected} for Python 3.12 on Linux`, () => assert.equal(evaluateMarker(text, python), expected));
  it('of an unknown Python are unknown', () => assert.equal(evaluateMarker('python_version >= "3.8"', ANY), 'unknown'));
  it('that are nested deep end', () => assert.equal(evaluateMarker('('.repeat(100_000), ANY), 'unknown'));
});
