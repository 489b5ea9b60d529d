// What a launch file says, as lines for people: `«…»` is the text at the place that belongs to what stands before it.
import assert from 'node:assert/strict';
import type { Command, LaunchFile, Range, Setting, Word } from '../../../server/src/core/launch/types';

/**
 *   [WHERE] WORD WORD«"WORD"» ?«$UNKNOWN»   a command; a word is followed by its text where that differs
 *     in FOLDER, as USER, image NAME        where it runs
 *     NAME=«VALUE» -> value                 a setting: the text at its place, its value marked in it, and what it is; `?` where that is not known
 *   environment                             what the file gives to all
 *   reference KIND PATH «…», problem MESSAGE «…»
 */
export function shown(text: string, { commands, environment, references, problems }: LaunchFile): string {
  const inside = (at: Range): string => {
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= text.length, `a place outside of the text: ${at.start}-${at.end}`);
    return visible(text.slice(at.start, at.end));
  };
  const setting = (one: Setting): string => {
    if (one.kind === 'unknown') return `unknown «${inside(one.at)}»`;
    if (one.kind === 'unset') return `unset ${one.name} «${inside(one.at)}»`;
    if (one.kind === 'file') return `${one.optional ? 'optional ' : ''}${one.exportedOnly ? 'exports of ' : ''}file ${one.path} «${inside(one.at)}»`;
    const { start, end } = one.valueAt ?? { start: one.at.end, end: one.at.end };
    assert.ok(one.at.start <= start && end <= one.at.end, `a value outside of its setting: ${one.name}`);
    const marked = one.valueAt ? `${inside({ start: one.at.start, end: start })}«${inside({ start, end })}»${inside({ start: end, end: one.at.end })}` : `${one.name} «${inside(one.at)}»`;
    return `${marked} -> ${one.value === undefined ? '?' : visible(one.value)}${one.unlessSet ? ' unless set' : ''}`;
  };
  const word = ({ text: value, at, several, prefix }: Word): string => {
    const there = inside(at);
    if (value === undefined) return `${prefix ?? ''}${several ? '...' : '?'}«${there}»`;
    return visible(value) === there && there !== '' ? there : `${visible(value)}«${there}»`;
  };
  const command = ({ words, at, where, cwd, user, image, injected, environment: own }: Command): string[] => {
    assert.ok(words.every((each) => each.given || (at.start <= each.at.start && each.at.end <= at.end)), 'a word outside of its command');
    const container = image ? [`image ${image.name ?? '?'} «${inside(image.at)}»${image.supplies === 'nothing' ? '' : ` supplies ${image.supplies}`}`] : [];
    const more = [...container, ...(injected ? [`injected «${inside(injected)}»`] : []), ...(cwd === undefined ? [] : [`in ${cwd}`]), ...(user === undefined ? [] : [`as ${user}`]), ...own.map(setting)];
    return [`[${where}] ${words.map(word).join(' ')}`, ...more.map((line) => `  ${line}`)];
  };
  return [
    ...commands.flatMap(command),
    ...(environment.length > 0 ? ['environment', ...environment.map((one) => `  ${setting(one)}`)] : []),
    ...references.map(({ kind, path, at }) => `reference ${kind} ${path} «${inside(at)}»`),
    ...problems.map(({ message, at }) => `problem ${message} «${inside(at)}»`),
  ].map((line) => `${line.trimEnd()}\n`).join('') || 'nothing\n';
}

function visible(text: string): string {
  return text.replace(/[\0-\x1f\x7f\u2028\ufeff]/g, (char) => JSON.stringify(char).slice(1, -1));
}
