import { convertTimestamps } from '../../nodes/Pelcro/execution/output/timestamps';

const SECONDS = 1_780_272_000;
const ISO = '2026-06-01T00:00:00.000Z';

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
	expect(convertTimestamps(record)).toEqual({
		...record,
		created: ISO,
		created_at: ISO,
		current_period_end: ISO,
		shipments_suspended_until: ISO,
		billing_cycle_anchor: ISO,
		plan: { id: 7, updated_at: ISO },
		phases: [{ start_date: ISO, plan: 7 }],
	});
});
