import type { SandboxAccount } from '../../sandbox/client';
import { recordsOf } from '../../demo/verifyRun';

/** A row of the workflow's table of revenue; amounts in decimals of the currency. */
export interface RevenueRow {
	month: string;
	currency: string;
	invoices: number;
	paid: number;
	refunded: number;
	net: number;
}

/** A row of the workflow's table of subscribers. */
export interface SubscriberRow {
	month: string;
	atStart: number;
	joined: number;
	left: number;
	atEnd: number;
	churnPercent: number;
}

interface Money {
	currency: string;
	status: string;
}

/** What the sandbox holds, as far as it is reported; times in Unix seconds, money in minor units. */
export interface Books {
	invoices: Array<Money & { created: number; amount_paid: number }>;
	refunds: Array<Money & { created_at: number; amount: number }>;
	subscriptions: Array<{ start_date: number; ended_at: number | null }>;
}

/** Digits after the point of the currencies that the sandbox's publisher takes. */
const DIGITS: Readonly<Record<string, number>> = { CAD: 2, EUR: 2, JPY: 0, KWD: 3, USD: 2 };

export async function readBooks(account: SandboxAccount): Promise<Books> {
	const state = await account.state();
	return {
		invoices: recordsOf(state, 'invoices'),
		refunds: recordsOf(state, 'refunds'),
		subscriptions: recordsOf(state, 'subscriptions'),
	};
}

/** The calendar month of a moment in a time zone, e.g. 2026-03. */
export function monthOf(unixSeconds: number, timeZone: string): string {
	const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit' });
	const parts = format.formatToParts(unixSeconds * 1000);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}`;
}

/** The running month and the full ones before it, oldest first. */
export function reportMonths(full: number, now: Date, timeZone: string): string[] {
	const [year = 0, month = 0] = monthOf(now.getTime() / 1000, timeZone)
		.split('-')
		.map(Number);
	return Array.from({ length: full + 1 }, (_, at) =>
		new Date(Date.UTC(year, month - 1 - full + at, 1)).toISOString().slice(0, 7),
	);
}

/** By currency, then by month; only months in which something was paid or refunded. */
export function expectedRevenue(books: Books, months: string[], timeZone: string): RevenueRow[] {
	return Object.entries(DIGITS).flatMap(([currency, digits]) =>
		months.flatMap((month) => {
			const isHere = (time: number, money: Money) =>
				money.currency.toUpperCase() === currency && monthOf(time, timeZone) === month;
			const paid = books.invoices.filter(
				(one) => one.status === 'paid' && isHere(one.created, one),
			);
			const refunds = books.refunds.filter(
				(one) => one.status === 'issued' && isHere(one.created_at, one),
			);
			if (paid.length + refunds.length === 0) return [];
			const received = sum(paid.map(({ amount_paid }) => amount_paid));
			const returned = sum(refunds.map(({ amount }) => amount));
			const decimal = (minor: number) => Number(`${minor}e-${digits}`);
			return {
				month,
				currency,
				invoices: paid.length,
				paid: decimal(received),
				refunded: decimal(returned),
				net: decimal(received - returned),
			};
		}),
	);
}

/** Every month, walked through from the first subscription on. */
export function expectedSubscribers(
	{ subscriptions }: Books,
	months: string[],
	timeZone: string,
): SubscriberRow[] {
	const lives = subscriptions.map(({ start_date: start, ended_at: end }) => ({
		start: monthOf(start, timeZone),
		end: end === null ? undefined : monthOf(end, timeZone),
	}));
	const count = (test: (life: (typeof lives)[number]) => boolean) => lives.filter(test).length;
	return months.map((month) => {
		const started = count(({ start }) => start < month);
		const gone = count(({ end }) => end !== undefined && end < month);
		const joined = count(({ start }) => start === month);
		const left = count(({ end }) => end === month);
		const atStart = started - gone;
		const churnPercent = atStart === 0 ? 0 : Math.round((1000 * left) / atStart) / 10;
		return { month, atStart, joined, left, atEnd: atStart + joined - left, churnPercent };
	});
}

/** The zone among those given in which most invoices fall into another month than in UTC. */
export function zoneThatMatters(books: Books, zones: readonly string[]): string | undefined {
	const moved = (zone: string) =>
		books.invoices.filter(({ created }) => monthOf(created, zone) !== monthOf(created, 'UTC'))
			.length;
	return zones.filter((zone) => moved(zone) > 0).sort((a, b) => moved(b) - moved(a))[0];
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
