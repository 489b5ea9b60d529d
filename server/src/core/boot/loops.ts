// Loops: over known items round by round, otherwise any number of rounds.
import type { Loop } from '../python/facts';
import { either } from './branches';
import { behind, BREAK, CONTINUE, exitsOf, joinEnds, type Completion, type Ends } from './control';
import { assign, branch, evaluate } from './expressions';
import type { Machine } from './machine';
import { Raised } from './signals';
import { bind, runBody } from './statements';
import { listOf, literal, OTHERS, truth, type Value } from './value';

/** More rounds than these are not run one by one. */
const MAX_ROUNDS = 100;
/** Each item that may be missing can need two paths. */
const MAX_OPTIONAL = 2;
/** Twice shows every order: what one round does may come before what the next one does. */
const UNKNOWN_ROUNDS = 2;

/** The items that iterating over a value gives. @returns undefined where they are not known, or too many */
export function itemsOf(value: Value): readonly Value[] | undefined {
  const items = value.kind === 'sequence' && value.complete ? value.items
    : value.kind === 'dict' && !value.items.has(OTHERS) ? [...value.items].map(([key, item]): Value => (item.kind === 'choice' ? { kind: 'optional', value: literal(key) } : literal(key)))
      : undefined;
  const certain = items && items.filter(({ kind }) => kind === 'optional').length <= MAX_OPTIONAL;
  return certain && items.length <= MAX_ROUNDS ? items : undefined;
}

/** Runs a loop. @throws Raised */
export function runLoop(m: Machine, loop: Loop, ends: Ends): Completion | undefined {
  const outer = m.round;
  const key = m.fresh().key;
  const otherwise = () => runBody(m, loop.otherwise, ends);
  const next = loop.kind === 'for' ? overItems(m, loop, evaluate(m, loop.over), key) : whileTrue(m, loop, key);
  if (!next) return void loosen(m, loop);

  /** Round `i` and all that follow. */
  const from = (i: number): Completion | undefined => m.inRound(outer, () => next(i, () => round(i), otherwise, () => from(i + 1)));
  const round = (i: number): Completion | undefined => {
    const over = () => m.inRound(outer, () => from(i + 1));
    const leave = ends.return;
    const inside: Ends = { ...behind({ return: leave && (() => m.inRound(outer, leave)), break: () => BREAK }, over), continue: () => CONTINUE };
    const end = m.inRound(`${outer}/${key}.${i}`, () => runBody(m, loop.body, inside));
    if (!end || end.kind === 'continue') return from(i + 1);
    return end.kind === 'break' ? undefined : end;
  };
  return from(0);
}

/** What is done for round `i`: `run` it and what follows, `skip` it, or go `otherwise`, behind the last one. */
type Next = (i: number, run: () => Completion | undefined, otherwise: () => Completion | undefined, skip: () => Completion | undefined) => Completion | undefined;

function overItems(m: Machine, { target, inert, ...loop }: Loop & { kind: 'for' }, over: Value, key: string): Next | undefined {
  const items = itemsOf(over);
  if (!items) return inert ? undefined : anyNumber(m, { target, inert, ...loop }, key);
  return (i, run, otherwise, skip) => {
    const item = items[i];
    if (!item) return otherwise();
    const taken = (value: Value) => () => (assign(m, target, value), run());
    return item.kind === 'optional' ? either(m, `${key}:${i}`, taken(item.value), skip, joinEnds(m)) : taken(item)();
  };
}

function anyNumber(m: Machine, loop: Loop & { kind: 'for' }, key: string): Next {
  return (i, run, otherwise) => {
    const last = () => (i > 0 && loosen(m, loop), otherwise());
    if (i === UNKNOWN_ROUNDS) return last();
    return either(m, `${key}:${i}`, () => (assign(m, loop.target, m.fresh()), run()), last, joinEnds(m));
  };
}

function whileTrue(m: Machine, loop: Loop & { kind: 'while' }, key: string): Next {
  const choices = m.choices;
  return (i, run, otherwise) => {
    const uncertain = m.choices > choices;
    if (i === MAX_ROUNDS) m.unknownEffect('a long loop');
    if (i >= UNKNOWN_ROUNDS && (uncertain || i === MAX_ROUNDS)) return cutOff(m, loop, otherwise);
    const test = evaluate(m, loop.test);
    const last = () => (i > 0 && uncertain && loosen(m, loop), otherwise());
    // The same condition may have another answer in the next round.
    return branch(m, i > 0 && truth(test) === undefined ? { kind: 'symbol', key: `${key}:${i}` } : test, run, last, joinEnds(m));
  };
}

/** A loop that went on for unknown reasons ends at last, unless nothing in it can. */
function cutOff(m: Machine, loop: Loop & { kind: 'while' }, otherwise: () => Completion | undefined): Completion | undefined {
  loosen(m, loop);
  const endless = loop.test.kind === 'literal' && Boolean(loop.test.value);
  if (!endless) return otherwise();
  if (loop.body.some((statement) => exitsOf(statement).has('break'))) return undefined;
  if (loop.body.some((statement) => exitsOf(statement).has('return'))) return { kind: 'return', value: m.fresh() };
  throw new Raised('SystemExit');
}

/** What a loop binds has unknown values afterwards; lists have unknown items more. */
function loosen(m: Machine, loop: Loop): void {
  for (const name of loop.binds) {
    const before = m.current.scopes[0]!.get(name);
    bind(m, name, before?.kind === 'sequence' ? listOf(before.items, false, before.form) : m.fresh());
  }
}
