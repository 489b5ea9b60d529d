// The picture of the runs: its numbers can be read on every colour.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allScenarios } from '../all';
import { readObserved } from '../observed';
import { DARK, grid, LIGHT, type Colours } from './grid';

/** Relative luminance of `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const unreadable = ({ cell, number }: Colours): string[] => Object.values(cell).filter((fill) => contrast(fill, number) < 4.5);

describe('the picture of the runs', () => {
  it('has a contrast of 4.5 to 1 and more, as text of this size needs', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.deepEqual([...unreadable(LIGHT), ...unreadable(DARK)], []);
  });

  it('says what did not start, and what its cells mean', () => {
    const picture = grid(allScenarios(), readObserved(), LIGHT);
    assert.doesNotMatch(picture, />0\/0</);
    assert.match(picture, /the server did not start/);
  });
});
