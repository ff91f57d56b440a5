import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarVisit, calendarFile } from '../../src/booking/calendar-file.ts';

const HOUR = 3_600_000;
const visitOf = (changes: Partial<CalendarVisit> = {}): CalendarVisit => ({
  reference: 'K7M-4QD',
  clinicName: 'Harbor Foot & Spine',
  address: '12 Quay Street, Suite 3; Portland, ME',
  phone: '(207) 555-0142',
  start: Date.parse('2027-03-15T14:30:00Z'),
  end: Date.parse('2027-03-15T15:00:00Z'),
  zone: 'America/New_York',
  url: 'https://harbor.example/visits',
  now: Date.parse('2027-03-01T08:00:00Z'),
  sequence: 0,
  cancelled: false,
  ...changes,
});

function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [component, ...others] = calendar.getAllSubcomponents('vevent');
  if (!component || others.length > 0) throw new Error('there must be one event');
  return { calendar, component, event: new ICAL.Event(component) };
}

describe('a calendar file', () => {
  it('is read back as it was written', () => {
    const { calendar, component, event } = readBack(calendarFile(visitOf()));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(event).toMatchObject({
      uid: 'K7M-4QD@harbor.example',
      summary: 'Visit at Harbor Foot & Spine',
      sequence: 0,
    });
    expect(event.location).toBe('12 Quay Street, Suite 3; Portland, ME');
    expect(event.description).toBe('Monday 15 March, 10:30, New York time\nPhone: (207) 555-0142\nReference: K7M-4QD');
    expect(event.startDate.toJSDate().toISOString()).toBe('2027-03-15T14:30:00.000Z');
    expect(event.endDate.toJSDate().toISOString()).toBe('2027-03-15T15:00:00.000Z');
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2027-03-01T08:00:00Z');
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
  });

  it('replaces itself, and cancels', () => {
    const moved = readBack(calendarFile(visitOf({ sequence: 2, cancelled: true })));
    expect(moved.event).toMatchObject({ uid: 'K7M-4QD@harbor.example', sequence: 2 });
    expect(moved.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  });

  it.each([
    ['the hour before clocks go forward', '2027-03-14T06:30:00Z', '01:30'],
    ['the hour after clocks go forward', '2027-03-14T07:30:00Z', '03:30'],
    ['the first 01:30 when clocks go back', '2027-11-07T05:30:00Z', '01:30'],
    ['the second 01:30 when clocks go back', '2027-11-07T06:30:00Z', '01:30'],
  ])('keeps the instant in %s, and tells the clinic time', (_, start, time) => {
    const at = Date.parse(start);
    const { event } = readBack(calendarFile(visitOf({ start: at, end: at + HOUR })));
    expect(event.startDate.toJSDate().getTime()).toBe(at);
    expect(event.endDate.toJSDate().getTime()).toBe(at + HOUR);
    expect(event.description).toContain(`, ${time}, New York time`);
  });

  it('keeps any minute in any zone', () => {
    const zones = fc.constantFrom('America/New_York', 'Asia/Tokyo', 'Europe/London', 'Australia/Lord_Howe');
    const minute = fc.integer({ min: 29_000_000, max: 33_000_000 }).map((minutes) => minutes * 60_000);
    fc.assert(
      fc.property(minute, fc.integer({ min: 5, max: 600 }), zones, (start, minutes, zone) => {
        const end = start + minutes * 60_000;
        const { event } = readBack(calendarFile(visitOf({ start, end, zone })));
        expect([event.startDate.toJSDate().getTime(), event.endDate.toJSDate().getTime()]).toEqual([start, end]);
      }),
    );
  });

  it('keeps odd names inside their own lines, and lines within 75 bytes', () => {
    const clinicName = `Fuß; Rücken, "腰痛" \\n\r\nSTATUS:CANCELLED ${'長い名前'.repeat(20)}`;
    const text = calendarFile(visitOf({ clinicName }));
    const { event, component } = readBack(text);
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(event.summary.replace(/\s+/g, ' ')).toBe(`Visit at ${clinicName.replace(/\s+/g, ' ')}`);
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
