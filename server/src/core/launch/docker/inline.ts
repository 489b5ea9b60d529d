// A Dockerfile that stands in another file, such as `dockerfile_inline` of compose: what it says has its places there.
import { place } from '../piece';
import type { Piece, Range, Setting, Word } from '../types';
import type { Instructed, Stage } from './stages';

/** @param stage as it was read in the text of `whole`, whose places are those of the file */
export function stageWithin(stage: Stage, whole: Piece): Stage {
  const range = ({ start, end }: Range): Range => place(whole, start, end);
  const within = (inner: Piece): Piece => ({ text: inner.text, offset: (index) => whole.offset(inner.offset(index)) });
  const setting = (one: Setting): Setting => ({ ...one, at: range(one.at), ...(one.kind === 'variable' && one.valueAt && { valueAt: range(one.valueAt) }) });
  const word = (one: Word): Word => ({ ...one, at: range(one.at), ...(one.offset && { offset: (index: number) => whole.offset(one.offset!(index)) }) });
  const instructed = (one: Instructed | undefined): Instructed | undefined => one && (one.kind === 'words' ? { ...one, words: one.words.map(word), at: range(one.at) } : { ...one, piece: within(one.piece), at: range(one.at) });
  return {
    ...stage, at: range(stage.at), environment: stage.environment.map(setting), entrypoint: instructed(stage.entrypoint), cmd: instructed(stage.cmd),
    copies: stage.copies.map((one) => (one.written?.text ? { ...one, written: { text: within(one.written.text) } } : one)),
  };
}
