import fc from 'fast-check';
import { DateTime } from 'luxon';

import { FieldError } from '../../../../nodes/common/fieldError';
import { encoded } from './encoded';

const moment = { type: 'dateTime' } as const;
const day = { type: 'dateTime', encoding: 'date' } as const;

/** Among them zones with half hours, whose clocks change at midnight, and that once left a day out. */
const ZONES = [
	'UTC',
	'America/Montreal',
	'Asia/Tokyo',
	'Asia/Kolkata',
	'Europe/London',
	'Africa/Cairo',
	'America/Havana',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Kiritimati',
	'Pacific/Pago_Pago',
];
const zone = fc.constantFrom(...ZONES);

describe('a date-time becomes Unix seconds', () => {
	const seconds = 1_780_272_000; // 2026-06-01T00:00:00Z
	it.each<[string, unknown, number]>([
		['in the workflow’s zone', '2026-05-31T20:00:00', seconds],
		['with a zone of its own', '2026-06-01T02:00:00+02:00', seconds],
		['a date', '2026-06-01', seconds + 4 * 3600],
		['a date without dashes', '20260601', seconds + 4 * 3600],
		['with a space', '2026-05-31 20:00:00', seconds],
		['with a space and a zone', '2026-06-01 00:00:00+00', seconds],
		['as mails write it', 'Mon, 01 Jun 2026 00:00:00 GMT', seconds],
		['Unix seconds', seconds, seconds],
		['Unix seconds as text', String(seconds), seconds],
		['milliseconds', seconds * 1000 + 999, seconds],
		['a Date', new Date(seconds * 1000), seconds],
		['n8n’s DateTime', DateTime.fromSeconds(seconds, { zone: 'Asia/Tokyo' }), seconds],
		['never', 253_402_300_799, 253_402_300_799],
		['never, in milliseconds', 253_402_300_799_999, 253_402_300_799],
		['never, as a date', '9999-12-31T23:59:59Z', 253_402_300_799],
		['beyond', '+010000-01-01T00:00:00.000Z', 253_402_300_800],
		['1950', -631_152_000, -631_152_000],
	])('%s', (_what, value, expected) => {
		expect(encoded(value, moment)).toBe(expected);
	});

	it.each([
		'tomorrow',
		'2026-13-01',
		'2026-02-30',
		'2026-03',
		'2026',
		'31/03/2026',
		'12',
		'12:30',
		'18:00',
		'1050',
		'Invalid DateTime',
		{},
		true,
		'',
		[],
		['2026-03-31'],
		NaN,
		Infinity,
		0,
		1e20,
		new Date(NaN),
		DateTime.invalid('none'),
	])('%p is refused', (value) => {
		expect(() => encoded(value, moment)).toThrow(FieldError);
		expect(() => encoded(value, day)).toThrow(FieldError);
	});

	it.each([46205, '46205', 20260331])(
		'a spreadsheet’s %p is refused, with the way out',
		(value) => {
			expect(() => encoded(value, moment)).toThrow(
				expect.objectContaining({ description: expect.stringMatching(/format the column/) }),
			);
		},
	);

	it('is the first of two equal hours in autumn, in whatever season the code runs', () => {
		// Clocks in Montreal go back from 02:00 to 01:00 on 1 November 2026.
		const first = Date.parse('2026-11-01T05:30:00Z') / 1000;
		const real = Date.now;
		try {
			for (const season of ['2026-01-15', '2026-07-15', '2026-11-01T06:00:00Z']) {
				Date.now = () => Date.parse(season);
				expect(encoded('2026-11-01T01:30:00', moment)).toBe(first);
			}
		} finally {
			Date.now = real;
		}
	});

	it('is the moment that it is, however it is written', () => {
		const time = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });
		fc.assert(
			fc.property(time, zone, zone, (unix, timezone, written) => {
				const dateTime = DateTime.fromSeconds(unix, { zone: written });
				const forms: unknown[] = [
					new Date(unix * 1000),
					dateTime,
					new Date(unix * 1000).toISOString(),
				];
				if (dateTime.offset % 1 === 0 && unix > 0) forms.push(dateTime.toISO());
				if (Math.abs(unix) >= 1e8) forms.push(unix, String(unix), unix * 1000);
				for (const form of forms) {
					// Milliseconds before 1979 are as small as seconds.
					if (typeof form === 'number' && form !== unix && form <= 253_402_300_799) continue;
					expect(encoded(form, moment, { timezone })).toBe(unix);
				}
			}),
		);
	});
});

describe('a day stays as it is written', () => {
	it.each<[string, unknown, string]>([
		['a day', '1990-05-01', '1990-05-01'],
		['with a time', '2026-06-01T23:59:59', '2026-06-01'],
		['midnight in UTC', '1990-05-01T00:00:00.000Z', '1990-05-01'],
		['midnight in UTC as a Date', new Date('1990-05-01T00:00:00Z'), '1990-05-01'],
		['midnight in UTC as Unix time', Date.parse('1990-05-01T00:00:00Z') / 1000, '1990-05-01'],
		['the end of a day in UTC', '2026-06-30T23:59:59Z', '2026-06-30'],
		['midnight here, as databases’ Dates have it', new Date('2026-06-01T04:00:00Z'), '2026-06-01'],
		['a moment, which is on this day here', '2026-06-01T02:00:00Z', '2026-05-31'],
		['with a zone of its own', '2026-06-01T02:00:00+02:00', '2026-06-01'],
		['in its own zone', DateTime.fromISO('2026-06-01T00:00', { zone: 'Asia/Tokyo' }), '2026-06-01'],
		['never', 253_402_300_799, '9999-12-31'],
		['a day that Samoa left out', '2011-12-30', '2011-12-30'],
	])('%s', (_what, value, expected) => {
		expect(encoded(value, day)).toBe(expected);
	});

	it.each([new Date(-1e14), '+012026-01-01'])('%p is no day to Pelcro', (value) => {
		expect(() => encoded(value, day)).toThrow(FieldError);
	});

	it('in every zone, and read and written back', () => {
		const days = fc.integer({ min: -25_000, max: 60_000 }).map((count) => count * 86_400_000);
		fc.assert(
			fc.property(days, zone, (milliseconds, timezone) => {
				const iso = new Date(milliseconds).toISOString();
				const written = iso.slice(0, 10);
				const forms = [
					written,
					iso,
					new Date(milliseconds),
					`${written}T00:00:00`,
					`${written} 13:45`,
				];
				const local = DateTime.fromISO(written, { zone: timezone });
				// Not where the zone left the day out.
				const own = local.toISODate() === written ? [local, local.toISO()] : [];
				for (const form of [...forms, ...own]) {
					expect(encoded(form, day, { timezone })).toBe(written);
				}
			}),
		);
	});
});
