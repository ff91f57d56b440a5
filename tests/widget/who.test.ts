import { describe, expect, it } from 'vitest';
import { hasPerson } from '../../src/widget/chat/who.ts';

describe('who answers in the chat', () => {
  it.each<[string, string[], boolean]>([
    ['nobody was asked', ['greeting.hello', 'person.asked', 'person.nobody-came'], false],
    ['a person joined', ['person.asked', 'staff.joined'], true],
    ['a person of a hub joined', ['staff.someone-joined', 'staff.wrote'], true],
    ['an emergency came meanwhile', ['staff.joined', 'safety.emergency', 'booking.delivered'], true],
    ['the person left', ['staff.joined', 'staff.wrote', 'staff.left'], false],
    ['the person was lost', ['staff.someone-joined', 'person.could-not-join'], false],
    ['the visitor asked to be forgotten', ['staff.joined', 'forget.done-marked'], false],
    ['the visit was lost', ['staff.joined', 'fallback.started-afresh', 'greeting.hello'], false],
    ['another joined', ['staff.joined', 'staff.left', 'staff.joined'], true],
  ])('once %s', (_, lines, person) => {
    expect(lines.reduce((before, line) => hasPerson(before, [line]), false)).toBe(person);
  });
});
