import { newBill, paidBill } from '../resources/office/bills';
import { blankVendor } from '../resources/office/vendors';
import { newWebhook } from '../resources/office/webhooks';
import type { Dataset } from '../store/dataset';
import type { SeedOptions } from './options';

const DAY = 86_400;

/** Refunds of the first payments: two wait, one was issued, and one has no payment behind it. */
function addRefunds(data: Dataset, now: number): void {
	const states = ['to_issue', 'to_issue', 'issued'] as const;
	const common = { cancel_at_ms: null, created_at: now - 3 * DAY, updated_at: now - 3 * DAY };
	for (const [index, charge] of data.charges.records.slice(0, states.length).entries()) {
		data.refunds.insert({
			...common,
			user_id: charge.user_id,
			charge: charge.id,
			amount: charge.amount,
			currency: charge.currency,
			type: 'full',
			destination: index === 0 ? 'offline' : 'card',
			status: states[index] ?? 'issued',
		});
	}
	data.refunds.insert({
		...common,
		user_id: null,
		charge: null,
		amount: 250,
		currency: 'usd',
		type: 'partial',
		destination: 'offline',
		status: 'issued',
	});
}

const VENDORS = [
	{ first_name: 'Ingrid', last_name: 'Falk', email: 'ingrid.falk@example.net' },
	{ first_name: 'Tomas', last_name: 'Reyes', email: 'tomas.reyes@example.net' },
	{ first_name: 'Aiko', last_name: 'Mori', email: 'aiko.mori@example.net' },
];

function addVendors(data: Dataset, siteId: number, now: number): void {
	for (const vendor of VENDORS) {
		const place = { id: data.vendors.upcomingId, siteId, now };
		data.vendors.insert({ ...blankVendor(place, vendor), job_title: 'Delivery' });
	}
}

/** A draft, an open and a paid bill of the first vendor. */
function addBills(data: Dataset, siteId: number, now: number): void {
	const [vendor] = data.vendors.records;
	if (vendor === undefined) return;
	const item = { description: 'Saturday round', quantity: 4, unit_price: 2500 };
	const bill = (count: number) =>
		data.bills.insert(
			newBill({ vendor_id: vendor.id, line_items: [item] }, { count, siteId, now }),
		);
	bill(0);
	data.bills.update(bill(1), { status: 'open', finalized_at: now });
	const paid = bill(2);
	data.bills.update(paid, { ...paidBill(paid, now), finalized_at: now });
}

function addWebhook(data: Dataset, now: number): void {
	const endpoint = {
		url: 'https://crm.example.com/hooks/pelcro',
		description: 'CRM',
		all_events_enabled: false,
		events_enabled: ['subscription_created', 'customer_updated'],
	};
	data.webhooks.insert({ ...newWebhook(endpoint, now), secret: 'whsec_sandbox' });
}

/** One campaign with a run that has a report and a run that has none yet. */
function addCampaignRuns(data: Dataset, now: number): void {
	const report = data.customers.records.slice(0, 5).map(({ id, email }, index) => ({
		email,
		customer_id: id,
		status: index === 4 ? 'bounced' : 'delivered',
		delivered_at: index === 4 ? null : new Date((now - DAY) * 1000).toISOString(),
	}));
	data.campaign_runs.insert({ campaign_id: 901, report });
	data.campaign_runs.insert({ campaign_id: 901, report: null });
}

/** Adds what the publisher's offices work with: refunds, vendors, bills, a webhook endpoint, campaign runs. */
export function addOffice(data: Dataset, { siteId, now }: SeedOptions): void {
	addRefunds(data, now);
	addVendors(data, siteId, now - 200 * DAY);
	addBills(data, siteId, now - 30 * DAY);
	addWebhook(data, now - 100 * DAY);
	addCampaignRuns(data, now);
}
