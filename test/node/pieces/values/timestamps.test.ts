import v8 from 'node:v8';
import vm from 'node:vm';

import { DateTime } from 'luxon';
import fc from 'fast-check';

import { convertTimestamps, zoneOf } from '../../../../nodes/common/timestamps';

const SECONDS = 1_780_272_000;
const ISO = '2026-05-31T20:00:00.000-04:00';

const MONTREAL = zoneOf('America/Montreal');

it('times become ISO 8601, at any depth; everything else stays', () => {
	const record = {
		id: SECONDS,
		phone: 1_514_555_0100,
		created: SECONDS,
		created_at: SECONDS,
		current_period_end: SECONDS,
		shipments_suspended_until: SECONDS,
		billing_cycle_anchor: SECONDS,
		cancel_at: null,
		updated_at: '2026-06-01 00:00:00',
		quantity: 3,
		metadata: { signed_at: SECONDS },
		plan: { id: 7, updated_at: SECONDS },
		phases: [{ start_date: SECONDS, plan: 7 }],
		domains: ['a.example'],
	};
	expect(convertTimestamps(record, MONTREAL)).toEqual({
		...record,
		created: ISO,
		created_at: ISO,
		current_period_end: ISO,
		shipments_suspended_until: ISO,
		billing_cycle_anchor: ISO,
		plan: { id: 7, updated_at: ISO },
		phases: [{ start_date: ISO, plan: 7 }],
		updated_at: ISO,
	});
});

it('say the same second in every zone, also where clocks are set back', () => {
	const zones = fc.constantFrom('UTC', 'America/Montreal', 'Asia/Kolkata', 'Australia/Lord_Howe');
	const seconds = fc.integer({ min: 1_000_000_000, max: 4_102_444_799 });
	fc.assert(
		fc.property(seconds, zones, (created, timezone) => {
			const converted = convertTimestamps({ created }, zoneOf(timezone));
			expect(DateTime.fromISO(String(converted.created)).toSeconds()).toBe(created);
		}),
	);
	const hours = [1_793_509_200, 1_793_512_800].map((created) =>
		String(convertTimestamps({ created }, MONTREAL).created),
	);
	expect(hours).toEqual(['2026-11-01T01:00:00.000-04:00', '2026-11-01T01:00:00.000-05:00']);
});

it('times are held as texts in one piece: of a long list their pieces would be most of the memory', () => {
	v8.setFlagsFromString('--expose-gc');
	const collect = vm.runInNewContext('gc') as () => void;
	const held = (): number => {
		collect();
		return process.memoryUsage().heapUsed;
	};
	const records = Array.from({ length: 20_000 }, (_, index) => ({ created: SECONDS + index }));
	const before = held();
	const converted = records.map((record) => convertTimestamps(record, MONTREAL));
	const each = (held() - before) / converted.length;
	// The text alone takes 48 bytes, the object about 60; the pieces would take 250 more.
	expect(each).toBeLessThan(200);
});
