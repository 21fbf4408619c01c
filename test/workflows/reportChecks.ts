import assert from 'node:assert/strict';

import { recordsOf } from '../../demo/verifyRun';
import type { SandboxAccount } from '../../sandbox/client';
import type { Execution } from './execution';
import {
	type Books,
	expectedRevenue,
	expectedSubscribers,
	readBooks,
	reportMonths,
	zoneThatMatters,
} from './expectedReport';
import type { Stage } from './scenario';

/** How many full months the scenarios ask for. */
export const MONTHS = 9;

/** Far from UTC on both sides: where days begin 14 hours before it, and 11 hours after it. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'];

/** A price with three decimals: Kuwaiti dinars have a thousand parts. */
const DINARS = 1.255;

/** What there is to report, and the time zone in which it is reported. */
export interface Assignment {
	books: Books;
	timeZone: string;
}

/** Adds sales in a currency with three decimals, and picks a time zone on which the months depend. */
export async function prepareBooks(account: SandboxAccount): Promise<Assignment> {
	await sellInDinars(account);
	const books = await readBooks(account);
	const timeZone = zoneThatMatters(books, ZONES);
	assert.ok(timeZone, 'no time zone would change the result');
	return { books, timeZone };
}

async function sellInDinars(account: SandboxAccount): Promise<void> {
	const api = account.api();
	const [product] = recordsOf<{ id: number }>(await account.state('products'), 'products');
	const plan = await api.post<{ data: { id: number } }>('/plans', {
		product_id: product?.id,
		nickname: 'Digital Monthly (Kuwait)',
		amount: DINARS,
		currency: 'kwd',
		interval: 'month',
		interval_count: 1,
		auto_renew: true,
		recognized_revenue_type: 'time',
		available_online: true,
		is_refundable: true,
		trial_period_days: 0,
	});
	assert.equal(plan.status, 200, JSON.stringify(plan.data));
	const sources = recordsOf<{ id: number; user_id: number }>(
		await account.state('sources'),
		'sources',
	);
	for (const { id, user_id } of sources.slice(0, 3)) {
		const order = { user_id, plan_id: plan.data.data.id, source_id: id, quantity: 1 };
		const answer = await api.post('/subscriptions', order);
		assert.equal(answer.status, 200, JSON.stringify(answer.data));
	}
}

/** Checks the tables and the report of either workflow. */
export async function checkReport(
	check: Stage['check'],
	execution: Execution,
	{ books, timeZone }: Assignment,
): Promise<void> {
	const months = reportMonths(MONTHS, new Date(), timeZone);
	const revenue = expectedRevenue(books, months, timeZone);
	await check(`Revenue of ${MONTHS + 1} months in ${timeZone}, by currency`, () => {
		execution.assertSuccess();
		const currencies = new Set(revenue.map(({ currency }) => currency));
		assert.deepEqual([...currencies], ['CAD', 'EUR', 'JPY', 'KWD', 'USD']);
		assert.deepEqual(execution.output('Revenue'), revenue);
		const dinars = revenue.find(({ currency }) => currency === 'KWD');
		assert.equal(dinars?.paid, Number((3 * DINARS).toFixed(3)));
		assert.ok(revenue.some(({ refunded }) => refunded > 0));
	});
	await check('Subscribers at the start and end of each month, and churn', () => {
		const subscribers = expectedSubscribers(books, months, timeZone);
		assert.deepEqual(execution.output('Subscribers'), subscribers);
		assert.ok(subscribers.some(({ churnPercent }) => churnPercent > 0));
	});
	await check('The report is an HTML file with charts that needs no other host', () => {
		const [file] = execution.files('Report file');
		assert.ok(file);
		assert.equal(file.mimeType, 'text/html');
		assert.match(file.fileName ?? '', /^revenue-and-churn-\d{4}-\d\d-\d\d\.html$/);
		const html = Buffer.from(file.data, 'base64').toString();
		assert.match(html, /^<!DOCTYPE html>/);
		assert.doesNotMatch(html, /https?:|src=|url\(|@import|<script|\{\{|undefined|NaN|Invalid/);
		assertCharts(html, months, revenue);
	});
}

/** One chart for each currency with a bar for each month, as high as the month's share of the highest. */
function assertCharts(
	html: string,
	months: string[],
	revenue: ReturnType<typeof expectedRevenue>,
): void {
	const sections = html.split('<h2>Revenue in ').slice(1);
	assert.deepEqual(
		sections.map((section) => section.slice(0, 3)),
		['CAD', 'EUR', 'JPY', 'KWD', 'USD'],
	);
	for (const section of sections) {
		const currency = section.slice(0, 3);
		const rows = revenue.filter((row) => row.currency === currency);
		const most = Math.max(...rows.flatMap(({ paid, refunded }) => [paid, refunded]));
		const heights = [...section.matchAll(/<rect class="blue"[^>]*height="([\d.]+)"/g)].map(
			([, height]) => Number(height),
		);
		const expected = months.map((month) => {
			const paid = rows.find((row) => row.month === month)?.paid ?? 0;
			return Number(((150 * paid) / most).toFixed(1));
		});
		assert.deepEqual(heights, expected);
		const money = new Intl.NumberFormat('en-US', { style: 'currency', currency });
		for (const { paid } of rows) assert.ok(section.includes(`<td>${money.format(paid)}</td>`));
	}
}
