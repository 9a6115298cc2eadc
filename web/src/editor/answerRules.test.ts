import { describe, expect, it } from 'vitest';
import ruleCases from '../../../tests/unit/answer_rules.json';
import expressionCases from '../../../tests/unit/expressions.json';
import { broken, type AnswerRule } from './answerRules';
import type { Json, JsonObject } from './contract';
import { evaluate } from './expressions';

const scope: JsonObject = {
  params: { least: 2 },
  value: 'here',
  key: 4,
  response: {
    text: 'A quick brown cat',
    tags: ['a', 'b'],
    is_blurred: true,
    boxes: [
      { label: 'cat', left: 0, top: 0, width: 20, height: 10 },
      { label: 'dog', left: 0, top: 0, width: 10, height: 10 },
      { label: 'dog', left: 5, top: 0, width: 10, height: 10 },
    ],
    outline: {
      vertices: [
        { x: 0, y: 0 },
        { x: 10, y: 0 },
        { x: 0, y: 10 },
      ],
    },
  },
};

describe('an expression gives what the server computes', () => {
  for (const { about, expression, gives } of expressionCases as {
    about: string;
    expression: Json;
    gives: Json;
  }[])
    it(about, () => {
      expect(evaluate(expression, scope)).toEqual(gives);
    });
});

interface Case {
  readonly about: string;
  readonly rules: Partial<AnswerRule>[];
  readonly params?: JsonObject;
  readonly many?: number;
  readonly response: JsonObject;
  readonly faults: [string, string][];
}

describe('rules find the places that break them', () => {
  for (const one of ruleCases as unknown as Case[])
    it(one.about, () => {
      const response = {
        ...one.response,
        many: Array.from({ length: one.many ?? 0 }, (_, n) => n),
      };
      const rules = one.rules.map((rule) => ({ at: '', when: true, ...rule }) as AnswerRule);
      const found = broken(rules, one.params ?? {}, response);
      expect(found.map(({ pointer, sentence }) => [pointer, sentence])).toEqual(one.faults);
    });
});
