import { zipSync } from 'fflate';
import { csvFile } from '../../api/csv';
import type { ExportOrder } from '../../model/records';
import type { Dataset } from '../../store/dataset';

type Row = Record<string, unknown>;

/** The first date that ZIP knows, in this machine's time as ZIP has it: the same files give the same archive. */
const FIRST_DATE = new Date(1980, 0, 1);

/** Records of the types whose file is one record a line. */
const SOURCES: Record<string, (data: Dataset) => readonly object[]> = {
	subscriptions: (data) => data.subscriptions.records,
	memberships: (data) => data.memberships.records,
	invoices: (data) => data.invoices.records,
	payments: (data) => data.charges.records,
	refunds: publicRefunds,
	customers: (data) => data.customers.records,
	customers_metadata: (data) => data.customers.records,
	newsletters: (data) => data.newsletters.records,
	addresses: (data) => data.addresses.records,
};

/** Without what only the sandbox itself knows of them. */
function publicRefunds({ refunds }: Dataset) {
	return refunds.records.map(({ cancel_at_ms: _cancelAt, ...shown }) => shown);
}

/** All that can be exported. */
export const EXPORT_TYPES = [...Object.keys(SOURCES), 'accounting'];

/** Columns of a file without a line. */
const FEWEST_COLUMNS = ['id', 'created_at'];

function table(rows: readonly Row[]): Buffer {
	return csvFile(rows[0] === undefined ? FEWEST_COLUMNS : Object.keys(rows[0]), rows);
}

const createdAt = (row: Row) => Number(row.created_at ?? row.created);

/** Whether a row was made (or changed, with mode modified_data) in the range, on the site. */
function isWanted(order: ExportOrder) {
	const { date_from: from = -Infinity, date_to: to = Infinity, site_id: siteId } = order;
	const within = (time: number) => time >= from && time <= to;
	return (row: Row) => {
		const changed = order.mode === 'modified_data' && within(Number(row.updated_at));
		const onSite = siteId === undefined || row.site_id === undefined || row.site_id === siteId;
		return onSite && (changed || within(createdAt(row)));
	};
}

function hasStatus({ status = 'all' }: ExportOrder) {
	return (row: Row) => status === 'all' || row.status === status;
}

function passesSubscriptionFilters({ plans }: Dataset, order: ExportOrder) {
	const hasOneOf = hasStatus(order);
	const { collection_method: method, plan_id: planId, product_id: product } = order;
	return (row: Row) =>
		hasOneOf(row) &&
		(method === undefined || row.billing === method) &&
		(planId === undefined || row.plan === planId) &&
		(product === undefined || plans.get(Number(row.plan))?.product_id === product);
}

/** Memberships take the filters of subscriptions, and are theirs. Reference: amendment 12. */
function subscriptionRows(rows: readonly Row[], data: Dataset, order: ExportOrder): Row[] {
	const passes = passesSubscriptionFilters(data, order);
	if (order.object === 'subscriptions') return rows.filter(passes);
	return rows.filter((row) => {
		const subscription = data.subscriptions.get(Number(row.subscription_id));
		return subscription !== undefined && passes(subscription);
	});
}

function metadataRows(customers: readonly Row[]): Row[] {
	return customers.flatMap(({ id, email, metadata }) =>
		Object.entries(metadata as Row).map(([key, value]) => ({
			customer_id: id,
			email,
			key,
			value,
		})),
	);
}

/** First and last second of a month, UTC. */
function monthRange(month: string): { from: number; to: number } {
	const first = new Date(`${month}-01T00:00:00Z`);
	const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
	return { from: first.getTime() / 1000, to: next / 1000 - 1 };
}

/** The eleven files of an accounting export: what happened in the month in the currency. */
function accountingArchive(data: Dataset, order: ExportOrder): Buffer {
	const { from, to } = monthRange(order.month ?? '');
	const inMonth = isWanted({ object: order.object, date_from: from, date_to: to });
	const ofMonth = <R extends Row>(rows: readonly R[]): R[] =>
		rows.filter((row) => inMonth(row) && row.currency === order.currency);
	const invoices = ofMonth(data.invoices.records);
	const charges = ofMonth(data.charges.records);
	const invoicesIn = (status: string) => invoices.filter((row) => row.status === status);
	const lines = invoices.flatMap(({ id: invoice_id, lines: { data: rows } }) =>
		rows.map((row) => ({ invoice_id, ...row })),
	);
	const files: Record<string, readonly Row[]> = {
		invoices,
		invoice_lines: lines,
		invoices_paid: invoicesIn('paid'),
		invoices_open: invoicesIn('open'),
		invoices_void: invoicesIn('void'),
		invoices_uncollectible: invoicesIn('uncollectible'),
		payments: charges,
		payments_online: charges.filter(({ offline }) => offline === false),
		payments_offline: charges.filter(({ offline }) => offline === true),
		refunds: ofMonth(publicRefunds(data)),
		orders: ofMonth(data.orders.records),
	};
	const named = Object.entries(files).map(([name, rows]) => [`${name}.csv`, table(rows)] as const);
	return Buffer.from(zipSync(Object.fromEntries(named), { mtime: FIRST_DATE }));
}

/**
 * Makes the file of an export from the account's data: a CSV, or for accounting a ZIP of eleven.
 *
 * @throws Error for a type that is not among EXPORT_TYPES
 */
export function exportFile(data: Dataset, order: ExportOrder): Buffer {
	if (order.object === 'accounting') return accountingArchive(data, order);
	const source = SOURCES[order.object];
	if (source === undefined) throw new Error(`There is no export of ${order.object}`);
	const rows = (source(data) as readonly Row[]).filter(isWanted(order));
	if (order.object === 'customers_metadata') return table(metadataRows(rows));
	if (order.object === 'invoices') return table(rows.filter(hasStatus(order)));
	const isFiltered = ['memberships', 'subscriptions'].includes(order.object);
	return table(isFiltered ? subscriptionRows(rows, data, order) : rows);
}
